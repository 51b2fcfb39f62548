//! Assistance: the three categories of the service, and the questions that people ask, as the data file has them.

use std::str::FromStr;

use serde::Serialize;

use super::name::fold;
use super::profile::Profile;
use super::secret::Mode;
use super::setting::{Key, Settings};

/// The questions and their answers, one readable file.
const FILE: &str = include_str!("help/faq.txt");

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Category {
    #[serde(rename = "compte")]
    Account,
    #[serde(rename = "abonnement")]
    Subscription,
    #[serde(rename = "utilisation")]
    Usage,
}

impl Category {
    /// Every category, in the order of the service.
    pub const ALL: [Self; 3] = [Self::Account, Self::Subscription, Self::Usage];

    /// The word of the command line and of the machine contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Account => "compte",
            Self::Subscription => "abonnement",
            Self::Usage => "utilisation",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Account => "Compte utilisateur",
            Self::Subscription => "Abonnement",
            Self::Usage => "Utilisation de l’application",
        }
    }
}

impl FromStr for Category {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|category| category.as_str() == word).ok_or(())
    }
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// From 1, in the order shown.
    pub number: usize,
    pub category: Category,
    /// One of the three most asked.
    #[serde(rename = "frequent")]
    pub is_frequent: bool,
    pub question: &'static str,
    /// One paragraph.
    pub answer: String,
    /// What to type, perhaps with a remark after `#`.
    pub commands: Vec<&'static str>,
}

impl Question {
    /// True where the question or its answer holds every word of `typed`, accents and case aside.
    pub fn speaks_of(&self, typed: &str) -> bool {
        let text = fold(&format!("{} {} {}", self.question, self.answer, self.commands.join(" ")));
        fold(typed).split(' ').all(|word| text.contains(word))
    }
}

/// What the answers say of the first password, by what the school has set.
fn told(settings: &Settings) -> [(&'static str, String); 3] {
    let [pupils, staff] =
        [Profile::Student, Profile::Teacher].map(|profile| settings.mode_of(profile, None) == Mode::BirthDate);
    let printed = "celui qui est imprimé sur le papillon, avec ses tirets";
    let first = match (pupils, staff) {
        (true, true) => "le mot de passe est la date de naissance : huit chiffres pour un élève (jjmmaaaa), aaaa-mm-jj pour un personnel".to_owned(),
        (true, false) => format!("le mot de passe d’un élève est sa date de naissance, en huit chiffres (jjmmaaaa), et celui d’un personnel est {printed}"),
        (false, true) => format!("le mot de passe d’un élève est {printed}, et celui d’un personnel est sa date de naissance (aaaa-mm-jj)"),
        (false, false) => format!("le mot de passe est {printed}"),
    };
    let fragile = if pupils || staff {
        "La date de naissance est connue de beaucoup de monde, et un papillon passe par plusieurs mains."
    } else {
        "Un mot de passe imprimé est passé par plusieurs mains."
    };
    let days = settings.number(Key::PasswordDays).to_string();
    [("{premier}", first), ("{fragile}", fragile.to_owned()), ("{jours}", days)]
}

/// Every question, the most asked first, then by category, as the settings make the answers.
pub fn questions(settings: &Settings) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let mut category = Category::Account;
    for line in FILE.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((code, _)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            category = code.parse().unwrap_or(category);
        } else if let Some(asked) = line.strip_prefix('?') {
            let (is_frequent, question) = asked.strip_prefix('!').map_or((false, asked), |asked| (true, asked));
            let question = question.trim();
            questions.push(Question {
                number: 0,
                category,
                is_frequent,
                question,
                answer: String::new(),
                commands: Vec::new(),
            });
        } else if let (Some(command), Some(last)) = (line.strip_prefix("> "), questions.last_mut()) {
            last.commands.push(command);
        } else if let Some(last) = questions.last_mut() {
            let gap = if last.answer.is_empty() { "" } else { " " };
            last.answer.push_str(gap);
            last.answer.push_str(line);
        }
    }
    for (mark, words) in told(settings) {
        questions.iter_mut().for_each(|question| question.answer = question.answer.replace(mark, &words));
    }
    questions.sort_by_key(|question| !question.is_frequent);
    (1..).zip(&mut questions).for_each(|(number, question)| question.number = number);
    questions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound() {
        let questions = questions(&Settings::default());
        assert_eq!(questions.iter().filter(|question| question.is_frequent).count(), 3);
        assert!(questions[..3].iter().all(|question| question.is_frequent));
        for (at, question) in questions.iter().enumerate() {
            assert!(question.question.ends_with(['?', '.']) && question.answer.len() > 40, "{question:?}");
            assert!(question.commands.iter().all(|command| command.starts_with("cpro ")), "{question:?}");
            assert!(questions[..at].iter().all(|other| other.question != question.question), "{question:?}");
        }
        for category in Category::ALL {
            let of_category = questions.iter().filter(|question| question.category == category).count();
            assert!(of_category >= 4, "{}", category.label());
            assert!(FILE.contains(&format!("[{}] {}\n", category.as_str(), category.label())));
        }
    }

    #[test]
    fn words_are_found_whatever_their_accents() {
        let found =
            |word: &str| questions(&Settings::default()).iter().filter(|question| question.speaks_of(word)).count();
        assert!(found("OUBLIE") >= 1 && found("oublié") == found("OUBLIE"));
        assert!(found("papillon perdu") >= 1 && found("papillon perdu") < found("papillon"));
        assert_eq!(found("zèbre"), 0);
    }
}
