//! Where what applies comes from: options, variables, the base, files of preferences, defaults.

use crate::cli::Session;
use crate::cli::driver::Answer;
use crate::domain::preference::Preference;
use crate::error::Result;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::preferences::{Complaint, Line, Origin, Preferences, origins};
use crate::world::{Level, World};

/// Options that were given on the command line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told {
    pub base: bool,
    pub color: bool,
}

/// Everything that applies, in the order of the settings.
pub struct Origins(Vec<Line>);

impl Origins {
    /// Reads the base and the files.
    pub fn of(session: &Session) -> Result<Self> {
        let world = &session.world;
        let mut lines = vec![base(world, session.told), color(world, session.told)];
        let settings = origins(world)?.into_iter();
        lines.extend(settings.map(|(key, value, origin)| line(&key, value, &origin)));
        Ok(Self(lines))
    }
}

fn line(key: &str, value: Option<String>, origin: &Origin) -> Line {
    Line { key: key.to_owned(), value, origin: word(origin) }
}

fn base(world: &World, told: Told) -> Line {
    let origin = match told.base {
        true => Origin::Option("--db"),
        false if world.is_base_told() => Origin::Variable("CPRO_DB"),
        false => Origin::Default,
    };
    line("db", world.base_path().ok().map(|path| path.display().to_string()), &origin)
}

fn color(world: &World, told: Told) -> Line {
    let preferences = Preferences::read(world);
    let key = Preference::Color.as_str();
    match (told.color, preferences.get(Preference::Color)) {
        (true, _) => line(key, None, &Origin::Option("--color")),
        (false, Some(found)) => line(key, Some(found.value.clone()), &found.origin),
        (false, None) => line(key, Some("auto".to_owned()), &Origin::Default),
    }
}

fn word(origin: &Origin) -> String {
    match origin {
        Origin::Option(name) => format!("option {name}"),
        Origin::Variable(name) => format!("variable {name}"),
        Origin::Base => "base".to_owned(),
        Origin::Default => "par défaut".to_owned(),
        Origin::File(Level::Machine, path) => format!("machine ({})", path.display()),
        Origin::File(Level::User, path) => format!("utilisateur ({})", path.display()),
    }
}

impl Answer for Origins {
    const REPORTS: bool = false;

    fn page(&self, say: &mut Speech) {
        let rows = self.0.iter().filter(|line| line.value.is_some());
        let rows = rows.map(|line| [line.key.clone(), line.value.clone().unwrap_or_default(), line.origin.clone()]);
        say.table(Listing::new(["Réglage", "Valeur", "Origine"]).with_rows(rows), usize::MAX);
    }

    fn sheet(&self) -> Option<Listing> {
        let rows = self.0.iter();
        let rows = rows.map(|line| [line.key.clone(), line.value.clone().unwrap_or_default(), line.origin.clone()]);
        Some(Listing::new(["Réglage", "Valeur", "Origine"]).with_rows(rows))
    }
}

impl serde::Serialize for Origins {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// What is wrong with a file of preferences.
pub fn complained(complaint: &Complaint) -> String {
    match complaint {
        Complaint::Line(path, line) => {
            format!(
                "« {} », ligne {line}, n’est pas comprise (un texte se met entre guillemets, un nombre s’écrit 1.5) : laissé de côté.",
                path.display()
            )
        }
        Complaint::Unknown(path, name) => {
            let known = Preference::ALL.map(Preference::as_str).join(", ");
            format!("« {} » : il n’y a pas de préférence « {name} » ({known}).", path.display())
        }
        Complaint::Refused(path, name, why) => format!("« {} », {name} : {why}.", path.display()),
        Complaint::Unreadable(path) => format!("« {} » ne peut pas être lu : laissé de côté.", path.display()),
    }
}
