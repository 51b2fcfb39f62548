//! `cpro accounts forgot`: the forgotten password, for each as the service has it.

use clap::Args;
use serde_json::{Value, json};

use super::super::forgotten;
use super::super::mail::{Desk, undelivered};
use super::super::print;
use super::super::select::unknown_login;
use crate::cli::Context;
use crate::domain::account::{Account, Status};
use crate::error::{Error, Result, exit};
use crate::french::instant;
use crate::store::{Entry, Record, Store};

/// Mot de passe oublié : par courriel pour un personnel, par l’établissement pour un élève
///
/// Un personnel dont l’adresse est connue reçoit un mot de passe provisoire, valable 24 heures.
#[derive(Debug, Args)]
pub struct Forgot {
    /// Identifiant
    #[arg(value_name = "IDENTIFIANT")]
    login: String,
    /// Pour un élève : demande sa réinitialisation, faite la nuit suivante
    #[arg(long)]
    request: bool,
}

impl Forgot {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let account = store.account(&self.login)?.ok_or_else(|| unknown_login(&self.login))?;
        match account.status {
            Status::Inactive => {
                return Err(Error::refused("ce compte est désactivé\u{a0}: la personne n’est plus dans les imports.")
                    .hint(format!("cpro accounts explain {}", account.login)));
            }
            Status::Locked => {
                return Err(Error::refused(
                    "ce compte est verrouillé\u{a0}: l’administrateur doit d’abord le déverrouiller.",
                )
                .hint(format!("cpro accounts unlock {}", account.login)));
            }
            Status::Active if account.is_over(context.today()) => {
                return Err(Error::refused("l’accès de cet inspecteur est terminé.").hint("cpro inspectors open"));
            }
            Status::Active => {}
        }
        match (account.profile.is_adult(), forgotten::address(&account)) {
            (false, _) => self.pupil(context, &mut store, &account),
            (true, "") => self.administrator(context, &account),
            (true, _) => mail(context, &mut store, &account),
        }
    }

    fn pupil(&self, context: &mut Context, store: &mut Store, account: &Account) -> Result {
        let login = &account.login;
        if !self.request {
            context.ui().tell(
                "Un élève ne reçoit pas de courriel\u{a0}: l’établissement lui remet son mot de passe initial.",
            )?;
            context.ui().hint(&format!(
                "cpro accounts reset {login}, ou pour cette nuit\u{a0}: cpro accounts forgot {login} --request"
            ))?;
            return outcome(context, "school", None, None);
        }
        let added = store.transact(context.stamp(), |tx| {
            let added = tx.add_request(account.id, "mot de passe oublié")?;
            if added {
                let result = "réinitialisation demandée";
                tx.log(&Entry::new("accounts.forgot", Record::Account, account.id.0, result))?;
            }
            Ok::<_, Error>(added)
        })?;
        let told = if added { "demande enregistrée" } else { "demande déjà enregistrée" };
        context.ui().tell(&format!(
            "{}\u{a0}: {told}, le mot de passe sera réinitialisé la nuit prochaine.",
            account.full_name()
        ))?;
        outcome(context, "requested", None, None)
    }

    /// Nobody to write to.
    fn administrator(&self, context: &mut Context, account: &Account) -> Result {
        let login = &account.login;
        if account.person.is_none() {
            context
                .ui()
                .tell("Le compte de l’administrateur n’a pas d’adresse\u{a0}: il se réinitialise sur cette machine.")?;
        } else {
            let name = account.full_name();
            context.ui().tell(&format!(
                "Aucune adresse n’est connue pour {name}\u{a0}: l’administrateur réinitialise le compte."
            ))?;
        }
        if self.request {
            context.ui().warn("--request ne vaut que pour un élève\u{a0}: rien n’a été demandé.")?;
        }
        context.ui().hint(&format!("cpro accounts reset {login} --slips papillon.pdf"))?;
        if account.person.is_some() {
            context.ui().hint(&format!("ou, pour les courriels\u{a0}: cpro accounts email {login} ADRESSE"))?;
        }
        outcome(context, "administrator", None, None)
    }
}

fn mail(context: &mut Context, store: &mut Store, account: &Account) -> Result {
    let settings = store.settings()?;
    let desk = Desk::open(context, &settings)?;
    let drawn = forgotten::draw(context, &settings)?;
    context.check_interrupt()?;
    let ticket = forgotten::post(context, store, account)?;
    let to = forgotten::masked(forgotten::address(account));
    match forgotten::attempt(context, store, &settings, &desk, account, &drawn, ticket)? {
        Ok(()) => {
            let until = instant(&drawn.expires_at);
            context.ui().tell(&format!(
                "Un mot de passe provisoire vient d’être envoyé à {to}, valable jusqu’au {until}.\nS’il n’arrive pas, regardez aussi dans les courriers indésirables (spam). Après plusieurs demandes, seul le dernier message envoyé est valable."
            ))?;
            if let Some(folder) = desk.folder() {
                let folder = folder.display();
                context.ui().warn(&format!(
                    "mail.transport est folder\u{a0}: le message est écrit dans {folder}, à transmettre."
                ))?;
            }
            outcome(context, "mailed", Some(&to), Some(&drawn.expires_at))
        }
        Err(why) if why.is_transient() => {
            forgotten::postpone(context, store, account, &why)?;
            context.ui().warn(&forgotten::fate(account, &why.to_string()))?;
            context.ui().tell("Le message sera renvoyé la nuit prochaine par cpro nightly.")?;
            outcome(context, "postponed", Some(&to), None)
        }
        Err(why) => {
            forgotten::give_up(context, store, account, why.in_journal())?;
            Err(undelivered(&to, &why))
        }
    }
}

/// What happened, where a machine reads.
fn outcome(context: &mut Context, outcome: &str, sent_to: Option<&str>, expires_at: Option<&str>) -> Result {
    let report: Value = json!({ "schema": 1, "outcome": outcome, "sent_to": sent_to, "expires_at": expires_at });
    print::report(context, || report)?;
    Ok(exit::DONE)
}
