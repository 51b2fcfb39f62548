//! `cpro inspectors open`: the head of the school, with the head's own password, lets an inspector in.

use std::path::PathBuf;

use clap::Args;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::json;

use crate::cli::Context;
use crate::cli::accounts::create::require;
use crate::cli::forgotten::masked;
use crate::cli::select::unknown_login;
use crate::cli::sign_in::{self, Try, Typed, Why};
use crate::cli::{ask, french, print};
use crate::domain::account::{Account, AccountId, Status};
use crate::domain::login::{Login, Registry};
use crate::domain::name;
use crate::domain::origin::Origin;
use crate::domain::person::{Detail, Person, Place, civility};
use crate::domain::profile::Profile;
use crate::domain::school_year;
use crate::domain::secret::Secret;
use crate::domain::setting::{Key, Settings, email};
use crate::error::{Error, Result, exit};
use crate::french::day;
use crate::store::{Action, BatchId, Entry, Error as StoreError, NewAccountRow, Password, Presence, Record, Store, Tx};
use crate::terminal::safe;

/// Ouvre l’accès d’un inspecteur, avec le mot de passe du chef d’établissement
///
/// Le chef d’établissement doit avoir un compte et un mot de passe personnel, qui est demandé ici. L’accès finit de
/// lui-même à sa date, au plus tard un an après ; le même nom ouvert de nouveau garde son identifiant.
#[derive(Debug, Args)]
pub struct Open {
    /// Identifiant du chef d’établissement qui ouvre l’accès
    #[arg(long, value_name = "IDENTIFIANT")]
    by: Option<String>,
    /// Prénom et nom de l’inspecteur, par exemple « Claire FONTAINE »
    #[arg(long, value_name = "NOM")]
    name: Option<String>,
    /// Adresse électronique de l’inspecteur
    #[arg(long, value_name = "ADRESSE")]
    email: Option<String>,
    /// Dernier jour de l’accès (sans cette option, la fin de l’année scolaire)
    #[arg(long, value_name = "JOUR", value_parser = french::day)]
    until: Option<Date>,
    /// C’est un autre inspecteur que celui du même nom
    #[arg(long)]
    another: bool,
    /// Lit le mot de passe du chef d’établissement sur l’entrée standard
    #[arg(long, conflicts_with = "password_file")]
    password_stdin: bool,
    /// Lit le mot de passe du chef d’établissement dans un fichier que vous seul pouvez lire
    #[arg(long, value_name = "FICHIER")]
    password_file: Option<PathBuf>,
}

/// Times that the head's password is asked for.
const TRIES: u32 = 3;

/// Everything that was said, checked.
struct Access {
    head: Account,
    person: Person,
    until: Date,
    /// The account that the same inspector had already.
    known: Option<AccountId>,
    /// Number of the last batch when all this was read.
    revision: i64,
}

impl Open {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let settings = store.settings()?;
        require(&settings)?;
        let until = last_day(context, self.until)?;
        let head = head(
            &store,
            ask::required(context, self.by.clone(), "Identifiant du chef d’établissement", "--by", said)?,
        )?;
        let person = self.person(context)?;
        let revision = store.revision()?;
        let known = if self.another { None } else { known(&store, &person)? };
        let access = Access { head, person, until, known, revision };
        if let Some(code) = self.prove(context, &mut store, &access.head)? {
            return Ok(code);
        }
        let (batch, login) = write(context, &mut store, &access)?;
        tell(context, &settings, &access, &login)?;
        let opened_by = access.head.login.to_string();
        print::report(context, || {
            let report = json!({ "schema": 1, "login": login.to_string(), "opened_by": opened_by,
                "until": access.until.to_string(), "batch": batch.0 });
            print::of_school(report, &settings)
        })?;
        Ok(exit::DONE)
    }

    fn person(&self, context: &mut Context) -> Result<Person> {
        let refused = |why: String| Error::new(exit::USAGE, format!("{why}."));
        let given = self.name.as_deref().map(read_name).transpose().map_err(refused)?;
        let person = ask::required(context, given, "Prénom et nom de l’inspecteur", "--name", read_name)?;
        let address = |typed: &str| email(typed.trim().to_owned()).map_err(|refusal| refusal.0);
        let given = self.email.as_deref().map(address).transpose().map_err(refused)?;
        let address = ask::required(context, given, "Son adresse électronique", "--email", address)?;
        Ok(person.with(Detail::Email, &address))
    }

    /// The head's password, tried as at a sign-in; in a terminal, a wrong one is asked for again. The exit code where it
    /// is not the right one.
    fn prove(&self, context: &mut Context, store: &mut Store, head: &Account) -> Result<Option<u8>> {
        let asked = self.password_file.is_none() && !self.password_stdin;
        for left in (0..if asked { TRIES } else { 1 }).rev() {
            let typed = self.password(context, head)?;
            match sign_in::try_password(context, store, &head.login.0, &typed)? {
                Try::Right(head) => return settled(&head).map(|()| None),
                Try::Refused(refusal) if left > 0 && refusal.why == Why::Wrong && refusal.lock.is_none() => {
                    context.ui().warn(&refusal.sentence)?;
                }
                Try::Refused(refusal) => {
                    let told = sign_in::tell_refusal(context, &refusal)?;
                    context
                        .ui()
                        .advise("l’accès n’a pas été ouvert\u{a0}: il faut le mot de passe du chef d’établissement.")?;
                    return Ok(Some(told));
                }
            }
        }
        Ok(Some(exit::REFUSED))
    }

    fn password(&self, context: &mut Context, head: &Account) -> Result<Secret> {
        match &self.password_file {
            Some(path) => Ok(context.secret(path)?),
            None if self.password_stdin => Ok(Secret::new(Typed::read(context)?.line(0).unwrap_or_default())),
            None => {
                sign_in::require_terminal(context)?;
                let question = format!("Mot de passe de {}\u{a0}:", safe(&head.full_name()));
                Ok(Secret::new(&context.ui().ask_password(&question, false)?))
            }
        }
    }
}

