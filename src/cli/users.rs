//! `cpro users`: people entered and corrected by hand.

use clap::Subcommand;

use super::Session;
use super::whom::{meant, those};
use crate::advice::{Quote, inspectors, users as commands};
use crate::domain::name;
use crate::error::{Error, Result, exit};
use crate::french::day;
use crate::terminal::table::Listing;
use crate::work::selection::shown;
use crate::work::users::{Lookalike, Refusal};

mod add;
mod archive;
mod edit;
mod list;

/// Personnes saisies à la main : ajouter, corriger, archiver, changer de profil
#[derive(Debug, Subcommand)]
pub enum Users {
    Add(add::Add),
    Edit(edit::Edit),
    Archive(archive::Archive),
    Profile(edit::ChangeProfile),
    Show(list::Show),
    List(list::List),
}

impl Users {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Add(add) => add.run(session),
            Self::Edit(edit) => edit.run(session),
            Self::Archive(archive) => archive.run(session),
            Self::Profile(profile) => profile.run(session),
            Self::Show(show) => show.run(session),
            Self::List(list) => list.run(session),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown(typed, near) => {
                meant(Self::refused(format!("personne ne répond à « {} ».", shown(&typed))), &near, commands::list())
            }
            Refusal::Many(typed, several) => Self::refused(format!(
                "« {typed} » désigne {} personnes : donnez l’identifiant ou l’INE.",
                several.len()
            ))
            .hint(those(&several)),
            Refusal::IsInspector(name) => {
                Self::refused(format!("{name} est un inspecteur : son accès ne se change pas à la main."))
                    .hint(inspectors::open())
                    .hint(inspectors::close())
            }
            Refusal::ProfileApart => Self::refused(
                "l’administrateur est unique, et un inspecteur n’est ouvert que par le chef d’établissement.",
            )
            .hint(inspectors::open()),
            Refusal::ProfileStays => {
                Self::refused("il y a toujours un administrateur et un seul, et un inspecteur n’a pas d’autre profil.")
                    .hint("pour ouvrir l’accès d’un inspecteur : ".call(inspectors::open()))
            }
            Refusal::OtherAge(name, from, to) => Self::refused(format!(
                "{name} ne peut pas passer du profil « {} » au profil « {} ».",
                from.label(),
                to.label()
            ))
            .hint("un élève qui devient personnel est une autre fiche : ".call(commands::add())),
            Refusal::NotYetBorn => Self::new(exit::USAGE, "cette date de naissance n’est pas encore passée.")
                .hint("--birth-date jj/mm/aaaa"),
            Refusal::IneOfAdult => Self::new(exit::USAGE, "seul un élève a un INE."),
            Refusal::BadName => Self::new(exit::USAGE, format!("{}.", bad_name())),
            Refusal::IneTaken(holder) => {
                Self::refused(format!("cet INE est celui de {holder} : rien n’a été modifié."))
                    .hint(commands::show(holder))
            }
            Refusal::Double(name, _) => {
                Self::refused(format!("{name} est probablement déjà dans la base : rien n’a été ajouté."))
                    .hint("ré-importez plutôt le fichier SIECLE ou STS-WEB : il créera ce qui manque, sans doublon.")
                    .hint("si c’est bien une autre personne : ajoutez --another")
            }
            Refusal::AlreadyGone(name) => Self::refused(format!("{name} est déjà parti(e).")),
        }
    }
}

/// What a name must be.
fn bad_name() -> String {
    format!("nom refusé : de 1 à {} caractères, sans caractère de contrôle", name::MAX_NAME)
}

/// Whoever a newcomer resembles.
fn lookalikes(close: &[Lookalike]) -> Listing {
    let rows = close.iter().map(|one| {
        [
            one.surname.clone(),
            one.first_name.clone(),
            one.birth_date.map(day).unwrap_or_default(),
            one.profile.label().to_owned(),
            one.division.clone(),
            if one.present { String::new() } else { "parti(e)".to_owned() },
        ]
    });
    Listing::new(["Nom", "Prénom", "Naissance", "Profil", "Division", ""]).with_rows(rows)
}
