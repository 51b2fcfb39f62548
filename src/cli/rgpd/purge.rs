//! `cpro rgpd purge`: whoever left long enough ago.

use clap::Args;

use crate::cli::Session;
use crate::cli::driver::{Led, Question, lead};
use crate::cli::options::DryRun;
use crate::cli::rgpd::tell_targets;
use crate::error::Result;
use crate::french::{count, day};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::rgpd::purge::{Plan, Purge as Request, Purged};

/// Most lines of the preview, unless --verbose.
const SHOWN: usize = 20;

/// Efface les personnes parties depuis plus longtemps que rgpd.departed
///
/// La nuit le fait d’elle-même, sauf si cela effacerait plus de 10 % des personnes : elle attend alors cette commande.
#[derive(Debug, Args)]
pub struct Purge {
    #[command(flatten)]
    trial: DryRun,
}

impl Purge {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, Request, self.trial.into())
    }
}

impl Led for Request {
    fn show(plan: &Plan, say: &mut Speech) {
        let rows = plan.due.iter().map(|(known, due)| {
            [
                known.person.full_name(),
                known.person.profile.label().to_owned(),
                known.person.division().to_owned(),
                day(*due),
            ]
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            say.table(Listing::new(["Nom", "Profil", "Division", "À effacer depuis le"]).with_rows(rows), SHOWN);
        }
    }

    fn about(plan: &Plan) -> Vec<String> {
        plan.due.iter().map(|(known, _)| known.id.0.to_string()).collect()
    }

    fn question(plan: &Plan) -> Option<Question> {
        let people = count(plan.due.len(), "personne partie", "personnes parties");
        (!plan.due.is_empty()).then(|| {
            Question::new(
                format!("Effacer {people} pour de bon ?"),
                format!("effacer {people} demande une confirmation."),
            )
        })
    }

    fn foretell(foreseen: &Purged, say: &mut Speech) {
        let people = count(foreseen.erased, "personne serait effacée", "personnes seraient effacées");
        say.tell(format!("{people} sur {}. Simulation : rien n’a été effacé.", foreseen.of));
        tell_soon(foreseen, say);
    }

    fn tell(done: &Purged, say: &mut Speech) {
        say.tell(match done.erased {
            0 => "Personne n’est à effacer aujourd’hui.".to_owned(),
            n => format!("{}.", count(n, "personne effacée", "personnes effacées")),
        });
        tell_targets("leurs", &done.targets, say);
        tell_soon(done, say);
    }
}

fn tell_soon(purged: &Purged, say: &mut Speech) {
    if purged.soon > 0 {
        say.status(format!("{} dans les 30 jours.", count(purged.soon, "autre le sera", "autres le seront")));
    }
}