/// Refuses a head whose password is still the birth date, which many know.
fn settled(head: &Account) -> Result<()> {
    if !head.must_change {
        return Ok(());
    }
    let name = safe(&head.full_name());
    let message = format!("{name} n’a pas encore choisi son mot de passe personnel\u{a0}: l’accès n’a pas été ouvert.");
    Err(Error::refused(message).hint(format!("cpro accounts login {}", head.login)))
}

fn said(typed: &str) -> std::result::Result<String, String> {
    if typed.is_empty() { Err("il faut un identifiant".to_owned()) } else { Ok(typed.to_owned()) }
}

/// The end of the school year, or a day within a year from today.
fn last_day(context: &Context, asked: Option<Date>) -> Result<Date> {
    let today = context.today();
    let last = today.saturating_add(1.year());
    let end = date(school_year::of(today) + 1, 8, 31);
    let until = asked.unwrap_or(end);
    if (today..=last).contains(&until) {
        return Ok(until);
    }
    let message =
        format!("le {} ne convient pas\u{a0}: un accès finit entre aujourd’hui et le {}.", day(until), day(last));
    Err(Error::new(exit::USAGE, message).hint(format!("--until {end}")))
}

/// The account of a head, who alone may let an inspector in.
fn head(store: &Store, login: String) -> Result<Account> {
    let account = store.account(&login)?.ok_or_else(|| unknown_login(&login));
    let heads: Vec<Account> =
        store.accounts()?.into_iter().filter(|account| account.profile == Profile::Head).collect();
    let error = match account {
        Ok(account) if account.profile == Profile::Head => return Ok(account),
        Ok(account) => Error::refused(format!(
            "le compte {} n’est pas celui du chef d’établissement\u{a0}: lui seul ouvre l’accès d’un inspecteur.",
            account.login
        )),
        Err(error) => Error { hints: Vec::new(), ..error },
    };
    Err(match &heads[..] {
        [] => error
            .hint("le chef d’établissement n’a pas encore de compte\u{a0}: cpro import sts FICHIER, puis cpro accounts create")
            .hint("ou, à la main\u{a0}: cpro users add --profile chef-etablissement"),
        heads => heads.iter().fold(error, |error, head| error.hint(format!("--by {}", head.login))),
    })
}

/// « Mme Claire FONTAINE »: the words in capitals are the surname, otherwise all but the first.
fn read_name(typed: &str) -> std::result::Result<Person, String> {
    let typed = name::tidy(typed);
    let mut words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    let title = words.first().and_then(|word| civility(word)).filter(|_| words.len() > 2);
    if title.is_some() {
        words.remove(0);
    }
    let is_capital = |word: &&str| word.chars().count() > 1 && !word.contains(char::is_lowercase);
    let (surname, first): (Vec<&str>, Vec<&str>) = match words.iter().filter(|word| is_capital(word)).count() {
        0 => (words.iter().skip(1).copied().collect(), words.iter().take(1).copied().collect()),
        n if n == words.len() => (words[1..].to_vec(), words[..1].to_vec()),
        _ => words.iter().copied().partition(is_capital),
    };
    if typed.chars().count() > name::MAX_NAME || typed.contains(name::is_forbidden) {
        return Err(format!("nom refusé\u{a0}: {} caractères au plus, sans caractère de contrôle", name::MAX_NAME));
    }
    if surname.is_empty() || first.is_empty() {
        return Err("il faut le prénom et le nom, par exemple Claire FONTAINE".to_owned());
    }
    let person = Person {
        origin: Origin::Other,
        left: Some(false),
        family_name: surname.join(" ").into(),
        first_name: first.join(" ").into(),
        ..Person::new(Profile::Inspector)
    };
    Ok(if let Some(title) = title { person.with(Detail::Civility, title) } else { person })
}

