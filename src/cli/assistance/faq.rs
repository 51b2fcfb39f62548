//! `cpro assistance faq`: the questions that people ask, the most asked first.

use clap::Args;
use serde::Serialize;

use crate::advice::{Sentence, assistance};
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::domain::help::{Category, Question, questions};
use crate::error::{Error, Result};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::init::present;

/// Questions fréquentes, les trois plus posées d’abord
///
/// Avec un mot, les questions qui en parlent et leurs réponses ; avec un numéro, cette question.
#[derive(Debug, Args)]
pub struct Faq {
    /// Mot cherché, ou numéro d’une question
    #[arg(value_name = "MOT")]
    words: Vec<String>,
}

/// Questions that were found, or all of them.
#[derive(Serialize)]
#[serde(transparent)]
struct Found {
    questions: Vec<Question>,
    /// True where nothing was searched for.
    #[serde(skip)]
    all: bool,
}

impl Faq {
    pub fn run(self, session: &mut Session) -> Result {
        let wanted = self.words.join(" ");
        let number = wanted.trim().parse::<usize>().ok();
        let mut questions = questions(&present(&session.world)?);
        questions.retain(|question| match number {
            Some(number) => question.number == number,
            None => question.speaks_of(&wanted),
        });
        if questions.is_empty() {
            let why = if number.is_some() { "aucune question n’a le numéro" } else { "aucune question ne parle de" };
            let remedy =
                Sentence::from(assistance::faq()).words(", ou demandez au service : ").call(assistance::new_ticket());
            return Err(Error::refused(format!("{why} « {wanted} ».")).hint(remedy));
        }
        answer(session, &Found { questions, all: wanted.trim().is_empty() })
    }
}

impl Answer for Found {
    fn page(&self, say: &mut Speech) {
        if self.all {
            say.page(contents(&self.questions));
            say.next(Sentence::from(assistance::faq_about()).words(", ou MOT"));
        } else {
            say.page(by_category(&self.questions));
        }
    }

    fn sheet(&self) -> Option<Listing> {
        let rows = self.questions.iter().map(|question| {
            [
                question.number.to_string(),
                question.category.label().to_owned(),
                question.question.to_owned(),
                question.answer.clone(),
                question.commands.join("\n"),
            ]
        });
        Some(Listing::new(["N°", "Catégorie", "Question", "Réponse", "Commandes"]).with_rows(rows))
    }
}

/// The three most asked with their answers, then every other question under its category.
fn contents(all: &[Question]) -> Vec<Sentence> {
    let (frequent, others): (Vec<&Question>, Vec<&Question>) = all.iter().partition(|question| question.is_frequent);
    let mut page = vec!["Les plus posées".into(), "".into()];
    page.extend(answers(&frequent));
    for category in Category::ALL {
        page.extend(["".into(), category.label().into()]);
        let asked = others.iter().filter(|question| question.category == category);
        page.extend(asked.map(|question| title(question)));
    }
    page
}

/// The same with their answers, each category under its title.
fn by_category(found: &[Question]) -> Vec<Sentence> {
    let mut page: Vec<Sentence> = Vec::new();
    for category in Category::ALL {
        let of_category: Vec<&Question> = found.iter().filter(|question| question.category == category).collect();
        if of_category.is_empty() {
            continue;
        }
        if !page.is_empty() {
            page.push("".into());
        }
        page.extend([category.label().into(), "".into()]);
        page.extend(answers(&of_category));
    }
    page
}

/// Questions with their answers and what to type.
fn answers(found: &[&Question]) -> Vec<Sentence> {
    let mut lines = Vec::new();
    for (at, question) in found.iter().enumerate() {
        if at > 0 {
            lines.push("".into());
        }
        lines.push(title(question));
        lines.push(format!("     {}", question.answer).into());
        let commands = question.commands.iter().map(|line| Sentence::from(assistance::in_answer(line)).indented(7));
        lines.extend(commands);
    }
    lines
}

/// « 12. Qui souscrit l’abonnement ? ».
fn title(question: &Question) -> Sentence {
    format!("{:>3}. {}", question.number, question.question).into()
}
