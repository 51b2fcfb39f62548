//! Where the bytes of a file come from: the file itself, or the one file of a zip (the ministry's XML exports come so).
//!
//! Nothing is ever unpacked to the disk, and what a zip gives is counted, whatever it says of itself.

use std::io::{self, Read, Seek};

use zip::ZipArchive;

use super::{Error, Kind, MAX_XML_BYTES};

/// How many times larger than its archive a file may be.
const MAX_RATIO: u64 = 200;

/// Most entries of an archive that are looked at.
const MOST_ENTRIES: usize = 1000;

/// A file that can be read from its start again.
pub trait Input: Read + Seek {}

impl<T: Read + Seek> Input for T {}

/// True for a workbook, new or of LibreOffice.
pub fn is_office(input: &mut dyn Input) -> Result<bool, Error> {
    let archive = ZipArchive::new(input).map_err(|_| Error::BadZip)?;
    let mut names = archive.file_names().take(MOST_ENTRIES).flatten();
    Ok(names.any(|name| name.starts_with("xl/") || name == "mimetype"))
}

/// The bytes of one file, as often as asked.
pub enum Source<'a> {
    Plain(&'a mut dyn Input),
    Zip { archive: ZipArchive<&'a mut dyn Input>, index: usize, limit: u64 },
}

impl<'a> Source<'a> {
    /// A file that is no archive.
    pub fn plain(input: &'a mut dyn Input) -> Self {
        Self::Plain(input)
    }

    /// The one file of an archive; refuses one that holds several, or a document of an office suite.
    pub fn zip(input: &'a mut dyn Input) -> Result<Self, Error> {
        let mut archive = ZipArchive::new(input).map_err(|_| Error::BadZip)?;
        let mut found = Vec::new();
        for index in 0..archive.len().min(MOST_ENTRIES) {
            let file = archive.by_index_raw(index).map_err(|_| Error::BadZip)?;
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            if name.starts_with("xl/") || name.starts_with("word/") {
                return Err(Error::Office(Kind::Spreadsheet));
            } else if name == "mimetype" {
                return Err(Error::Office(Kind::OpenDocument));
            } else if file.encrypted() {
                return Err(Error::LockedZip);
            } else if !file.is_dir() && !name.starts_with("__MACOSX/") {
                found.push((index, file.compressed_size()));
            }
        }
        match found[..] {
            [(index, packed)] => {
                let limit = MAX_XML_BYTES.min(packed.saturating_mul(MAX_RATIO).max(1 << 16));
                Ok(Self::Zip { archive, index, limit })
            }
            [] => Err(Error::EmptyZip),
            _ => Err(Error::ManyInZip(found.len())),
        }
    }

    /// Reads the file from its start.
    pub fn with<T>(&mut self, mut work: impl FnMut(&mut dyn Read) -> Result<T, Error>) -> Result<T, Error> {
        match self {
            Self::Plain(input) => {
                input.rewind().map_err(|error| Error::Unreadable(error.to_string()))?;
                work(&mut **input)
            }
            Self::Zip { archive, index, limit } => {
                let file = archive.by_index(*index).map_err(|error| match error {
                    zip::result::ZipError::UnsupportedArchive(_) => Error::OddZip,
                    _ => Error::BadZip,
                })?;
                let mut unpacked = Unpacked::new(file, *limit);
                work(&mut unpacked).or_else(|why| {
                    // Only its end tells that an archive is damaged, which then is why it makes no sense.
                    if why != Error::Interrupted {
                        io::copy(&mut unpacked, &mut io::sink()).map_err(|error| unreadable(&error))?;
                    }
                    Err(why)
                })
            }
        }
    }

    /// At most `limit` bytes from the start, or one more.
    pub fn bytes(&mut self, limit: usize) -> Result<Vec<u8>, Error> {
        self.with(|input| {
            let mut bytes = Vec::new();
            input.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
            Ok(bytes)
        })
    }
}

/// Why reading stopped: the archive itself said too much, is damaged, or the disk failed.
pub fn unreadable(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Error::ZipBomb,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => Error::BadZip,
        _ => Error::Unreadable(error.to_string()),
    }
}

/// What comes out of an archive, up to a limit.
pub struct Unpacked<R> {
    file: R,
    /// Bytes that may still come.
    pub left: u64,
}

impl<R> Unpacked<R> {
    pub fn new(file: R, left: u64) -> Self {
        Self { file, left }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn archive(files: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap()
    }

    fn unpacked(files: &[(&str, &[u8])]) -> Result<Vec<u8>, Error> {
        Source::zip(&mut archive(files))?.bytes(1 << 30)
    }

    #[test]
    fn one_file_and_no_more() {
        assert_eq!(unpacked(&[("../../etc/passwd", b"<a/>")]).unwrap(), b"<a/>", "a name is never a path");
        assert_eq!(unpacked(&[("__MACOSX/._a", b"x"), ("a.xml", b"<a/>")]).unwrap(), b"<a/>");
        assert_eq!(unpacked(&[]).unwrap_err(), Error::EmptyZip);
        assert_eq!(unpacked(&[("a", b""), ("b", b"")]).unwrap_err(), Error::ManyInZip(2));
        assert_eq!(unpacked(&[("xl/workbook.xml", b"")]).unwrap_err(), Error::Office(Kind::Spreadsheet));
        assert_eq!(unpacked(&[("a.xml", &vec![b' '; 64 << 20])]).unwrap_err(), Error::ZipBomb);
    }

    #[test]
    fn a_file_can_be_read_twice() {
        let mut archive = archive(&[("a.xml", b"<a/>")]);
        let mut source = Source::zip(&mut archive).unwrap();
        assert_eq!(source.bytes(9).unwrap(), source.bytes(9).unwrap());
    }

    #[test]
    fn damaged_archives() {
        let whole = archive(&[("a.xml", &[b'a'; 4000])]).into_inner();
        for cut in [0, 4, whole.len() / 2, whole.len() - 1] {
            let mut bytes = Cursor::new(whole[..cut].to_vec());
            assert_eq!(Source::zip(&mut bytes).and_then(|mut source| source.bytes(9999)).unwrap_err(), Error::BadZip);
        }
    }
}
