//! `cpro accounts forgot`: the forgotten password, for each as the service has it.

use clap::Args;
use serde_json::{Value, json};

use super::super::forgotten;
use super::super::mail::{Desk, undelivered};
use super::super::print;
use crate::context::Context;
use crate::domain::account::{Account, Status};
use crate::error::{Error, Result, exit};
use crate::output::french::instant;
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
        let account = store.account(&self.login)?.ok_or_else(|| {
            Error::refused(format!("login inconnu\u{a0}: «\u{a0}{}\u{a0}».", self.login)).hint("cpro accounts list")
        })?;
        match account.status {
            Status::Inactive => return Err(Error::refused("ce compte est désactivé.")),
            Status::Locked => {
                return Err(Error::refused(
                    "ce compte est verrouillé\u{a0}: l’administrateur doit d’abord le déverrouiller.",
                )
                .hint(format!("cpro accounts unlock {}", account.login)));
            }
            Status::Active => {}
        }
        match (account.profile.is_adult(), forgotten::address(&account)) {
            (false, _) => self.pupil(context, &mut store, &account),
            (true, "") => administrator(context, &account),
            (true, _) => mail(context, &mut store, &account),
        }
    }

    fn pupil(&self, context: &mut Context, store: &mut Store, account: &Account) -> Result {
        let login = &account.login;
        if !self.request {
            context.ui.tell(
                "Un élève ne reçoit pas de courriel\u{a0}: l’établissement remet son mot de passe à la date de naissance.",
            )?;
            context.ui.hint(&format!(
                "cpro accounts reset {login}, ou pour cette nuit\u{a0}: cpro accounts forgot {login} --request"
            ))?;
            return outcome(context, "school", None, None);
        }
        let added = store.transact(context.stamp(), |tx| {
            let added = tx.add_request(account, "mot de passe oublié")?;
            if added {
                let result = "réinitialisation demandée";
                tx.log(&Entry::new("accounts.forgot", Record::Account, account.id.0, result))?;
            }
            Ok::<_, Error>(added)
        })?;
        let told = if added { "demande enregistrée" } else { "demande déjà enregistrée" };
        context.ui.tell(&format!(
            "{}\u{a0}: {told}, le mot de passe sera réinitialisé la nuit prochaine.",
            account.full_name()
        ))?;
        outcome(context, "requested", None, None)
    }
}

/// Nobody to write to.
fn administrator(context: &mut Context, account: &Account) -> Result {
    context.ui.tell(&format!(
        "Aucune adresse n’est connue pour {}\u{a0}: l’administrateur réinitialise le compte.",
        account.full_name()
    ))?;
    let email = if account.person.is_some() {
        format!(", ou\u{a0}: cpro accounts email {} ADRESSE", account.login)
    } else {
        String::new()
    };
    context.ui.hint(&format!("cpro accounts reset {} --slips papillon.pdf{email}", account.login))?;
    outcome(context, "administrator", None, None)
}

fn mail(context: &mut Context, store: &mut Store, account: &Account) -> Result {
    let settings = store.settings()?;
    let desk = Desk::open(context, &settings)?;
    forgotten::post(context, store, account)?;
    let to = forgotten::masked(forgotten::address(account));
    match forgotten::attempt(context, store, &settings, &desk, account)? {
        Ok(until) => {
            context.ui.tell(&format!(
                "Un mot de passe provisoire vient d’être envoyé à {to}, valable jusqu’au {}.\nS’il n’arrive pas, regardez aussi dans les courriers indésirables (spam). Après plusieurs demandes, seul le dernier message envoyé est valable.",
                instant(&until)
            ))?;
            outcome(context, "mailed", Some(&to), Some(&until))
        }
        Err(why) if why.is_transient() => {
            forgotten::postpone(context, store, account, &why)?;
            context.ui.warn(&forgotten::fate(account, &why.to_string()))?;
            context.ui.tell("Le message sera renvoyé la nuit prochaine par cpro nightly.")?;
            outcome(context, "postponed", Some(&to), None)
        }
        Err(why) => {
            forgotten::give_up(context, store, account, &why.to_string())?;
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
