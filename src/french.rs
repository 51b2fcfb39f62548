//! French grammar: plurals, dates, lists, no-break spaces, and words for the system's errors.

use std::io;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

/// No-break spaces where French typography wants them. Applied where words are shown or printed, and nowhere else.
pub fn typography(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let before = letter == ' ' && letters.peek().is_some_and(|next| ":;?!»%".contains(*next));
        let after = letter == ' ' && shown.ends_with('«');
        shown.push(if before || after { '\u{a0}' } else { letter });
    }
    shown
}

/// The same text with spaces that a shell reads.
pub fn plain_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// Words that stay on one line.
pub fn unbroken(words: &str) -> String {
    words.replace(' ', "\u{a0}")
}

/// « 0 élève », « 1 élève », « 2 élèves »: zero and one are singular in French.
pub fn count(n: usize, singular: &str, plural: &str) -> String {
    format!("{} {}", number(n), if n < 2 { singular } else { plural })
}

/// `singular` or `plural`, after a number written elsewhere.
pub fn agree<'a>(n: usize, singular: &'a str, plural: &'a str) -> &'a str {
    if n < 2 { singular } else { plural }
}

/// Thousands separated by a no-break space.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut spaced = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spaced.push('\u{a0}');
        }
        spaced.push(digit);
    }
    spaced
}

/// A size: « 12 Kio », « 3,4 Mio ».
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1_048_576 => format!("{}\u{a0}Kio", number(bytes.div_ceil(1_024))),
        _ => format!("{:.1}\u{a0}Mio", bytes as f64 / 1_048_576.0).replace('.', ","),
    }
}

/// A day as French people write it: 01/09/2026.
pub fn day(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// A stored instant as day and hour: 01/09/2026 à 08:15.
pub fn instant(iso: &str) -> String {
    match iso.get(..10).and_then(|date| date.parse::<Date>().ok()) {
        Some(date) => format!("{} à {}", day(date), iso.get(11..16).unwrap_or("00:00")),
        None => iso.to_owned(),
    }
}

/// The day of a stored instant: 01/09/2026.
pub fn day_of(iso: &str) -> String {
    instant(iso).split(' ').next().unwrap_or_default().to_owned()
}

/// When something ends: the hour today, the day and the hour otherwise.
pub fn until(end: Timestamp, now: &Zoned) -> String {
    let end = end.to_zoned(now.time_zone().clone());
    let hour = end.strftime("%H:%M:%S");
    if end.date() == now.date() { hour.to_string() } else { format!("{hour} le {}", day(end.date())) }
}

/// « A », « A et B », « A, B et C ».
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} et {last}", first.join(", ")),
    }
}

/// The first letter in upper case.
pub fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The same sentence within another one; a first word in capitals stays (« UAI »).
pub fn decapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let acronym = sentence.chars().nth(1).is_some_and(char::is_uppercase);
    match letters.next() {
        Some(first) if !acronym => first.to_lowercase().chain(letters).collect(),
        _ => sentence.to_owned(),
    }
}

/// What went wrong with a file, without the system's English.
pub fn io(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => "le fichier ou le dossier n’existe pas",
        io::ErrorKind::PermissionDenied => "l’accès est refusé",
        io::ErrorKind::AlreadyExists => "le fichier existe déjà",
        io::ErrorKind::IsADirectory => "c’est un dossier",
        io::ErrorKind::NotADirectory => "un élément du chemin n’est pas un dossier",
        io::ErrorKind::StorageFull => "le disque est plein",
        io::ErrorKind::QuotaExceeded => "le quota du disque est atteint",
        io::ErrorKind::FileTooLarge => "le fichier serait trop grand",
        io::ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule",
        io::ErrorKind::InvalidFilename => "le nom du fichier n’est pas valable",
        io::ErrorKind::ResourceBusy => "le fichier est utilisé par un autre programme",
        io::ErrorKind::Interrupted => "l’opération a été interrompue",
        io::ErrorKind::UnexpectedEof => "la saisie s’est arrêtée",
        io::ErrorKind::NotConnected => "aucun terminal n’est disponible",
        _ => return format!("le système a répondu par une erreur (code {})", error.raw_os_error().unwrap_or_default()),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_numbers() {
        let cases = [
            (0, "0 élève"),
            (1, "1 élève"),
            (2, "2 élèves"),
            (1_234, "1\u{a0}234 élèves"),
            (1_000_000, "1\u{a0}000\u{a0}000 élèves"),
        ];
        for (n, expected) in cases {
            assert_eq!(count(n, "élève", "élèves"), expected);
        }
    }

    #[test]
    fn no_break_spaces() {
        assert_eq!(typography("« Léa » : 3 % ; qui ?"), "«\u{a0}Léa\u{a0}»\u{a0}: 3\u{a0}%\u{a0}; qui\u{a0}?");
        assert_eq!(typography("08:15, a:b"), "08:15, a:b");
    }

    #[test]
    fn lists_and_dates() {
        let items = |n: usize| ["A", "B", "C"][..n].iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!([list(&items(1)), list(&items(2)), list(&items(3))], ["A", "A et B", "A, B et C"]);
        assert_eq!(day(jiff::civil::date(2026, 9, 1)), "01/09/2026");
        assert_eq!(instant("2026-09-01T08:15:00+02:00"), "01/09/2026 à 08:15");
        assert_eq!(capitalised("état"), "État");
    }
}
