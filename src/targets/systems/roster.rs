//! What rosters have in common: one class a division, everybody of it enrolled.

use super::School;
use crate::domain::member::Member;
use crate::domain::name::transliterate;
use crate::domain::profile::Profile;

/// A class made of a division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Letters, digits and hyphens, another one for each division and each year.
    pub id: String,
    pub title: String,
}

/// The classes of the divisions that are there, in their order.
pub fn classes(school: &School, members: &[Member]) -> Vec<Class> {
    School::divisions(members).into_iter().map(|division| class(school, division)).collect()
}

/// The class of a division. Two divisions that differ by their signs alone stay two.
pub fn class(school: &School, division: &str) -> Class {
    let plain = |letter: char| letter.is_ascii_alphanumeric();
    let mut name: String =
        transliterate(division).chars().map(|letter| if plain(letter) { letter } else { '-' }).collect();
    if name != division {
        let sum = division.bytes().fold(5381_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
        name = format!("{name}-{sum:08x}");
    }
    Class { id: format!("{}-{}-{name}", school.uai, school.year), title: division.to_owned() }
}

/// The role of somebody in a roster, of pupil, teacher, head and the others.
pub fn role<'a>(member: &Member, [pupil, teacher, head, others]: [&'a str; 4]) -> &'a str {
    match member.profile {
        Profile::Student => pupil,
        Profile::Teacher => teacher,
        Profile::Head => head,
        _ => others,
    }
}
