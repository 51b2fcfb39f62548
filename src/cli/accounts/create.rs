//! `cpro accounts create`: the missing accounts.

use clap::Args;
use serde_json::{Map, Value, json};

use super::super::issue::{Issued, Wish, issue};
use super::super::print;
use super::super::select::{Divisions, ProfileArg, check_divisions};
use crate::cli::Context;
use crate::domain::account::{self, AccountId, Creation, FirstPassword, NewAccount};
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::login::Registry;
use crate::domain::person::{Person, PersonId};
use crate::domain::profile::Profile;
use crate::domain::setting::{Key, Settings};
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, number};
use crate::store::{Action, BatchId, NewAccountRow, Store};
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Most lines shown of a list in a terminal.
const SHOWN: usize = 20;

/// Crée les comptes manquants des élèves scolarisés
///
/// Sans option, tous ceux qui doivent avoir un compte et n’en ont pas. Les mots de passe initiaux sont ceux que
/// les réglages passwords.* demandent.
#[derive(Debug, Default, Args)]
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
    /// Montre ce qui serait créé, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// True where the slips are made in the same run.
    #[arg(skip)]
    followed: bool,
    /// The one person concerned.
    #[arg(skip)]
    person: Option<PersonId>,
}

/// What was created.
pub struct Created {
    pub accounts: Vec<AccountId>,
    pub report: Value,
}

impl Create {
    /// Everybody who is due, after an import; `followed` where the slips are made in the same run.
    pub fn for_import(followed: bool) -> Self {
        Self { followed, ..Self::default() }
    }

    /// One person, who has just come in.
    pub fn for_person(person: PersonId) -> Self {
        Self { person: Some(person), followed: true, ..Self::default() }
    }

    pub fn run(self, context: &mut Context) -> Result {
        let mut store = established(context)?;
        if self.check {
            let people = self.concerned(&store)?;
            return super::check::check(context, &people);
        }
        let created = self.create(context, &mut store)?;
        let settings = store.settings()?;
        print::report(context, || print::of_school(created.report, &settings))?;
        Ok(exit::DONE)
    }

    /// Creates accounts and tells so; the report is the caller's to print.
    pub fn create(&self, context: &mut Context, store: &mut Store) -> Result<Created> {
        let settings = store.settings()?;
        require(&settings)?;
        let revision = store.revision()?;
        let people = self.concerned(store)?;

        let mut registry = Registry::new(store.logins()?).with_held(store.held_logins()?);
        let plan = account::plan(
            &people,
            &mut registry,
            &|person| settings.mode_of(person.profile, Some(person)),
            context.today(),
        );
        let plan = if self.person.is_some() { plan.without_export() } else { plan };
        let warnings = warnings(&people, &plan);
        for warning in &warnings {
            context.ui().warn(warning)?;
        }
        if self.dry_run {
            preview(context, &people, &plan)?;
            let report = self.report(context, &people, &plan, &warnings, None);
            return Ok(Created { accounts: Vec::new(), report });
        }

        let wishes: Vec<Wish> = plan.accounts.iter().map(|new| wish(&people, new)).collect();
        let issued = issue(context, &settings, &wishes)?;
        context.check_interrupt()?;
        let (batch, accounts) = if plan.accounts.is_empty() {
            (None, Vec::new())
        } else {
            let (batch, accounts) = write(context, store, revision, &people, &plan, &issued)?;
            (Some(batch), accounts)
        };

        tell(context, &plan, self.followed)?;
        Ok(Created { accounts, report: self.report(context, &people, &plan, &warnings, batch) })
    }

    /// The people without account whom the selectors name.
    fn concerned(&self, store: &Store) -> Result<Vec<(PersonId, Person)>> {
        let mut people = store.people_without_account()?;
        check_divisions(store, &self.division)?;
        let divisions = Divisions::new(&self.division, people.iter().map(|(_, person)| person.division()));
        people.retain(|(id, _)| self.person.is_none_or(|wanted| wanted == *id));
        people.retain(|(_, person)| divisions.contains(person.division()) && self.concerns(person));
        Ok(people)
    }

