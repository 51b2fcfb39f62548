//! `cpro transfers cancel`: a file that was sent is not to be received; its pupils are here again.

use clap::Args;

use crate::cli::Session;
use crate::cli::driver::{Led, Question, Trial, lead};
use crate::cli::french;
use crate::error::Result;
use crate::french::{agree, count, list};
use crate::terminal::speech::Speech;
use crate::work::transfers::cancel::{Cancel as Request, Cancelled, Plan};

/// Annule un transfert envoyé : les élèves sont de nouveau ici, avec leur compte et leur mot de passe
///
/// À ne faire que si l’autre établissement n’a pas reçu le fichier ; dites-lui de l’effacer.
#[derive(Debug, Clone, Args)]
pub struct Cancel {
    /// Numéro du transfert (voir transfers list)
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: i64,
}

/// Most names in a sentence.
const NAMED: usize = 5;

impl Cancel {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, Request { number: self.number }, Trial::Never)
    }
}

impl Led for Request {
    fn show(plan: &Plan, say: &mut Speech) {
        let others = plan.others().iter();
        say.warn_each(
            others.map(|name| format!("{name} : revenu(e) ou modifié(e) depuis, laissé(e) tel(le) quel(le).")),
        );
        let names = plan.names();
        let who = if names.len() > NAMED { count(names.len(), "élève", "élèves") } else { list(&names) };
        if !names.is_empty() {
            say.status(format!("{} de nouveau ici : {who}.", agree(names.len(), "Serait", "Seraient")));
        }
        say.status(format!(
            "Assurez-vous que l’établissement {} n’a pas reçu le fichier : l’élève aurait un compte ouvert dans les deux.",
            plan.transfer.uai
        ));
    }

    fn question(plan: &Plan) -> Option<Question> {
        let (number, to) = (plan.transfer.id, &plan.transfer.uai);
        Some(Question::new(
            format!("Annuler le transfert n° {number} vers {to} ?"),
            format!("annuler le transfert n° {number} demande une confirmation."),
        ))
    }

    fn tell(cancelled: &Cancelled, say: &mut Speech) {
        let who = match cancelled.returned {
            0 => "personne n’était à remettre ici".to_owned(),
            n => format!("{} {} de nouveau ici", count(n, "élève", "élèves"), agree(n, "est", "sont")),
        };
        say.tell(format!("Transfert n° {} annulé : {who}.", cancelled.transfer));
        say.next(format!(
            "prévenez l’établissement {} : le fichier {} est à effacer, non à recevoir.",
            cancelled.to, cancelled.file
        ));
    }
}
