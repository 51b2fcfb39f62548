//! What the archive of a workbook holds, counted before it is read: whatever it says of itself, it is not believed.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use crate::sources::archive::{Unpacked, unreadable};
use crate::sources::{Error, MAX_XML_BYTES};

/// Which program's workbook it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Excel,
    OpenDocument,
}

/// Start of a list of texts in which their number stands, in bytes.
const START: u64 = 4096;

/// Fewest bytes of a text in that list: `<si/>`.
const SMALLEST: u64 = 5;

/// Reads every part once, and refuses what is too large, is no workbook that we read, or promises more than it holds.
pub fn of(bytes: &[u8]) -> Result<Kind, Error> {
    counted(bytes, MAX_XML_BYTES)
}

fn counted(bytes: &[u8], limit: u64) -> Result<Kind, Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::BadZip)?;
    let (mut kind, mut left) = (Kind::Excel, limit);
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| Error::BadZip)?;
        let name = String::from_utf8_lossy(file.name_raw()).to_lowercase();
        if name.ends_with("workbook.bin") {
            return Err(Error::BinaryWorkbook);
        }
        if name == "mimetype" {
            kind = Kind::OpenDocument;
        }
        let mut file = Unpacked::new(file, left);
        let start = start(&mut file)?;
        io::copy(&mut file, &mut io::sink()).map_err(|error| too_large(&error))?;
        let size = left - file.left;
        if promised(&start).is_some_and(|texts| texts > size / SMALLEST) {
            return Err(Error::Workbook);
        }
        left = file.left;
    }
    Ok(kind)
}

fn start(file: &mut impl Read) -> Result<Vec<u8>, Error> {
    let mut start = Vec::new();
    file.take(START).read_to_end(&mut start).map_err(|error| too_large(&error))?;
    Ok(start)
}

fn too_large(error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::FileTooLarge { Error::TooLarge } else { unreadable(error) }
}

/// How many texts a part says that it has; memory is taken for as many by whoever reads it.
fn promised(start: &[u8]) -> Option<u64> {
    let start = String::from_utf8_lossy(start);
    let (_, number) = start.split_once("uniqueCount")?;
    let digits: String =
        number.chars().skip_while(|sign| !sign.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    Some(digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_it_says_of_itself_is_not_believed() {
        let texts =
            |n: &str| archive(&[("xl/sharedStrings.xml", format!("<sst uniqueCount=\"{n}\"><si/></sst>").as_bytes())]);
        assert_eq!(of(&texts("1")), Ok(Kind::Excel));
        for n in ["4000000000", "99999999999999999999999"] {
            assert_eq!(of(&texts(n)), Err(Error::Workbook));
        }
        assert_eq!(of(&archive(&[("mimetype", b""), ("content.xml", b"")])), Ok(Kind::OpenDocument));
        assert_eq!(of(&archive(&[("xl/workbook.bin", b"")])), Err(Error::BinaryWorkbook));
        let mut sheets =
            archive(&[("xl/worksheets/sheet1.xml", &[b' '; 6000]), ("xl/worksheets/sheet2.xml", &[b' '; 6000])]);
        assert_eq!((counted(&sheets, 12_000), counted(&sheets, 11_999)), (Ok(Kind::Excel), Err(Error::TooLarge)));
        // The directory says that they are small.
        let said = 6000_u32.to_le_bytes();
        for at in (0..sheets.len() - 4).filter(|at| sheets[*at..at + 4] == said).collect::<Vec<_>>() {
            sheets[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        assert!(counted(&sheets, 11_999).is_err());
    }
}