/// The account of the same inspector, if there ever was one; another address under the same name is to be settled first.
fn known(store: &Store, person: &Person) -> Result<Option<AccountId>> {
    let same = |known: &Person| {
        name::same(&known.first_name, &person.first_name) && name::same(&known.family_name, &person.family_name)
    };
    let address = |of: &Person| of.email().unwrap_or_default().to_lowercase();
    let accounts = store.accounts()?;
    let inspectors = accounts.iter().filter(|account| account.profile == Profile::Inspector);
    let named: Vec<(&Account, &Person)> = inspectors
        .filter_map(|account| account.person.as_ref().map(|(_, known)| (account, known)))
        .filter(|(_, known)| same(known))
        .collect();
    match (named.iter().find(|(_, known)| address(known) == address(person)), named.first()) {
        (Some((account, _)), _) => Ok(Some(account.id)),
        (None, None) => Ok(None),
        (None, Some((account, known))) => {
            let message = format!(
                "un inspecteur du même nom est connu à une autre adresse ({})\u{a0}: l’accès n’a pas été ouvert.",
                masked(known.email().unwrap_or_default())
            );
            Err(Error::refused(message)
                .hint(format!("si c’est la même personne\u{a0}: cpro accounts email {} ADRESSE", account.login))
                .hint("si c’en est une autre\u{a0}: ajoutez --another"))
        }
    }
}

fn write(context: &Context, store: &mut Store, access: &Access) -> Result<(BatchId, Login)> {
    let mut registry = Registry::new(store.logins()?).with_held(store.held_logins()?);
    let today = context.today();
    store.transact(context.stamp(), |tx| {
        tx.expect_revision(access.revision)?;
        let batch = tx.begin_batch(Action::OpenInspector, "")?;
        let (account, login) = match access.known {
            Some(known) => reopen(tx, access, known, today, batch)?,
            None => add(tx, access, &mut registry, batch)?,
        };
        tx.set_access(account, access.until, access.head.id)?;
        let opened = format!("accès ouvert jusqu’au {}", day(access.until));
        tx.log(&Entry::new("inspectors.open", Record::Account, account.0, &opened))?;
        tx.log(&Entry::new("inspectors.open", Record::Account, access.head.id.0, "a ouvert l’accès d’un inspecteur"))?;
        let created = json!({ "created": i32::from(access.known.is_none()) });
        tx.end_batch(batch, Action::OpenInspector, &created.to_string())?;
        Ok((batch, login))
    })
}

fn add(tx: &Tx<'_>, access: &Access, registry: &mut Registry, batch: BatchId) -> Result<(AccountId, Login)> {
    let id = tx.next_person()?;
    tx.add_people(std::iter::once((&access.person, Place::default())), batch, true)?;
    let login = registry.give(&access.person).login;
    let new =
        NewAccountRow { person: Some(id), login: &login, profile: Profile::Inspector, password: &Password::Pending };
    Ok((tx.add_account(&new, batch)?, login))
}

/// The same inspector again, as the account is now: who is in keeps the password, who was out or locked gets another.
fn reopen(tx: &Tx<'_>, access: &Access, known: AccountId, today: Date, batch: BatchId) -> Result<(AccountId, Login)> {
    let account = tx.account_numbered(known)?.ok_or(StoreError::Stale)?;
    let Some((id, person)) = &account.person else { return Err(StoreError::Stale.into()) };
    let civility = access.person.civility().or(person.civility()).unwrap_or_default().to_owned();
    tx.update_person(*id, &person.clone().with(Detail::Civility, &civility), Presence::Back, batch, 0)?;
    if account.status != Status::Active || account.is_over(today) {
        tx.set_status_of(*id, Status::Active)?;
        if !tx.issue_password(known, account.version, &Password::Pending)? {
            return Err(StoreError::Stale.into());
        }
    }
    Ok((known, account.login.clone()))
}

fn tell(context: &mut Context, settings: &Settings, access: &Access, login: &Login) -> Result<()> {
    let (name, head) = (access.person.full_name(), access.head.full_name());
    context.ui().tell(&format!("Accès ouvert à {name} jusqu’au {}, par {head}.", day(access.until)))?;
    context.ui().tell(&format!("Identifiant\u{a0}: {login}"))?;
    let mail = settings.value(Key::MailTransport).is_some_and(|transport| transport != "none");
    let next = if mail {
        format!("cpro accounts forgot {login}   # lui écrit un mot de passe provisoire")
    } else {
        format!("cpro slips generate {login} -o inspecteur.pdf")
    };
    Ok(context.ui().hint(&next)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_order() {
        let cases = [
            ("Claire FONTAINE", Some(("Claire", "FONTAINE", None))),
            ("FONTAINE Claire", Some(("Claire", "FONTAINE", None))),
            ("Mme Claire FONTAINE", Some(("Claire", "FONTAINE", Some("Mme")))),
            ("Jean-Marc DE LA TOUR", Some(("Jean-Marc", "DE LA TOUR", None))),
            ("Claire Fontaine", Some(("Claire", "Fontaine", None))),
            ("claire de la tour", Some(("claire", "de la tour", None))),
            ("CLAIRE FONTAINE", Some(("CLAIRE", "FONTAINE", None))),
            ("M. PETIT", Some(("M.", "PETIT", None))),
            ("Fontaine", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            let person = read_name(typed).ok();
            let found = person
                .as_ref()
                .map(|person| (person.first_name.as_str(), person.family_name.as_str(), person.civility()));
            assert_eq!(found, expected, "{typed}");
        }
    }
}
