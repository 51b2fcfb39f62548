//! « Masques de saisie »: the labels of the scenario forms, diploma by diploma, as the data file ships them.

use super::name;

/// The diplomas and their fields, one readable file.
const FILE: &str = include_str!("forms/diplomes.txt");

/// Section of the fields that every form has.
const COMMON: &str = "commun";

/// Longest label, in characters.
pub const MAX_LABEL: usize = 80;

/// The form of one diploma.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// `BCP-MELEC`.
    pub code: &'static str,
    pub title: &'static str,
    pub fields: Vec<FormField>,
}

/// One field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormField {
    pub name: &'static str,
    /// The label that it ships with.
    pub label: &'static str,
}

/// Every form, in the order of the file.
pub fn all() -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for line in FILE.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((code, title)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            let fields = forms.first().map(|common| common.fields.clone()).unwrap_or_default();
            forms.push(Form { code, title: title.trim(), fields });
        } else if let (Some((name, label)), Some(form)) = (line.split_once('='), forms.last_mut()) {
            let field = FormField { name: name.trim(), label: label.trim() };
            match form.fields.iter_mut().find(|known| known.name == field.name) {
                Some(known) => *known = field,
                None => form.fields.push(field),
            }
        }
    }
    forms.retain(|form| form.code != COMMON);
    forms
}

/// A label as it is kept, `None` where it cannot be one.
pub fn read_label(typed: &str) -> Option<String> {
    let label = name::tidy(typed);
    let good = (1..=MAX_LABEL).contains(&label.chars().count()) && !label.contains(name::is_forbidden);
    good.then_some(label)
}

/// The form of a code, whatever its case.
pub fn find(code: &str) -> Option<Form> {
    all().into_iter().find(|form| form.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound() {
        let forms = all();
        assert!(forms.len() >= 10);
        for (at, form) in forms.iter().enumerate() {
            assert!(!form.title.is_empty() && form.fields.len() >= 14, "{}", form.code);
            assert!(forms[..at].iter().all(|other| other.code != form.code), "{} twice", form.code);
            for field in &form.fields {
                let good = field.name.bytes().all(|byte| byte.is_ascii_lowercase());
                assert!(good && (1..=MAX_LABEL).contains(&field.label.chars().count()), "{} {}", form.code, field.name);
            }
        }
    }

    #[test]
    fn a_diploma_has_its_own_words() {
        let form = find("bcp-melec").unwrap();
        let label = |name| form.fields.iter().find(|field| field.name == name).map(|field| field.label);
        assert_eq!((label("contexte"), label("titre")), (Some("Installation ou chantier"), Some("Titre du scénario")));
        assert_eq!(find("BAC-A"), None);
    }
}
