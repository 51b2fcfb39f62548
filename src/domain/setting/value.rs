//! What each kind of setting accepts, and the words of a refusal.

use std::ops::RangeInclusive;

use super::Refusal;
use crate::domain::hashing::Cost;
use crate::domain::member::Preset;
use crate::domain::profile::Profile;

/// A text of `most` characters.
pub fn at_most(value: String, most: usize) -> Result<String, Refusal> {
    let length = value.chars().count();
    if length > most { Err(Refusal(format!("{length} caractères : c’est trop, {most} au plus"))) } else { Ok(value) }
}

/// An address that mail servers take; no name, no blank, no control character.
pub fn email(value: String) -> Result<String, Refusal> {
    let good = value.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !local.starts_with('-')
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains('@')
            && !domain.contains("..")
    });
    if good && value.chars().all(|sign| sign.is_ascii_graphic() && !"<>(),;:\"\\[]".contains(sign)) {
        at_most(value, 254)
    } else {
        Err(Refusal(format!("« {value} » n’est pas une adresse électronique")))
    }
}

/// « p…@ac-lyon.example »: enough to recognise one's own address.
pub fn masked_email(address: &str) -> String {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    format!("{}…@{domain}", local.chars().next().unwrap_or('…'))
}

/// The address of a site; one that papers give as `www.…` gets its scheme, which the code on a slip needs.
pub fn site(value: String) -> Result<String, Refusal> {
    let value = if value.starts_with("www.") { format!("https://{value}") } else { value };
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    match rest {
        Some(rest)
            if rest.trim_end_matches('.').contains('.') && value.is_ascii() && !value.contains(char::is_whitespace) =>
        {
            at_most(value, 200)
        }
        _ => Err(Refusal(format!("« {value} » n’est pas une adresse de site : elle commence par https:// ou par www"))),
    }
}

/// Five digits.
pub fn postal_code(value: String) -> Result<String, Refusal> {
    let good = value.len() == 5 && value.bytes().all(|byte| byte.is_ascii_digit());
    if good {
        Ok(value)
    } else {
        Err(Refusal(format!("« {value} » n’est pas un code postal : il a cinq chiffres")))
    }
}

/// Ten digits, by pairs, or a number of abroad with its `+`.
pub fn phone(value: &str) -> Result<String, Refusal> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let odd = value.chars().any(|sign| !sign.is_ascii_digit() && !" .-+()\u{a0}".contains(sign));
    if !odd && digits.len() == 10 && digits.starts_with('0') {
        let pairs: Vec<&str> = (0..5).map(|pair| &digits[2 * pair..2 * pair + 2]).collect();
        return Ok(pairs.join(" "));
    }
    if !odd && value.starts_with('+') && (8..=15).contains(&digits.len()) {
        return Ok(value.to_owned());
    }
    Err(Refusal(format!("« {value} » n’est pas un numéro de téléphone : dix chiffres, ou + et l’indicatif")))
}

/// A whole number of a range.
pub fn number(value: &str, range: RangeInclusive<u16>, of: &str) -> Result<String, Refusal> {
    match value.parse::<u16>() {
        Ok(number) if range.contains(&number) => Ok(number.to_string()),
        _ => {
            let of = if of.is_empty() { String::new() } else { format!(" {of}") };
            Err(Refusal(format!("« {value} » n’est pas un nombre{of} entre {} et {}", range.start(), range.end())))
        }
    }
}