    fn concerns(&self, person: &Person) -> bool {
        let ine = |typed: &String| matches!(read_ine(typed), IneCell::Number { ine, .. } if ine == person.ine);
        (self.profile.is_empty() || self.profile.iter().any(|profile| Profile::from(*profile) == person.profile))
            && (self.ine.is_empty() || self.ine.iter().any(ine))
    }
}

/// The base of an establishment that is known: none is made for a path mistyped.
pub fn established(context: &Context) -> Result<Store> {
    match context.store() {
        Err(error) if error.code == exit::NOT_FOUND => require(&Settings::default()).and(Err(error)),
        store => store,
    }
}

/// Refuses to go on while the establishment is not known.
pub fn require(settings: &Settings) -> Result<()> {
    let missing = settings.missing();
    if missing.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = missing.iter().map(|key| key.as_str().to_owned()).collect();
    let message = format!("l’établissement n’est pas encore réglé\u{a0}: il manque {}.", crate::french::list(&keys));
    let example = |key: Key| match key {
        Key::Name => "'Lycée des Tilleuls'",
        Key::Uai => "0932048W",
        _ => "secretariat@exemple.fr",
    };
    let error = Error::new(exit::SETTINGS, message).hint("cpro init");
    Err(missing
        .into_iter()
        .fold(error, |error, key| error.hint(format!("cpro settings set {} {}", key.as_str(), example(key)))))
}

fn wish(people: &[(PersonId, Person)], new: &NewAccount) -> Wish {
    Wish::first(new.password, people[new.index].1.profile, false)
}

fn write(
    context: &Context,
    store: &mut Store,
    revision: i64,
    people: &[(PersonId, Person)],
    plan: &Creation,
    issued: &[Issued],
) -> Result<(BatchId, Vec<AccountId>)> {
    store.grow_cache(64)?;
    store.transact(context.stamp(), |tx| {
        tx.expect_revision(revision)?;
        let batch = tx.begin_batch(Action::CreateAccounts, "")?;
        let rows: Vec<NewAccountRow<'_>> =
            plan.accounts.iter().zip(issued).map(|(new, issued)| row(people, new, issued)).collect();
        let accounts = tx.add_accounts(&rows, batch)?;
        tx.end_batch(batch, Action::CreateAccounts, &json!({ "created": accounts.len() }).to_string())?;
        Ok((batch, accounts))
    })
}

fn row<'a>(people: &[(PersonId, Person)], new: &'a NewAccount, issued: &'a Issued) -> NewAccountRow<'a> {
    let (person, known) = &people[new.index];
    NewAccountRow {
        person: Some(*person),
        login: &new.formed.login,
        profile: known.profile,
        password: &issued.password,
    }
}

/// What deserves a look: dates that are not believed, tests that could not be made, names that gave nothing.
pub fn warnings(people: &[(PersonId, Person)], plan: &Creation) -> Vec<String> {
    let mut warnings = Vec::new();
    let skipped = [
        ("MEF", plan.without_mef_column),
        ("division", plan.without_division_column),
        ("état", plan.without_state_column),
    ];
    for (column, people) in skipped.into_iter().filter(|(_, people)| *people > 0) {
        let whom = count(people, "personne", "personnes");
        warnings.push(format!(
            "l’export n’avait pas de colonne {column}\u{a0}: ce critère n’a pas été vérifié pour {whom}."
        ));
    }
    for new in &plan.accounts {
        let name = people[new.index].1.full_name();
        let login = &new.formed.login;
        if let FirstPassword::Drawn(Some(distrust)) = new.password {
            warnings.push(format!(
                "{name} ({login})\u{a0}: {distrust}, mot de passe aléatoire tiré à l’impression du papillon."
            ));
        }
        if let Some(waiting) = &new.formed.waiting {
            warnings.push(format!(
                "{name} ({login})\u{a0}: {waiting} a été imprimé puis annulé, il ne revient qu’à la même personne (même nom, même naissance)."
            ));
        }
        if new.formed.nameless {
            warnings.push(format!("{name} ({login})\u{a0}: aucun nom utilisable, identifiant numéroté."));
        }
    }
    warnings
}

