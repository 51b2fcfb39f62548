//! `cpro transfers enable`, `disable` and `key`: the agreement of the school, and the key that others seal files with.

use clap::Args;
use serde_json::json;

use super::School;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::cli::old::require;
use crate::domain::secret::Secret;
use crate::domain::setting::{Key, Settings};
use crate::error::{Error, Result, exit};
use crate::store::Store;
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
        let register = self.register(&settings)?;
        let present = store.transfer_agreement()?.filter(|agreement| agreement.enabled);
        let same = settings.value(Key::Register).as_ref() == Some(&register);
        let (told, identity) = match present.filter(|present| same && present.register == register) {
            Some(agreement) => ("Les transferts sont déjà activés", agreement.identity),
            None => ("Transferts activés", agree(context, &mut store, &register)?),
        };
        let key = sealed::public_key(&identity).unwrap_or_default();
        context.ui().tell(&format!("{told} (registre\u{a0}: {register})."))?;
        // On a line of its own: a terminal of 80 columns shows it whole.
        context.ui().tell(&format!("Clé de l’établissement\u{a0}:\n{key}"))?;
        context.ui().hint(
            "donnez cette clé aux établissements qui vous enverront des élèves\u{a0}; pour vérifier les vôtres\u{a0}: cpro transfers missing-ine",
        )?;
        print::report(context, || json!({ "schema": 1, "enabled": true, "register": register, "key": key }))?;
        Ok(exit::DONE)
    }

    /// The reference given, or the one that is set.
    fn register(&self, settings: &Settings) -> Result<String> {
        let Some(typed) = self.register.clone().or_else(|| settings.value(Key::Register)) else {
            let message = "il manque la référence au registre des traitements, sans laquelle rien ne se transfère.";
            return Err(Error::new(exit::SETTINGS, message).hint(
                "demandez-la au délégué à la protection des données, puis\u{a0}: cpro transfers enable --register RÉFÉRENCE",
            ));
        };
        Key::Register
            .check(&typed)
            .map_err(|refusal| Error::new(exit::USAGE, format!("référence refusée\u{a0}: {}.", refusal.0)))
    }
}

/// The explicit yes, then the agreement. Returns the secret key of the school.
fn agree(context: &mut Context, store: &mut Store, register: &str) -> Result<Secret> {
    context.ui().status(&format!(
        "Vous confirmez que la transmission de fiches d’élèves à d’autres établissements figure au registre des traitements, sous la référence {register}."
    ))?;
    context.confirm("Activer les transferts\u{a0}?", "activer les transferts demande un oui explicite.")?;
    let new = sealed::new_identity();
    store.transact(context.stamp(), |tx| {
        tx.set(Key::Register, Some(register))?;
        Ok(tx.enable_transfers(register, &new)?)
    })
}

impl Disable {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let taken = store.transact(context.stamp(), |tx| Ok::<_, Error>(tx.disable_transfers()?))?;
        context.ui().tell(if taken {
            "Transferts désactivés\u{a0}: plus rien ne s’envoie ni ne se reçoit."
        } else {
            "Les transferts n’étaient pas activés."
        })?;
        context.ui().hint("pour les activer\u{a0}: cpro transfers enable")?;
        print::report(context, || json!({ "schema": 1, "enabled": false }))?;
        Ok(exit::DONE)
    }
}

impl ShowKey {
    pub fn run(self, context: &mut Context) -> Result {
        let store: Store = context.store()?;
        let school = School::require(&store, &store.settings()?)?;
        let key = sealed::public_key(&school.agreement.identity).unwrap_or_default();
        context.ui().tell(&key)?;
        print::report(context, || json!({ "schema": 1, "uai": school.uai.as_str(), "key": key }))?;
        Ok(exit::DONE)
    }
}
