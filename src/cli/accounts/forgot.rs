//! `cpro accounts forgot`: the forgotten password, for each as the service has it.

use clap::Args;

use crate::advice::{Quote, Sentence, accounts, nightly};
use crate::cli::Session;
use crate::cli::driver::{Led, Question, Trial, lead};
use crate::error::Result;
use crate::french::instant;
use crate::terminal::speech::Speech;
use crate::work::UseCase;
use crate::work::accounts::forgot::{Forgot as Request, Help, Helped, Plan};

/// Mot de passe oublié : par courriel pour un personnel, par l’établissement pour un élève
///
/// Un personnel dont l’adresse est connue reçoit un mot de passe provisoire, valable 24 heures.
#[derive(Debug, Clone, Args)]
pub struct Forgot {
    /// Identifiant
    #[arg(value_name = "IDENTIFIANT")]
    login: String,
    /// Pour un élève : demande sa réinitialisation, faite la nuit suivante
    #[arg(long)]
    request: bool,
}

impl Forgot {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, Request { login: self.login, request: self.request }, Trial::Never)
    }
}

impl Led for Request {
    fn show(plan: &Plan, say: &mut Speech) {
        if let Some(at) = &plan.just_sent {
            let name = Self::foresee(plan).name;
            say.warn(format!("un message a déjà été demandé pour {name} le {} ; celui-ci le remplacera.", instant(at)));
        }
    }

    fn question(plan: &Plan) -> Option<Question> {
        let name = Self::foresee(plan).name;
        let ask = format!("{name} a un mot de passe personnel, qui sera perdu. Envoyer un mot de passe provisoire ?");
        let refusal = format!("{name} a un mot de passe personnel, qui serait perdu : rien n’a été envoyé.");
        plan.loses_personal.then(|| Question::new(ask, refusal))
    }

    fn tell(helped: &Helped, say: &mut Speech) {
        let (login, name) = (&helped.login, &helped.name);
        match helped.outcome {
            Help::School => {
                say.tell("Un élève ne reçoit pas de courriel : l’établissement lui remet son mot de passe initial.");
                let reset = Sentence::from(accounts::reset(login));
                say.next(reset.words(", ou pour cette nuit : ").call(accounts::forgot_request(login)));
            }
            Help::Requested => {
                let told = if helped.again { "demande déjà enregistrée" } else { "demande enregistrée" };
                say.tell(format!("{name} : {told}, le mot de passe sera réinitialisé la nuit prochaine."));
            }
            Help::Administrator => administrator(helped, say),
            Help::Mailed => mailed(helped, say),
            Help::Postponed => {
                let to = helped.sent_to.as_deref().unwrap_or_default();
                let why = helped.why.as_ref().map(ToString::to_string).unwrap_or_default();
                say.warn(format!("{name} ({to}) : {why}."));
                say.tell("Le message sera renvoyé la nuit prochaine par ".call(nightly()).words("."));
            }
        }
    }
}

/// Nobody to write to.
fn administrator(helped: &Helped, say: &mut Speech) {
    let (login, name) = (&helped.login, &helped.name);
    if helped.is_administrator {
        say.tell("Le compte de l’administrateur n’a pas d’adresse : il se réinitialise sur cette machine.");
    } else {
        say.tell(format!("Aucune adresse n’est connue pour {name} : l’administrateur réinitialise le compte."));
    }
    if helped.vain_request {
        say.warn("--request ne vaut que pour un élève : rien n’a été demandé.");
    }
    say.next(accounts::reset_with_slip(login));
    if !helped.is_administrator {
        say.next("ou, pour les courriels : ".call(accounts::email(login)));
    }
}

fn mailed(helped: &Helped, say: &mut Speech) {
    let to = helped.sent_to.as_deref().unwrap_or_default();
    let until = helped.expires_at.as_deref().map(instant).unwrap_or_default();
    let sent = match &helped.folder {
        Some(folder) => format!(
            "Un mot de passe provisoire pour {to}, valable jusqu’au {until}, attend dans {} : ce message est à transmettre (mail.transport est folder).",
            folder.display()
        ),
        None => format!("Un mot de passe provisoire vient d’être envoyé à {to}, valable jusqu’au {until}."),
    };
    say.tell(format!(
        "{sent}\nS’il n’arrive pas, regardez aussi dans les courriers indésirables (spam). Après plusieurs demandes, seul le dernier message envoyé est valable."
    ));
}
