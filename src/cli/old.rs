//! What commands that are not moved yet still call.

use std::io;
use std::ops::{Deref, DerefMut};

pub mod print;

pub type Context = super::Session;
use super::driver::{Question, Trial, confirm};
use crate::advice::Sentence;
use crate::domain::setting::Settings;
use crate::error::Result;
use crate::store::{Stamp, Store, Summary};
use crate::targets::spreadsheet::Sheet;
use crate::terminal::Terminal;
use crate::terminal::speech::{Said, Speech};
use crate::terminal::table::Listing;
use crate::work::base;
use crate::world::{Steps, World};

pub struct Old<'a>(&'a mut Terminal);

impl Deref for Context {
    type Target = World;
    fn deref(&self) -> &World {
        &self.world
    }
}

impl DerefMut for Context {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

impl Context {
    pub fn ui(&mut self) -> Old<'_> {
        Old(&mut self.terminal)
    }
    pub fn stamp(&self) -> Stamp {
        base::stamp(&self.world)
    }
    pub fn store(&self) -> Result<Store> {
        Ok(base::open(&self.world)?)
    }
    pub fn store_or_new(&self) -> Result<Store> {
        Ok(base::open_or_create(&self.world)?)
    }
    /// Advice whose commands are still words.
    pub fn about_this_base(&mut self, hint: &Sentence) -> Sentence {
        if hint.names_calls() { hint.clone() } else { self.ui().about_this_base(&hint.to_string()).into() }
    }
    pub fn confirm(&mut self, question: &str, refusal: &str) -> Result<()> {
        confirm(self, &Question::new(question, refusal), Trial::Never)
    }
    pub fn confirm_or_try(&mut self, question: &str, refusal: &str) -> Result<()> {
        confirm(self, &Question::new(question, refusal), Trial::Asked(false))
    }
    pub fn progress(&self, label: &'static str, total: u64) -> Box<dyn Steps> {
        self.onlooker.begins(label, total)
    }
}

type Done = io::Result<()>;

impl Old<'_> {
    fn one(&mut self, said: Said) -> Done {
        self.0.utter(Speech(vec![said]));
        Ok(())
    }
    pub fn answer(&mut self, text: &str) -> Done {
        self.0.answer_verbatim(text);
        Ok(())
    }
    pub fn tell(&mut self, text: &str) -> Done {
        self.one(Said::Tell(text.into()))
    }
    pub fn show(&mut self, table: &str) -> Done {
        self.0.show(table);
        Ok(())
    }
    pub fn status(&mut self, text: &str) -> Done {
        self.one(Said::Status(text.into()))
    }
    pub fn warn(&mut self, text: &str) -> Done {
        self.one(Said::Warn(text.into()))
    }
    pub fn hint(&mut self, text: &str) -> Done {
        let text = self.about_this_base(text);
        self.one(Said::Next(text.into()))
    }
    pub fn advise(&mut self, text: &str) -> Done {
        let text = self.about_this_base(text);
        self.one(Said::Advice(text.into()))
    }
    pub fn error(&mut self, message: &Sentence, hints: &[Sentence]) -> Done {
        let hints: Vec<Sentence> = hints.iter().map(|hint| self.about_this_base(&hint.to_string()).into()).collect();
        self.one(Said::Failure(message.clone(), hints))
    }
    pub fn answer_bytes(&mut self, bytes: &[u8]) -> Done {
        self.0.answer_bytes(bytes);
        Ok(())
    }
    pub fn confirm(&mut self, question: &str) -> io::Result<bool> {
        self.0.confirm(question)
    }
    pub fn ask(&mut self, question: &str, default: Option<&str>) -> io::Result<String> {
        self.0.ask(question, default)
    }
    pub fn ask_password(&mut self, question: &str, visible: bool) -> io::Result<String> {
        self.0.ask_password(question, visible)
    }
    pub fn about_this_base(&self, text: &str) -> String {
        let Some(base) = &self.0.base else { return text.to_owned() };
        let nouns: Vec<String> = super::command().get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let is_command = |rest: &str| {
            let word: String = rest.chars().take_while(|letter| letter.is_alphabetic() || *letter == '-').collect();
            nouns.contains(&word)
        };
        let beginning = format!("cpro --db {} ", crate::advice::shell(base));
        let mut parts = text.split("cpro ");
        let mut about = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            about.push_str(if is_command(part) { &beginning } else { "cpro " });
            about.push_str(part);
        }
        about
    }
}

impl Listing {
    pub fn csv(&self) -> Vec<u8> {
        self.sheet().csv()
    }
    pub fn csv_keeping_zeros(&self) -> Vec<u8> {
        self.sheet().csv_keeping_zeros()
    }
    fn sheet(&self) -> Sheet {
        Sheet { headings: self.headings.clone(), rows: self.rows.clone() }
    }
}

/// Refuses to go on while the establishment is not known.
pub fn require(settings: &Settings) -> Result<()> {
    Ok(base::require(settings)?)
}

/// Totals that are still a JSON object.
pub fn totals(text: &str) -> Summary {
    serde_json::from_str(text).unwrap_or_default()
}
