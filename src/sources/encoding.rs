//! Which alphabet a file is written in, and reading it without losing a letter.
//!
//! SIECLE writes ISO-8859-15, spreadsheets rewrite as UTF-8, Windows-1252 or Mac Roman. The header decides; where it
//! has no accent, the names do.

use std::borrow::Cow;

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// An alphabet in which a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8 {
        bom: bool,
    },
    Utf16 {
        big_endian: bool,
    },
    /// Windows-1252, in which the letters that ISO-8859-15 has and it lacks are mended.
    Windows1252,
    MacRoman,
}

impl Encoding {
    /// The usual name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 { .. } => "UTF-8",
            Self::Utf16 { .. } => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "Mac Roman",
        }
    }

    /// Reads one cell.
    pub fn decode(self, cell: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Windows1252 | Self::MacRoman if !cell.is_ascii() => self.decode_single(cell),
            _ => std::str::from_utf8(cell).map_or_else(|_| String::from_utf8_lossy(cell), Cow::Borrowed),
        }
    }

    fn decode_single(self, cell: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Windows1252 => mend_latin9(WINDOWS_1252.decode_without_bom_handling(cell).0),
            _ => MACINTOSH.decode_without_bom_handling(cell).0,
        }
    }

    /// Writes a text in this alphabet; a letter that it lacks becomes `?`.
    pub fn encode(self, text: &str) -> Vec<u8> {
        let single = |encoding: &'static encoding_rs::Encoding| {
            text.chars()
                .flat_map(|letter| {
                    let mut buffer = [0; 4];
                    let (bytes, _, lost) = encoding.encode(letter.encode_utf8(&mut buffer));
                    if lost { b"?".to_vec() } else { bytes.into_owned() }
                })
                .collect()
        };
        match self {
            Self::Utf8 { .. } => text.as_bytes().to_vec(),
            Self::Utf16 { big_endian: true } => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Utf16 { big_endian: false } => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Windows1252 => single(WINDOWS_1252),
            Self::MacRoman => single(MACINTOSH),
        }
    }

    /// What stands before the first letter of a file in this alphabet.
    pub fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 { bom: true } => &[0xef, 0xbb, 0xbf],
            Self::Utf16 { big_endian: true } => &[0xfe, 0xff],
            Self::Utf16 { big_endian: false } => &[0xff, 0xfe],
            _ => &[],
        }
    }
}

/// The bytes to read (UTF-16 is turned into UTF-8, marks are gone) and the alphabet they were in.
/// `score` tells how many titles that are known the beginning of a text has.
pub fn detect<'a>(bytes: &'a [u8], score: &dyn Fn(&str) -> usize) -> (Cow<'a, [u8]>, Encoding) {
    if let Some(text) = utf16(bytes) {
        return text;
    }
    let mut rest = bytes;
    while let Some(after) = rest.strip_prefix(b"\xef\xbb\xbf") {
        rest = after;
    }
    let bom = rest.len() < bytes.len();
    if std::str::from_utf8(rest).is_ok() {
        return (Cow::Borrowed(rest), Encoding::Utf8 { bom });
    }
    (Cow::Borrowed(rest), single_byte(rest, score))
}

fn utf16(bytes: &[u8]) -> Option<(Cow<'_, [u8]>, Encoding)> {
    let (rest, big_endian) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, false),
        [0xfe, 0xff, rest @ ..] => (rest, true),
        _ => return None,
    };
    let encoding = if big_endian { UTF_16BE } else { UTF_16LE };
    let text = encoding.decode_without_bom_handling(rest).0.trim_start_matches('\u{feff}').to_owned();
    Some((Cow::Owned(text.into_bytes()), Encoding::Utf16 { big_endian }))
}

/// Bytes among which titles are looked for.
const START: usize = 16 << 10;

/// Lines with accents that tell an alphabet.
const ENOUGH: usize = 1000;

fn single_byte(bytes: &[u8], score: &dyn Fn(&str) -> usize) -> Encoding {
    let start = &bytes[..bytes.len().min(START)];
    let known = |encoding: Encoding| score(&encoding.decode(start));
    let lines = bytes[..bytes.len().min(1 << 20)].split(|byte| *byte == b'\n');
    let accented: Vec<&[u8]> = lines.filter(|line| !line.is_ascii()).take(ENOUGH).collect();
    let plausible = |encoding: Encoding| accented.iter().map(|line| plausibility(&encoding.decode(line))).sum::<i64>();
    let worth = |encoding| (known(encoding), plausible(encoding));
    if worth(Encoding::MacRoman) > worth(Encoding::Windows1252) { Encoding::MacRoman } else { Encoding::Windows1252 }
}

/// How much a text looks French: its accented letters, less whatever no name holds.
fn plausibility(text: &str) -> i64 {
    text.chars()
        .filter(|letter| !letter.is_ascii())
        .map(|letter| match letter {
            _ if "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ°’«»\u{a0}".contains(letter) => {
                1
            }
            _ if letter.is_alphabetic() => -1,
            _ => -3,
        })
        .sum()
}

