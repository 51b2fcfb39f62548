//! `cpro assistance faq`: the questions that people ask, the most asked first.

use clap::Args;
use serde_json::{Value, json};

use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::help::{Category, Question, questions};
use crate::error::{Error, Result, exit};
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Questions fréquentes, les trois plus posées d’abord
///
/// Avec un mot, les questions qui en parlent et leurs réponses ; avec un numéro, cette question.
#[derive(Debug, Args)]
pub struct Faq {
    /// Mot cherché, ou numéro d’une question
    #[arg(value_name = "MOT")]
    words: Vec<String>,
}

impl Faq {
    pub fn run(self, context: &mut Context) -> Result {
        let all = questions();
        let wanted = self.words.join(" ");
        let found: Vec<&Question> = match wanted.trim().parse::<usize>() {
            Ok(number) => all.iter().filter(|question| question.number == number).collect(),
            Err(_) => all.iter().filter(|question| question.speaks_of(&wanted)).collect(),
        };
        if found.is_empty() {
            let number = wanted.trim().parse::<usize>().is_ok();
            let why = if number { "aucune question n’a le numéro" } else { "aucune question ne parle de" };
            return Err(Error::refused(format!("{why} «\u{a0}{wanted}\u{a0}»."))
                .hint("cpro assistance faq, ou demandez au service\u{a0}: cpro assistance tickets new"));
        }
        match context.terminal.format {
            Format::Json => print::json(context, &Value::from(found.into_iter().map(object).collect::<Vec<_>>()))?,
            Format::Csv => listing(context, &found)?,
            Format::Table if wanted.trim().is_empty() => {
                print::page(context, &contents(&all))?;
                context.ui().hint("cpro assistance faq NUMÉRO, ou MOT")?;
            }
            Format::Table => print::page(context, &by_category(&found))?,
        }
        Ok(exit::DONE)
    }
}

/// The three most asked with their answers, then every other question under its category.
fn contents(all: &[Question]) -> String {
    let (frequent, others): (Vec<&Question>, Vec<&Question>) = all.iter().partition(|question| question.is_frequent);
    let mut page = format!("Les plus posées\n\n{}", answers(&frequent));
    for category in Category::ALL {
        page.push_str(&format!("\n{}\n", category.label()));
        for question in others.iter().filter(|question| question.category == category) {
            page.push_str(&format!("{:>3}. {}\n", question.number, question.question));
        }
    }
    page
}

/// Questions with their answers and what to type.
fn answers(found: &[&Question]) -> String {
    let answer = |question: &&Question| {
        let commands: String = question.commands.iter().map(|command| format!("       {command}\n")).collect();
        format!("{:>3}. {}\n     {}\n{commands}", question.number, question.question, question.answer)
    };
    found.iter().map(answer).collect::<Vec<_>>().join("\n")
}

/// The same, each category under its title.
fn by_category(found: &[&Question]) -> String {
    let of = |category: Category| -> Vec<&Question> {
        found.iter().copied().filter(|question| question.category == category).collect()
    };
    let parts = Category::ALL.into_iter().map(|category| (category, of(category)));
    let parts = parts.filter(|(_, found)| !found.is_empty());
    parts.map(|(category, found)| format!("{}\n\n{}", category.label(), answers(&found))).collect::<Vec<_>>().join("\n")
}

fn listing(context: &mut Context, found: &[&Question]) -> Result<()> {
    let mut listing = Listing::new(["N°", "Catégorie", "Question", "Réponse", "Commandes"]);
    for question in found {
        let number = question.number.to_string();
        listing.row([
            number,
            question.category.label().to_owned(),
            question.question.to_owned(),
            question.answer.clone(),
            question.commands.join("\n"),
        ]);
    }
    print::listing(context, &listing)
}

fn object(question: &Question) -> Value {
    json!({
        "number": question.number,
        "category": question.category.as_str(),
        "frequent": question.is_frequent,
        "question": question.question,
        "answer": question.answer,
        "commands": question.commands,
    })
}
