//! Fonts of this machine, for letters that those of the program lack: a folder of ours, then what the system has.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::World;

/// Largest font that is read, in bytes.
const MOST: u64 = 40 << 20;

/// Letters, from and to, and files that write them on one system or another.
const KNOWN: [(u32, u32, &[&str]); 14] = [
    (0x0700, 0x074f, &["NotoSansSyriac-Regular.ttf", "seguihis.ttf"]),
    (0x07c0, 0x07ff, &["NotoSansNKo-Regular.ttf", "ebrima.ttf"]),
    (0x0980, 0x09ff, &["NotoSansBengali-Regular.ttf", "Nirmala.ttf"]),
    (0x0a00, 0x0a7f, &["NotoSansGurmukhi-Regular.ttf", "Nirmala.ttf"]),
    (0x0a80, 0x0aff, &["NotoSansGujarati-Regular.ttf", "Nirmala.ttf"]),
    (0x0c00, 0x0c7f, &["NotoSansTelugu-Regular.ttf", "Nirmala.ttf"]),
    (0x0c80, 0x0cff, &["NotoSansKannada-Regular.ttf", "Nirmala.ttf"]),
    (0x0d00, 0x0d7f, &["NotoSansMalayalam-Regular.ttf", "Nirmala.ttf"]),
    (0x0d80, 0x0dff, &["NotoSansSinhala-Regular.ttf", "Nirmala.ttf"]),
    (0x0e80, 0x0eff, &["NotoSansLao-Regular.ttf", "LeelawUI.ttf"]),
    (0x1000, 0x109f, &["NotoSansMyanmar-Regular.ttf", "mmrtext.ttf"]),
    (0x1780, 0x17ff, &["NotoSansKhmer-Regular.ttf", "LeelawUI.ttf"]),
    (0x2d30, 0x2d7f, &["NotoSansTifinagh-Regular.ttf", "ebrima.ttf"]),
    (
        0x2e80,
        0xffff,
        &["DroidSansFallbackFull.ttf", "wqy-zenhei.ttc", "wqy-microhei.ttc", "msyh.ttc", "simsun.ttc", "malgun.ttf"],
    ),
];

/// Where systems keep their fonts.
const FOLDERS: [&str; 6] = [
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/droid",
    "/usr/share/fonts/truetype/wqy",
    "/usr/share/fonts/google-droid-sans-fonts",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
];

/// The folder into which somebody may put fonts, then those of the system.
pub fn folders() -> Vec<PathBuf> {
    let ours = ProjectDirs::from("", "", "cpro").map(|folders| folders.data_local_dir().join("polices"));
    ours.into_iter().chain(FOLDERS.map(PathBuf::from)).collect()
}

impl World {
    /// Fonts with outlines that a PDF takes as they are, for some letters; those of the folder of ours first.
    pub fn fonts_for(&self, letters: &[char]) -> Vec<Vec<u8>> {
        let ours = self.fonts.first().map(|folder| self.files_of(folder)).unwrap_or_default();
        let ours = ours.into_iter().map(|(_, path)| path);
        let is_wanted = |(from, to, _): &&(u32, u32, &[&str])| {
            letters.iter().any(|letter| (*from..=*to).contains(&u32::from(*letter)))
        };
        let names = KNOWN.iter().filter(is_wanted).flat_map(|(_, _, names)| names.iter());
        let theirs = names.flat_map(|name| self.fonts.iter().map(move |folder| folder.join(name)));
        let mut paths: Vec<PathBuf> = Vec::new();
        for path in ours.chain(theirs) {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        paths.iter().filter_map(|path| font(path)).collect()
    }
}

/// A font of TrueType outlines, or a collection of them.
fn font(path: &Path) -> Option<Vec<u8>> {
    std::fs::metadata(path).ok().filter(|metadata| metadata.is_file() && metadata.len() <= MOST)?;
    let bytes = std::fs::read(path).ok()?;
    has_outlines(&bytes).then_some(bytes)
}

/// True where the (first) font of a file has a table of TrueType outlines.
fn has_outlines(bytes: &[u8]) -> bool {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let start = if bytes.starts_with(b"ttcf") { number(12) } else { Some(0) };
    let tables = start.and_then(|start| Some((start, number(start + 4)? >> 16)));
    tables.is_some_and(|(start, many)| {
        (0..many).any(|table| bytes.get(start + 12 + 16 * table..).is_some_and(|record| record.starts_with(b"glyf")))
    })
}

#[cfg(test)]
mod tests {
    use super::has_outlines;

    #[test]
    fn only_outlines_that_a_document_takes() {
        let table = |tag: &[u8; 4]| [&[0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0][..], tag, &[0; 12]].concat();
        assert!(has_outlines(&table(b"glyf")) && !has_outlines(&table(b"CFF ")));
        let collection = |tag| [b"ttcf\0\x01\0\0\0\0\0\x01\0\0\0\x10".to_vec(), table(tag)].concat();
        assert!(has_outlines(&collection(b"glyf")) && !has_outlines(&collection(b"CFF ")));
        assert!(!has_outlines(b"") && !has_outlines(b"ttcf"));
    }
}