/// The letter of ISO-8859-15 whose byte is this sign in Windows-1252.
fn letter_of_latin9(sign: char) -> Option<char> {
    Some(match sign {
        '¼' => 'Œ',
        '½' => 'œ',
        '¾' => 'Ÿ',
        '¦' => 'Š',
        '¨' => 'š',
        '´' => 'Ž',
        '¸' => 'ž',
        _ => return None,
    })
}

/// The bytes in which ISO-8859-15 differs are letters there and signs in Windows-1252: beside a letter, a letter was meant.
fn mend_latin9(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(|sign| letter_of_latin9(sign).is_some()) {
        return text;
    }
    let letters: Vec<char> = text.chars().collect();
    let beside = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        [before, letters.get(at + 1)].into_iter().flatten().any(|letter| letter.is_alphabetic())
    };
    let mended = letters.iter().enumerate().map(|(at, sign)| match letter_of_latin9(*sign) {
        Some(letter) if beside(at) => letter,
        _ => *sign,
    });
    Cow::Owned(mended.collect())
}

/// True for a text of DOS (CP850) read as Mac Roman: its é is there a capital Ç, inside small letters.
pub fn is_dos(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).any(|three| three[0].is_alphabetic() && three[1] == 'Ç' && three[2].is_lowercase())
}

/// True for a cell whose accents were written twice: `Ã©` for `é`, `Å“` for `œ`.
pub fn is_mojibake(cell: &str) -> bool {
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        if !matches!(letter, 'Ã' | 'Â' | 'Å' | 'Ä') {
            continue;
        }
        let Some(next) = letters.peek() else { return false };
        let trail = WINDOWS_1252
            .encode(next.encode_utf8(&mut [0; 4]))
            .0
            .first()
            .is_some_and(|byte| (0x80..=0xbf).contains(byte));
        let doubled = match letter {
            'Ã' | 'Â' => trail || ('\u{80}'..='\u{bf}').contains(next),
            'Å' | 'Ä' => trail && !next.is_alphabetic() && !next.is_ascii() && *next != '’',
            _ => false,
        };
        if doubled && !next.is_ascii() && *next != '\u{a0}' || (letter == 'Ã' && *next == '\u{a0}') {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count_accents(header: &str) -> usize {
        usize::from(header.contains("Prénom"))
    }

    #[test]
    fn the_header_decides() {
        let cases: [(&[u8], Encoding, &str); 6] = [
            (b"Nom;Pr\xe9nom\nA;Lo\xefc", Encoding::Windows1252, "Loïc"),
            (b"Nom;Pr\x8enom\nA;Lo\x95c", Encoding::MacRoman, "Loïc"),
            (b"NOM;PRENOM\nA;Lo\xefc \xc9l\xe9onore", Encoding::Windows1252, "Loïc Éléonore"),
            (b"NOM;PRENOM\nA;Lo\x95c \x83l\x8eonore", Encoding::MacRoman, "Loïc Éléonore"),
            ("Nom;Prénom\nA;Loïc".as_bytes(), Encoding::Utf8 { bom: false }, "Loïc"),
            ("\u{feff}\u{feff}Nom;Prénom\nA;Loïc".as_bytes(), Encoding::Utf8 { bom: true }, "Loïc"),
        ];
        for (bytes, expected, name) in cases {
            let (text, encoding) = detect(bytes, &count_accents);
            assert_eq!(encoding, expected, "{name}");
            assert!(encoding.decode(&text).ends_with(name), "{name}");
        }
    }

    #[test]
    fn utf16_both_ways() {
        for big_endian in [false, true] {
            let encoding = Encoding::Utf16 { big_endian };
            let bytes = [encoding.mark().to_vec(), encoding.encode("Nom;Prénom\nA;Loïc")].concat();
            let (text, found) = detect(&bytes, &count_accents);
            assert_eq!((&*found.decode(&text), found), ("Nom;Prénom\nA;Loïc", encoding));
        }
    }

    #[test]
    fn letters_of_latin9() {
        for (bytes, name) in
            [(&b"\xbclla"[..], "Œlla"), (b"S\xbdur", "Sœur"), (b"1\xbc kg", "1¼ kg"), (b"LAHA\xbeE", "LAHAŸE")]
        {
            assert_eq!(Encoding::Windows1252.decode(bytes), name);
        }
    }

    #[test]
    fn writing_back() {
        assert_eq!(Encoding::Windows1252.encode("Loïc Łuk"), b"Lo\xefc ?uk");
    }

    #[test]
    fn damaged_accents() {
        for damaged in ["LEFÃˆVRE", "Ã©lodie", "LoÃ¯c", "CÅ“ur", "NÂ° 4", "FranÃ§ois"] {
            assert!(is_mojibake(damaged), "{damaged}");
        }
        for sound in ["LEFÈVRE", "JOÃO", "Åke", "SÃO PAULO", "Łukasz", "ÂGÉ", "Ångström", "PÄR", ""] {
            assert!(!is_mojibake(sound), "{sound}");
        }
    }
}
