//! `cpro users edit` and `profile`: corrections by hand.

use clap::Args;

use super::add::Identity;
use crate::cli::Session;
use crate::cli::accounts::email::shared;
use crate::cli::accounts::tell_renewed;
use crate::cli::driver::{Led, Question, Trial, lead};
use crate::cli::options::ProfileArg;
use crate::error::Result;
use crate::terminal::speech::Speech;
use crate::work::UseCase;
use crate::work::users::edit::{self as work, Edited, Plan};

/// Corrige la fiche d’une personne
///
/// Une valeur « aucun » enlève ce qui était noté : --usage-name aucun
#[derive(Debug, Clone, Args)]
pub struct Edit {
    /// Identifiant, INE, ou « Prénom Nom »
    #[arg(value_name = "PERSONNE")]
    who: String,
    #[command(flatten)]
    identity: Identity,
}

/// Change le profil d’une personne
#[derive(Debug, Clone, Args)]
pub struct ChangeProfile {
    /// Identifiant, INE, ou « Prénom Nom »
    #[arg(value_name = "PERSONNE")]
    who: String,
    /// Profil : enseignant, personnel, chef-etablissement
    #[arg(value_name = "PROFIL")]
    profile: ProfileArg,
}

impl Edit {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, work::Edit { who: self.who, identity: self.identity.into() }, Trial::Never)
    }
}

impl ChangeProfile {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, work::ChangeProfile { who: self.who, profile: self.profile.into() }, Trial::Never)
    }
}

impl Led for work::Edit {
    fn question(plan: &Plan) -> Option<Question> {
        shared(&Self::foresee(plan).name, &plan.sharing)
    }

    fn tell(edited: &Edited, say: &mut Speech) {
        tell(edited, say);
    }
}

impl Led for work::ChangeProfile {
    fn tell(edited: &Edited, say: &mut Speech) {
        tell(edited, say);
    }
}

fn tell(edited: &Edited, say: &mut Speech) {
    if edited.changes.is_empty() {
        return say.tell(format!("{} : aucun changement.", edited.name));
    }
    for change in &edited.changes {
        say.tell(format!("{} : {}", edited.name, change.shown));
    }
    tell_renewed(&edited.renewed, say);
    if edited.revoked {
        say.warn("le mot de passe provisoire envoyé à l’ancienne adresse n’ouvre plus rien.");
    }
    if edited.in_record {
        say.warn("corrigez aussi SIECLE ou STS-WEB : le prochain import remettra ce qu’il dit.");
    }
}
