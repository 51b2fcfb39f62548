//! `cpro transfers enable`, `disable` and `key`: the agreement of the school, and the key that others seal files with.

use clap::Args;

use crate::advice::{Quote, transfers};
use crate::cli::Session;
use crate::cli::driver::{Answer, Led, Question, Trial, lead};
use crate::error::Result;
use crate::terminal::speech::Speech;
use crate::work::transfers::agreement::{self as work, Disabled, Enabled, Plan, PublicKey};

/// Active les transferts, sous une référence du registre des traitements
///
/// Transférer un élève, c’est communiquer ses données à un autre établissement : ce traitement doit figurer au
/// registre (depuis mai 2018, sa référence remplace le numéro de déclaration à la CNIL). L’établissement reçoit une clé, à
/// donner à ceux qui lui enverront des élèves.
#[derive(Debug, Clone, Args)]
pub struct Enable {
    /// Référence au registre des traitements (ou ancien numéro de déclaration CNIL)
    #[arg(long, value_name = "RÉFÉRENCE")]
    register: Option<String>,
}

/// Désactive les transferts ; ce qui a été échangé reste dans la liste
#[derive(Debug, Clone, Args)]
pub struct Disable {}

/// Écrit la clé publique de l’établissement, à donner à ceux qui lui envoient des élèves
#[derive(Debug, Args)]
pub struct ShowKey {}

impl Enable {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, work::Enable { register: self.register }, Trial::Never)
    }
}

impl Led for work::Enable {
    fn show(plan: &Plan, say: &mut Speech) {
        if plan.given.is_none() {
            say.status(format!(
                "Vous confirmez que la transmission de fiches d’élèves à d’autres établissements figure au registre des traitements, sous la référence {}.",
                plan.register
            ));
        }
    }

    fn question(plan: &Plan) -> Option<Question> {
        let question = || Question::new("Activer les transferts ?", "activer les transferts demande un oui explicite.");
        plan.given.is_none().then(question)
    }

    fn tell(enabled: &Enabled, say: &mut Speech) {
        let told = if enabled.again { "Les transferts sont déjà activés" } else { "Transferts activés" };
        say.tell(format!("{told} (registre : {}).", enabled.register));
        // On a line of its own: a terminal of 80 columns shows it whole.
        say.tell(format!("Clé de l’établissement :\n{}", enabled.key));
        say.next(
            "donnez cette clé aux établissements qui vous enverront des élèves ; pour vérifier les vôtres : "
                .call(transfers::missing_ine()),
        );
    }
}

impl Led for work::Disable {
    fn tell(disabled: &Disabled, say: &mut Speech) {
        say.tell(if disabled.taken {
            "Transferts désactivés : plus rien ne s’envoie ni ne se reçoit."
        } else {
            "Les transferts n’étaient pas activés."
        });
        say.next("pour les activer : ".call(transfers::enable()));
    }
}

impl Answer for PublicKey {
    fn page(&self, say: &mut Speech) {
        say.tell(self.key.as_str());
    }
}
