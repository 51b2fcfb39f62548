//! A list of accounts: logins or national numbers, one a line or in a column of a list, such as our own reports.

use super::header::{Field, delimiter_by, field_of, normalise};
use super::{Error, MAX_BYTES, cell, encoding, kind};

/// Labels of a column of logins.
const LOGIN: [&str; 4] = ["identifiant", "login", "compte", "nomdutilisateur"];

/// What a list names, in its order: of each row its login, or else its national number. `#` begins a comment.
pub fn read(bytes: &[u8]) -> Result<Vec<String>, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    if let Some(found) = kind::recognise(&bytes[..bytes.len().min(kind::START)]) {
        return if found == kind::Kind::Empty { Ok(Vec::new()) } else { Err(Error::NotLogins(found)) };
    }
    let score = |start: &str| {
        let first = start.lines().next().unwrap_or_default();
        first.split([';', ',', '\t']).filter(|label| is_heading(label)).count()
    };
    let (text, alphabet) = encoding::detect(bytes, &score);
    let text = alphabet.decode(&text);
    let mut rows = rows(&text).peekable();
    let columns = match rows.peek() {
        Some(first) => columns(first)?,
        None => return Ok(Vec::new()),
    };
    if columns.is_some() {
        rows.next();
    }
    let listed = columns.is_some();
    let columns = columns.unwrap_or_else(|| vec![0]);
    // In a list without headings, a remark may follow the word.
    let word = |word: &String| {
        if listed { word.clone() } else { word.split('#').next().unwrap_or_default().trim().to_owned() }
    };
    let named = rows
        .filter_map(|row| columns.iter().filter_map(|column| row.get(*column)).map(word).find(|word| !word.is_empty()));
    Ok(named.collect())
}

/// The cells of every row that is not a comment.
fn rows(text: &str) -> impl Iterator<Item = Vec<String>> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    let first = lines.iter().find(|line| !line.trim().is_empty()).copied().unwrap_or_default();
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter_by(first, is_heading))
        .from_reader(std::io::Cursor::new(lines.join("\n").into_bytes()));
    let cells = |row: csv::StringRecord| row.iter().map(|word| cell::unwrap(word).to_owned()).collect::<Vec<String>>();
    reader.into_records().filter_map(Result::ok).map(cells).filter(|row| row.iter().any(|word| !word.is_empty()))
}

fn is_heading(label: &str) -> bool {
    let label = normalise(label.trim_matches('"'));
    LOGIN.contains(&label.as_str()) || field_of(&label).is_some()
}

/// Where a first row of labels has logins and national numbers; `None` where it has no labels.
fn columns(first: &[String]) -> Result<Option<Vec<usize>>, Error> {
    if !first.iter().any(|label| is_heading(label)) {
        return Ok(None);
    }
    let labels: Vec<String> = first.iter().map(|label| normalise(label)).collect();
    let is_ine = |label: &String| matches!(field_of(label), Some((Field::Ine, _)));
    let logins = labels.iter().position(|label| LOGIN.contains(&label.as_str()));
    let columns: Vec<usize> = logins.into_iter().chain(labels.iter().position(is_ine)).collect();
    if columns.is_empty() { Err(Error::NoLogins { columns: first.to_vec() }) } else { Ok(Some(columns)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_as_people_have_them() {
        let cases: [(&[u8], &[&str]); 11] = [
            (b"lea.vin\n# 2A\nnoe.brun # absent\n\n070832327JA\n", &["lea.vin", "noe.brun", "070832327JA"]),
            ("\u{feff}Identifiant\r\nlea.vin\r\n".as_bytes(), &["lea.vin"]),
            (
                b"Nom;Pr\xe9nom;Identifiant;INE\r\nVIN;L\xe9a;lea.vin;\r\nBRUN;No\xe9;;070832327JA\r\n",
                &["lea.vin", "070832327JA"],
            ),
            (b"login,profile,password_state\nlea.vin,eleve,initial\n", &["lea.vin"]),
            (b"\"INE\"\t\"Nom\"\n=\"070832327JA\"\tVIN\n", &["070832327JA"]),
            (b"lea.vin;2A;initial\nnoe.brun;2B;initial\n", &["lea.vin", "noe.brun"]),
            (b"\"lea.vin\"\n\"noe.brun\"", &["lea.vin", "noe.brun"]),
            (b"\xff\xfel\0e\0a\0.\0v\0i\0n\0", &["lea.vin"]),
            (b"Identifiant;Remarque\nlea.vin;\"Rue #3\"\nnoe.brun;x\n", &["lea.vin", "noe.brun"]),
            (b"", &[]),
            (b"# rien\n", &[]),
        ];
        for (bytes, expected) in cases {
            assert_eq!(read(bytes).unwrap(), expected, "{}", String::from_utf8_lossy(bytes));
        }
        assert!(matches!(read(b"%PDF-1.7"), Err(Error::NotLogins(kind::Kind::Pdf))));
        assert!(matches!(read(b"Nom;Division\nVIN;2A\n"), Err(Error::NoLogins { .. })));
    }
}
