//! Rejected rows written back: same columns, same alphabet, same separator, and the reason at the end.

use super::export::Export;
use super::findings::Reject;

/// The bytes of `<file>.rejets.csv`.
pub fn write<'a>(export: &Export, rejects: impl Iterator<Item = &'a Reject>) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new()
        .delimiter(export.delimiter)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    let utf16 = matches!(export.encoding, super::Encoding::Utf16 { .. });
    let encode = |text: &str| if utf16 { text.as_bytes().to_vec() } else { export.encoding.encode(text) };
    let columns = export.header.reason.unwrap_or(export.header.labels.len());
    let header = export.header.labels.iter().take(columns).map(|label| encode(label)).chain([encode("motif")]);
    // Writing to memory cannot fail.
    let _ = csv.write_record(header);
    for reject in rejects {
        let filled = reject.cells.len().max(columns);
        let cells = (0..filled)
            .filter(|column| export.header.reason != Some(*column))
            .map(|column| reject.cells.get(column).cloned().unwrap_or_default());
        let _ = csv.write_record(cells.chain([encode(&reject.reason.to_string())]));
    }
    let rows = csv.into_inner().unwrap_or_default();
    let rows = if utf16 { export.encoding.encode(&String::from_utf8_lossy(&rows)) } else { rows };
    [export.encoding.mark(), &rows].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::roster::Intake;
    use crate::sources::{ReadOptions, Wanted, read};
    use std::io::Cursor;
    use std::sync::atomic::AtomicBool;

    fn rejected(bytes: &[u8]) -> Vec<u8> {
        let stop = AtomicBool::new(false);
        let options = ReadOptions::new(Wanted::Pupils, jiff::civil::date(2026, 9, 1), &stop);
        let export = read(&mut Cursor::new(bytes), 0, &mut Intake::default(), &options).unwrap();
        write(&export, export.rejects.iter())
    }

    #[test]
    fn same_columns_same_alphabet_and_a_reason() {
        let file = b"Nom;Pr\xe9nom;Date de naissance;Division\r\nDUPONT;L\xe9a;01/02/10;=\"2A\"\r\nABEL;Zo\xe9;01/02/2010;2A\r\n";
        let expected = b"Nom;Pr\xe9nom;Date de naissance;Division;motif\r\nDUPONT;L\xe9a;01/02/10;\"=\"\"2A\"\"\";date de naissance \xab 01/02/10 \xbb : l\x92ann\xe9e doit avoir quatre chiffres\r\n";
        assert_eq!(String::from_utf8_lossy(&rejected(file)), String::from_utf8_lossy(expected));
    }

    #[test]
    fn rejected_again_the_reason_is_replaced() {
        let once = rejected(b"Nom,Prenom,Date de naissance\nDUPONT,Lea,01/02/10\n");
        assert_eq!(rejected(&once), once);
    }

    #[test]
    fn utf16_stays_utf16() {
        let encoding = super::super::Encoding::Utf16 { big_endian: false };
        let file = [encoding.mark().to_vec(), encoding.encode("Nom;Prénom;Date de naissance\nA;B;01/02/10\n")].concat();
        assert!(rejected(&file).starts_with(&[0xff, 0xfe, b'N', 0]));
    }
}
