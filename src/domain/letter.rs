//! Letters for families: whom they are for, and where they go.

use super::name::{fold, tidy};

/// Most lines below the addressee, as the post takes them: four of street, the town, a country.
pub const MOST_LINES: usize = 6;

/// Where a letter goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// « Mme Dominique RENAUD »; empty for the family of the pupil.
    pub addressee: String,
    /// From the street to the town, or to the country where it is another one.
    pub lines: Vec<String>,
}

impl Address {
    /// An address, without what is blank or said twice; `None` where it leads nowhere.
    /// A postal code of four digits has lost its zero in a spreadsheet.
    pub fn new(addressee: &str, streets: &[String], (code, town): (&str, &str), country: &str) -> Option<Self> {
        let country = tidy(country).to_uppercase();
        // Some exports write the number of a country, which no postman knows.
        let is_named = country.chars().any(char::is_alphabetic) && !["FRANCE", "FR"].contains(&country.as_str());
        let abroad = if is_named { country } else { String::new() };
        let code = code.trim();
        let is_cut = abroad.is_empty() && code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit());
        let place = if town.trim().is_empty() {
            String::new()
        } else {
            format!("{}{code} {town}", if is_cut { "0" } else { "" })
        };
        let mut lines: Vec<String> = Vec::new();
        for line in streets.iter().map(String::as_str).chain([place.as_str()]).map(tidy) {
            if !line.is_empty() && lines.last() != Some(&line) && lines.len() < MOST_LINES - 1 {
                lines.push(line);
            }
        }
        let leads_somewhere = !place.is_empty() || !abroad.is_empty();
        lines.extend(Some(abroad).filter(|country| !country.is_empty()));
        (lines.len() > 1 && leads_somewhere).then(|| Self { addressee: tidy(addressee), lines })
    }

    /// The same for two children of one family, however each row writes it.
    pub fn key(&self) -> String {
        let lines: Vec<String> = std::iter::once(&self.addressee).chain(&self.lines).map(|line| fold(line)).collect();
        lines.join("\n")
    }
}

/// « Mme Dominique RENAUD », from what exports write of a title and of names.
pub fn addressee(title: &str, first_name: &str, surname: &str) -> String {
    let title = match fold(title).as_str() {
        "m" | "mr" | "monsieur" => "M.",
        "mme" | "madame" | "mlle" | "mademoiselle" | "melle" => "Mme",
        // « Dr », « M. et Mme ».
        _ if title.chars().any(char::is_alphabetic) => title,
        _ => "",
    };
    tidy(&[title, first_name, &surname.to_uppercase()].join(" "))
}

/// A family that gets one letter: its address, and how many slips are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    pub address: Address,
    pub slips: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_somewhere() {
        let streets = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let (troyes, lilas) = (("10000", "TROYES"), "12 rue des Lilas");
        let cases = [
            (streets(&[lilas, "", " "]), troyes, "FRANCE", Some(vec![lilas, "10000 TROYES"])),
            (
                streets(&["Rue Haute 3"]),
                ("7000", "MONS"),
                "Belgique",
                Some(vec!["Rue Haute 3", "7000 MONS", "BELGIQUE"]),
            ),
            (streets(&["12 rue  des Lilas", lilas]), troyes, "", Some(vec![lilas, "10000 TROYES"])),
            (streets(&[lilas]), ("10000", ""), "", None),
            (streets(&[]), troyes, "", None),
            (streets(&[lilas]), troyes, "100", Some(vec![lilas, "10000 TROYES"])),
            (streets(&[lilas]), ("1000", "BOURG"), "FR", Some(vec![lilas, "01000 BOURG"])),
            (streets(&["Rua Nova"]), ("", ""), "Portugal", Some(vec!["Rua Nova", "PORTUGAL"])),
        ];
        for (lines, town, country, expected) in cases {
            let address = Address::new("Mme X", &lines, town, country);
            let found = address.as_ref().map(|address| address.lines.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(found, expected, "{lines:?} {town:?} {country}");
        }
    }

    #[test]
    fn who_is_written_to() {
        assert_eq!(addressee("MME", "Dominique", "Renaud"), "Mme Dominique RENAUD");
        assert_eq!(addressee("M.", "", "RENAUD"), "M. RENAUD");
        assert_eq!(addressee("M. ou Mme", "", "Renaud"), "M. ou Mme RENAUD");
        assert_eq!(addressee("1", "", ""), "");
    }

    #[test]
    fn one_family_is_one_letter() {
        let of = |street: &str| Address::new("Mme Renée NOËL", &[street.to_owned()], ("10000", "TROYES"), "").unwrap();
        assert_eq!(of("12, rue des Lilas").key(), of("12 RUE DES LILAS").key());
        assert_ne!(of("12 rue des Lilas").key(), of("21 rue des Lilas").key());
    }
}
