//! `cpro transfers enable`, `disable` and `key`: the agreement of the school, and the key that others seal files with.

use clap::Args;
use serde_json::json;

use super::School;
use crate::cli::accounts::create::require;
use crate::cli::print;
use crate::context::Context;
use crate::domain::setting::Key;
use crate::error::{Error, Result, exit};
use crate::store::{Agreement, Store};
use crate::targets::sealed;

/// Active les transferts, sous une référence du registre des traitements
///
/// Transférer un élève, c’est communiquer ses données à un autre établissement : ce traitement doit figurer au
/// registre (depuis mai 2018, sa référence remplace le numéro de déclaration à la CNIL). L’établissement reçoit une clé, à
/// donner à ceux qui lui enverront des élèves.
#[derive(Debug, Args)]
pub struct Enable {
    /// Référence au registre des traitements (ou ancien numéro de déclaration CNIL)
    #[arg(long, value_name = "RÉFÉRENCE")]
    register: Option<String>,
}

/// Désactive les transferts ; ce qui a été échangé reste dans la liste
#[derive(Debug, Args)]
pub struct Disable {}

/// Écrit la clé publique de l’établissement, à donner à ceux qui lui envoient des élèves
#[derive(Debug, Args)]
pub struct ShowKey {}

impl Enable {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let settings = store.settings()?;
        require(&settings)?;
        let register = match self.register.clone().or_else(|| settings.value(Key::Register)) {
            Some(typed) => Key::Register
                .check(&typed)
                .map_err(|refusal| Error::new(exit::USAGE, format!("référence refusée\u{a0}: {}.", refusal.0)))?,
            None => {
                let message = "il manque la référence au registre des traitements, sans laquelle rien ne se transfère.";
                return Err(Error::new(exit::SETTINGS, message)
                    .hint("demandez-la au délégué à la protection des données, puis\u{a0}: cpro transfers enable --register RÉFÉRENCE"));
            }
        };
        let present = store.transfer_agreement()?;
        let already = present.as_ref().is_some_and(|agreement| agreement.enabled)
            && settings.value(Key::Register).as_ref() == Some(&register);
        if !already {
            context.ui.status(&format!(
                "Vous confirmez que la transmission de fiches d’élèves à d’autres établissements figure au registre des traitements, sous la référence {register}."
            ))?;
            context.confirm("Activer les transferts\u{a0}?", "activer les transferts demande un oui explicite.")?;
        }
        let identity = present.map_or_else(sealed::new_identity, |agreement| agreement.identity);
        if !already {
            store.transact(context.stamp(), |tx| {
                tx.set(Key::Register, Some(&register))?;
                tx.set_transfer_agreement(true, &identity)
            })?;
        }
        let key = sealed::public_key(&identity).unwrap_or_default();
        let told = if already { "Les transferts sont déjà activés" } else { "Transferts activés" };
        context.ui.tell(&format!("{told} (registre\u{a0}: {register})."))?;
        context.ui.tell(&format!("Clé de l’établissement\u{a0}: {key}"))?;
        context.ui.hint(
            "donnez cette clé aux établissements qui vous enverront des élèves ; pour vérifier les vôtres\u{a0}: cpro transfers missing-ine",
        )?;
        print::report(context, || json!({ "schema": 1, "enabled": true, "register": register, "key": key }))?;
        Ok(exit::DONE)
    }
}

impl Disable {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        match store.transfer_agreement()?.filter(|agreement| agreement.enabled) {
            Some(Agreement { identity, .. }) => {
                store.transact(context.stamp(), |tx| tx.set_transfer_agreement(false, &identity))?;
                context.ui.tell("Transferts désactivés\u{a0}: plus rien ne s’envoie ni ne se reçoit.")?;
            }
            None => context.ui.tell("Les transferts n’étaient pas activés.")?,
        }
        context.ui.hint("pour les activer de nouveau\u{a0}: cpro transfers enable")?;
        print::report(context, || json!({ "schema": 1, "enabled": false }))?;
        Ok(exit::DONE)
    }
}

impl ShowKey {
    pub fn run(self, context: &mut Context) -> Result {
        let store: Store = context.store()?;
        let school = School::require(&store, &store.settings()?)?;
        let key = sealed::public_key(&school.agreement.identity).unwrap_or_default();
        context.ui.tell(&key)?;
        print::report(context, || json!({ "schema": 1, "uai": school.uai.as_str(), "key": key }))?;
        Ok(exit::DONE)
    }
}
