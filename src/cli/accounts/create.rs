//! `cpro accounts create`: the missing accounts.

use clap::Args;

use crate::advice::{accounts, slips};
use crate::cli::Session;
use crate::cli::driver::{Answer, Led, answer, lead};
use crate::cli::options::{DryRun, ProfileArg};
use crate::domain::enrolment::Reason;
use crate::domain::profile::Profile;
use crate::error::{Result, exit};
use crate::french::{agree, count, number};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::accounts::create::{Check, Create as Request, Created, Lacking, Made, Plan};
use crate::work::base;

/// Most lines shown of a list in a terminal.
const SHOWN: usize = 20;

/// Crée les comptes manquants des élèves scolarisés
///
/// Sans option, tous ceux qui doivent avoir un compte et n’en ont pas. Les mots de passe initiaux sont ceux que
/// les réglages passwords.* demandent.
#[derive(Debug, Clone, Args)]
pub struct Create {
    /// Division (peut être répété)
    #[arg(long, visible_alias = "class", value_name = "DIVISION")]
    division: Vec<String>,
    /// Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur
    #[arg(long, value_name = "PROFIL")]
    profile: Vec<ProfileArg>,
    /// INE (peut être répété)
    #[arg(long, value_name = "INE")]
    ine: Vec<String>,
    /// Vérifie que tous ont leur compte, et dit qui n’en a pas et pourquoi ; ne change rien
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    #[command(flatten)]
    trial: DryRun,
}

impl Create {
    pub fn run(self, session: &mut Session) -> Result {
        let profiles = self.profile.into_iter().map(Profile::from).collect();
        let request = Request { divisions: self.division, profiles, ine: self.ine };
        if !self.check {
            return lead(session, request, self.trial.into());
        }
        let check = request.check(&session.world)?;
        answer(session, &check)?;
        session.say(|say| tell_check(&check, say));
        Ok(if check.missing == 0 { exit::DONE } else { exit::REFUSED })
    }
}

impl Led for Request {
    const NEEDS: base::Needs = base::Needs::Established;

    fn show(plan: &Plan, say: &mut Speech) {
        say.warn_each(plan.warnings().iter().map(ToString::to_string));
    }

    fn foretell(created: &Created, say: &mut Speech) {
        say.table(preview(&created.accounts), SHOWN);
        if created.created == 0 {
            return tell(created, say);
        }
        let verb = agree(created.created, "sera créé", "seront créés");
        let n = count(created.created, "compte", "comptes");
        say.tell(format!("{n} {verb} (simulation : rien n’a été modifié)."));
        tell_refused(created, say);
    }

    fn tell(created: &Created, say: &mut Speech) {
        tell(created, say);
        if created.created > 0 {
            say.next(slips::generate());
        }
    }
}

/// Accounts that were made, and who gets none.
pub fn tell(created: &Created, say: &mut Speech) {
    tell_refused(created, say);
    let n = created.created;
    if n == 0 {
        return say.tell("Aucun compte à créer.");
    }
    let later = match created.accounts.iter().filter(|made| made.is_drawn()).count() {
        0 => String::new(),
        drawn => format!(", dont {} avec un mot de passe à tirer à l’impression", number(drawn)),
    };
    say.tell(format!("{} {}{later}.", count(n, "compte", "comptes"), agree(n, "créé", "créés")));
}

fn tell_refused(created: &Created, say: &mut Speech) {
    for (reason, n) in &created.without_account {
        let people = count(*n, "personne", "personnes");
        say.status(match reason {
            Reason::Left => format!("{people} sans compte : date de sortie, donc plus dans l’établissement."),
            reason => format!("{people} sans compte : {}.", reason.as_str()),
        });
    }
}

fn preview(accounts: &[Made]) -> Listing {
    let rows = accounts.iter().map(|made| {
        let remark = match made.rank {
            (1, false) => String::new(),
            (1, true) => "coupé à 20".to_owned(),
            (n, _) => format!("homonyme n° {n}"),
        };
        let text = |cell: &dyn ToString| cell.to_string();
        [text(&made.surname), text(&made.first_name), text(&made.division), text(&made.login), remark]
    });
    Listing::new(["Nom", "Prénom", "Division", "Identifiant", "Remarque"]).unbroken([3, 4]).with_rows(rows)
}

impl Answer for Check {
    fn page(&self, say: &mut Speech) {
        if !self.without_account.is_empty() {
            say.listing(lacking(&self.without_account));
        }
    }

    fn sheet(&self) -> Option<Listing> {
        Some(lacking(&self.without_account))
    }
}

fn lacking(people: &[Lacking]) -> Listing {
    let rows = people.iter().map(|one| [one.surname.clone(), one.first_name.clone(), one.division.clone(), why(one)]);
    Listing::new(["Nom", "Prénom", "Division", "Pourquoi"]).with_rows(rows)
}

fn why(lacking: &Lacking) -> String {
    match lacking.reason {
        None => "compte à créer".to_owned(),
        Some(Reason::NotEnrolled) => {
            let (state, diploma) = &lacking.enrolment;
            let state = if state.is_empty() { "sans état" } else { state };
            format!("{} : {state}, {diploma}", Reason::NotEnrolled.as_str())
        }
        Some(reason) => reason.as_str().to_owned(),
    }
}

fn tell_check(check: &Check, say: &mut Speech) {
    if check.missing == 0 {
        return say.tell("Tous ceux qui doivent avoir un compte en ont un.");
    }
    let verb = agree(check.missing, "manque", "manquent");
    say.tell(format!("{} {verb}.", count(check.missing, "compte", "comptes")));
    say.next(accounts::create());
}
