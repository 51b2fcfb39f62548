//! `cpro users list` and `show`: people, with or without an account.

use clap::Args;

use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::cli::options::ProfileArg;
use crate::domain::profile::Profile;
use crate::error::{Result, exit};
use crate::french::{count, day};
use crate::terminal::Format;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::users::list::{self as work, Card};

/// Liste les personnes, avec ou sans compte
#[derive(Debug, Args)]
pub struct List {
    /// Profil (peut être répété)
    #[arg(long, value_name = "PROFIL")]
    profile: Vec<ProfileArg>,
    /// Division
    #[arg(long, visible_alias = "class", value_name = "DIVISION")]
    division: Option<String>,
    /// Celles qui sont parties
    #[arg(long)]
    archived: bool,
}

/// Montre la fiche d’une personne
#[derive(Debug, Args)]
pub struct Show {
    /// Identifiant, INE, ou « Prénom Nom »
    #[arg(value_name = "PERSONNE")]
    who: String,
}

impl List {
    pub fn run(self, session: &mut Session) -> Result {
        let profiles = self.profile.into_iter().map(Profile::from).collect();
        let list = work::List { profiles, division: self.division, archived: self.archived };
        let cards = list.look(&session.world)?;
        answer(session, &cards)?;
        if session.terminal.format != Format::Json {
            session.say(|say| say.status(format!("{}.", count(cards.len(), "personne", "personnes"))));
        }
        Ok(exit::DONE)
    }
}

impl Show {
    pub fn run(self, session: &mut Session) -> Result {
        let card = work::show(&session.world, &self.who)?;
        answer(session, &card)
    }
}

fn presence(card: &Card) -> String {
    match (card.present, card.leaves_on) {
        (true, Some(last)) => format!("présent(e), départ annoncé le {}", day(last)),
        (true, None) => "présent(e)".to_owned(),
        (false, _) => "parti(e)".to_owned(),
    }
}

impl Answer for Vec<Card> {
    fn page(&self, say: &mut Speech) {
        if !self.is_empty() {
            say.listing(listing(self));
        }
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing(self))
    }
}

fn listing(cards: &[Card]) -> Listing {
    let rows = cards.iter().map(|card| {
        [
            card.surname.clone(),
            card.first_name.clone(),
            card.profile.label().to_owned(),
            card.division.clone(),
            card.login.clone().unwrap_or_default(),
        ]
    });
    Listing::new(["Nom", "Prénom", "Profil", "Division", "Identifiant"]).unbroken([4]).with_rows(rows)
}

impl Answer for Card {
    const REPORTS: bool = false;

    fn page(&self, say: &mut Speech) {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let lines = [
            ("Civilité", text(&self.civility)),
            ("Nom de famille", self.family_name.clone()),
            ("Nom d’usage", text(&self.usage_name)),
            ("Prénom", self.first_name.clone()),
            ("Naissance", self.birth_date.map_or_else(|| "inconnue".to_owned(), day)),
            ("Profil", self.profile.label().to_owned()),
            ("Discipline", text(&self.discipline)),
            ("Division", self.division.clone()),
            ("Courriel", text(&self.email)),
            ("Connu par", self.origin.label().to_owned()),
            ("Présence", presence(self)),
            ("Identifiant", self.login.clone().unwrap_or_else(|| "pas de compte".to_owned())),
        ];
        let rows = lines.into_iter().filter(|(_, value)| !value.is_empty());
        let rows = rows.map(|(label, value)| [label.to_owned(), value]);
        say.listing(Listing::new([&self.full_name(), ""]).with_rows(rows));
    }
}