fn preview(context: &mut Context, people: &[(PersonId, Person)], plan: &Creation) -> Result<()> {
    let mut listing = Listing::new(["Nom", "Prénom", "Division", "Identifiant", "Remarque"]).unbroken([3, 4]);
    for new in &plan.accounts {
        let person = &people[new.index].1;
        let remark = match (new.formed.number, new.formed.cut) {
            (1, false) => String::new(),
            (1, true) => "coupé à 20".to_owned(),
            (n, _) => format!("homonyme n° {n}"),
        };
        listing.row([
            person.surname().to_owned(),
            person.first_name.to_string(),
            person.division().to_owned(),
            new.formed.login.to_string(),
            remark,
        ]);
    }
    if !listing.rows.is_empty() {
        let table = listing.cut_table(context.terminal.most(SHOWN), context.terminal.width, context.terminal.color);
        context.ui().show(&table)?;
    }
    let n = plan.accounts.len();
    if n == 0 {
        return tell(context, plan, true);
    }
    context.ui().tell(&format!(
        "{} {} (simulation\u{a0}: rien n’a été modifié).",
        count(n, "compte", "comptes"),
        agree(n, "sera créé", "seront créés")
    ))?;
    tell_refused(context, plan)
}

fn tell(context: &mut Context, plan: &Creation, followed: bool) -> Result<()> {
    tell_refused(context, plan)?;
    let n = plan.accounts.len();
    if n == 0 {
        context.ui().tell("Aucun compte à créer.")?;
        return Ok(());
    }
    let drawn = plan.accounts.iter().filter(|new| matches!(new.password, FirstPassword::Drawn(_))).count();
    let later = match drawn {
        0 => String::new(),
        drawn => format!(", dont {} avec un mot de passe à tirer à l’impression", number(drawn)),
    };
    context.ui().tell(&format!("{} {}{later}.", count(n, "compte", "comptes"), agree(n, "créé", "créés")))?;
    if followed { Ok(()) } else { Ok(context.ui().hint("cpro slips generate -o papillons.pdf")?) }
}

fn tell_refused(context: &mut Context, plan: &Creation) -> Result<()> {
    for (reason, n) in &plan.refused {
        context.ui().status(&format!(
            "{} sans compte\u{a0}: {}.",
            count(*n, "personne", "personnes"),
            reason.as_str()
        ))?;
    }
    Ok(())
}

impl Create {
    /// Nothing where no machine reads: for a large school it is long.
    fn report(
        &self,
        context: &Context,
        people: &[(PersonId, Person)],
        plan: &Creation,
        warnings: &[String],
        batch: Option<BatchId>,
    ) -> Value {
        if context.terminal.format == Format::Table {
            return Value::Null;
        }
        let accounts: Vec<Value> = plan.accounts.iter().map(|new| described(&people[new.index].1, new)).collect();
        let refused: Map<String, Value> =
            plan.refused.iter().map(|(reason, n)| (reason.as_str().to_owned(), json!(n))).collect();
        json!({
            "schema": 1,
            "dry_run": self.dry_run,
            "created": plan.accounts.len(),
            "accounts": accounts,
            "without_account": refused,
            "warnings": warnings,
            "batch": batch.map(|batch| batch.0),
        })
    }
}

fn described(person: &Person, new: &NewAccount) -> Value {
    let drawn = matches!(new.password, FirstPassword::Drawn(_));
    json!({
        "login": new.formed.login.0.as_str(),
        "family_name": person.family_name.as_str(),
        "usage_name": person.usage_name().filter(|name| !name.is_empty()),
        "first_name": person.first_name.as_str(),
        "division": person.division(),
        "password_state": if drawn { "pending" } else { "initial" },
    })
}
