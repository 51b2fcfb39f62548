//! `cpro backup`: the base copied, whole and read back.

use std::path::PathBuf;

use clap::Args;

use super::Session;
use super::driver::{Led, Trial, lead};
use super::transfers::key::LockArgs;
use crate::advice::{Quote, backup, erased, settings};
use crate::domain::setting::Key;
use crate::error::{Error, Result, exit};
use crate::french::{count, size};
use crate::terminal::speech::Speech;
use crate::work::backup::{Backup as Request, Plan, Refusal, Saved};

pub mod restore;

/// Sauvegarde la base, vérifiée, dans un fichier ou un dossier
///
/// La copie est faite entière ou pas du tout, relue et comparée, lisible par vous seul. Pour une clé USB ou un partage,
/// chiffrez-la (--encrypt). Sans fichier, elle va dans le dossier du réglage backup.folder. Pour la reprendre : cpro restore.
#[derive(Debug, Args)]
pub struct Backup {
    /// Fichier, ou dossier où la copie prend le nom de l’établissement et du moment
    #[arg(value_name = "FICHIER|DOSSIER")]
    output: Option<PathBuf>,
    /// Chiffre la copie (age) : une phrase de passe est demandée, ou donnée par les options qui suivent
    #[arg(long)]
    encrypt: bool,
    #[command(flatten)]
    lock: LockArgs,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

impl Backup {
    pub fn run(self, session: &mut Session) -> Result {
        let asked = self.encrypt || self.lock.is_given();
        let wish = if asked { Some(self.lock.wish(session)?) } else { None };
        lead(session, Request { output: self.output, replace: self.force, wish }, Trial::Never)
    }
}

impl Led for Request {
    /// A copy that goes on is not made twice.
    const AGAIN: bool = false;

    /// Kept nowhere: without it nobody could open the copy.
    fn reveal(plan: &Plan, say: &mut Speech) {
        if let Some(phrase) = &plan.drawn {
            say.must(format!("Phrase de passe : {}", phrase.expose()));
            say.status("Elle n’est gardée nulle part : notez-la et rangez-la ailleurs que la sauvegarde.");
        }
    }

    fn tell(saved: &Saved, say: &mut Speech) {
        let shut = if saved.encrypted { ", chiffrée" } else { "" };
        let (people, accounts) =
            (count(saved.people, "personne", "personnes"), count(saved.accounts, "compte", "comptes"));
        say.tell(format!(
            "Sauvegarde vérifiée{shut} : {} ({people}, {accounts}, {}).",
            saved.path,
            size(saved.bytes as usize)
        ));
        if !saved.encrypted {
            say.status(format!(
                "Ce fichier contient les données personnelles de tous : gardez-le à l’abri, et effacez-le quand il ne sert plus : {}",
                erased(&saved.path, false)
            ));
        }
        say.status("Pour la reprendre : ".call(backup::restore(&saved.path)));
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::OwnKey => Self::refused(
                "c’est la clé de cet établissement, qui n’est que dans la base : perdue avec elle, elle n’ouvrirait plus rien.",
            )
            .hint("prenez une clé gardée ailleurs (age-keygen), ou une phrase de passe : --encrypt"),
            Refusal::Nowhere => Self::new(exit::SETTINGS, "il manque un fichier ou un dossier pour la sauvegarde.")
                .hint(backup::save())
                .hint("ou réglez-en un : ".call(settings::set(Key::BackupFolder.as_str(), "DOSSIER"))),
            Refusal::Restore(refusal) => refusal.into(),
        }
    }
}
