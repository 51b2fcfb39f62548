//! A file of preferences, in TOML: `color = "never"`, `slips.lang = "en"`.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// Names and values; the line that is none where it cannot be read.
pub fn read(text: &str) -> Result<BTreeMap<String, String>, usize> {
    let file: Table = text.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        text[..at.min(text.len())].lines().count().max(1)
    })?;
    let mut found = BTreeMap::new();
    gather(&file, "", &mut found);
    Ok(found)
}

/// `slips.lang = "en"` and `[slips]` then `lang = "en"` say the same.
fn gather(table: &Table, above: &str, found: &mut BTreeMap<String, String>) {
    for (name, value) in table {
        let name = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
        match value {
            Value::Table(inner) => gather(inner, &name, found),
            Value::String(text) => drop(found.insert(name, text.clone())),
            other => drop(found.insert(name, other.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_are_read_in_both_writings() {
        let found = |text: &str| read(text).map(|found| found.into_iter().collect::<Vec<_>>());
        let both = Ok(vec![("color".into(), "never".into()), ("slips.lang".into(), "en".into())]);
        assert_eq!(found("color = \"never\"\nslips.lang = \"en\"\n"), both);
        assert_eq!(found("color = 'never'\n[slips]\nlang = 'en'\n"), both);
        assert_eq!(found(""), Ok(vec![]));
        assert_eq!(found("color = \"auto\"\ncolor never\n"), Err(2));
    }
}