/// A length with at most a tenth: « -1,5 », « 2 mm ».
pub fn millimetres(value: &str, range: RangeInclusive<i8>) -> Result<String, Refusal> {
    let number = value.trim_end_matches("mm").trim_end().replace('\u{2212}', "-").replace('.', ",");
    let (whole, tenths) = number.split_once(',').unwrap_or((&number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(tenths) && tenths.len() == 1;
    let length = read_millimetres(&number);
    if is_number && (f32::from(*range.start())..=f32::from(*range.end())).contains(&length) {
        Ok(number)
    } else {
        let (from, to) = (range.start(), range.end());
        let example = if *from < 1 { "1,5" } else { "7,5" };
        Err(Refusal(format!(
            "« {value} » n’est pas une longueur entre {from} et {to} mm, au dixième, par exemple {example}"
        )))
    }
}

/// Millimetres of a length that was checked.
pub fn read_millimetres(value: &str) -> f32 {
    value.replace(',', ".").parse().unwrap_or_default()
}

/// A word of a list.
pub fn one_of(value: String, words: &[&str]) -> Result<String, Refusal> {
    let (last, others) = words.split_last().unwrap_or((&"", &[]));
    if words.contains(&value.as_str()) {
        Ok(value)
    } else {
        Err(Refusal(format!("« {value} » : il faut {} ou {last}", others.join(", "))))
    }
}

/// The name or the number of a machine, without its protocol.
pub fn host(value: String) -> Result<String, Refusal> {
    let good = value.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-:_".contains(letter));
    if good { at_most(value, 253) } else { Err(Refusal(format!("« {value} » n’est pas un nom de serveur"))) }
}

/// The name of an entry of a directory: parts such as `dc=reseau`, between commas.
pub fn dn(value: String) -> Result<String, Refusal> {
    let part = |part: &str| {
        part.split_once('=').is_some_and(|(name, value)| is_attribute(name.trim()) && !value.trim().is_empty())
    };
    if value.split(',').all(part) {
        at_most(value, 255)
    } else {
        Err(Refusal(format!("« {value} » n’est pas un nom d’annuaire, par exemple dc=reseau,dc=example")))
    }
}

/// The name of an attribute of a directory.
pub fn attribute(value: String) -> Result<String, Refusal> {
    if is_attribute(&value) {
        at_most(value, 64)
    } else {
        Err(Refusal(format!("« {value} » n’est pas un nom d’attribut")))
    }
}

fn is_attribute(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}

/// The address of a directory.
pub fn directory(value: String) -> Result<String, Refusal> {
    let rest = value.strip_prefix("ldaps://").or_else(|| value.strip_prefix("ldap://"));
    match rest.map(|rest| rest.trim_end_matches('/')) {
        Some(rest) if !rest.is_empty() => {
            host(rest.to_owned())?;
            at_most(value, 253)
        }
        _ => {
            Err(Refusal(format!("« {value} » n’est pas l’adresse d’un annuaire, par exemple ldaps://annuaire.example")))
        }
    }
}

/// A public key of age, by its shape: whoever shuts a file with it reads it to the last letter.
pub fn age_key(value: String) -> Result<String, Refusal> {
    let is_shaped = value.starts_with("age1") && value.len() == 62 && value.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_shaped {
        Ok(value)
    } else {
        Err(Refusal(format!("« {value} » n’est pas une clé publique age (age1…)")))
    }
}

/// A service on the web: encrypted, but on the machine itself.
pub fn service(value: String) -> Result<String, Refusal> {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://").filter(|_| is_loopback(&value)));
    let good = |rest: &str| {
        let letter = |letter: char| letter.is_ascii_alphanumeric() || ".-:_/~%".contains(letter);
        !rest.starts_with(['/', ':']) && !rest.is_empty() && rest.chars().all(letter)
    };
    match rest {
        Some(rest) if good(rest) => at_most(value.trim_end_matches('/').to_owned(), 300),
        _ => Err(Refusal(format!(
            "« {value} » n’est pas l’adresse d’un service : elle commence par https:// (http:// sur cette machine seulement)"
        ))),
    }
}

/// True for the machine itself, where nobody listens in between.
pub fn is_loopback(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or_default();
    let host = host.trim_start_matches('[').split(['/', ']']).next().unwrap_or_default();
    let host = if host.matches(':').count() == 1 { host.split(':').next().unwrap_or_default() } else { host };
    matches!(host, "localhost" | "127.0.0.1" | "::1") && !url.contains('@')
}

/// Lists of columns, each under a name.
pub fn presets(value: String) -> Result<String, Refusal> {
    match Preset::read(&value) {
        Ok(_) => at_most(value, 2_000),
        Err(word) => Err(Refusal(format!("« {word} » n’est pas une colonne : cdi=nom,prenom,division convient"))),
    }
}

/// `memory,passes,lanes`, between OWASP's minimum for Argon2id and what a school's machine bears.
pub fn cost(value: &str) -> Result<Cost, Refusal> {
    let numbers: Vec<Option<u32>> = value.split(',').map(|number| number.trim().parse().ok()).collect();
    let least = Cost::STANDARD;
    match numbers[..] {
        [Some(memory), Some(passes), Some(lanes)]
            if (least.memory..=1_048_576).contains(&memory)
                && (least.passes..=16).contains(&passes)
                && (least.lanes..=16).contains(&lanes) =>
        {
            Ok(Cost { memory, passes, lanes })
        }
        _ => Err(Refusal(format!(
            "« {value} » : il faut mémoire,passes,voies, au moins {least} (minimum de l’OWASP), au plus 1048576,16,16"
        ))),
    }
}

/// How first passwords of a profile are made.
pub fn mode(profile: Profile, value: String) -> Result<String, Refusal> {
    match (profile, value.as_str()) {
        (Profile::Administrator, "birthdate") => {
            Err(Refusal("l’administrateur n’a pas de date de naissance : random seulement".to_owned()))
        }
        (_, "birthdate" | "random") => Ok(value),
        _ => Err(Refusal(format!("« {value} » : il faut birthdate ou random"))),
    }
}
