//! `cpro slips generate`.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::super::accounts::create::{established, require};
use super::super::issue::{Wish, issue};
use super::super::print;
use super::super::select::{Selection, Selectors};
use super::compose::{Composed, Draft, Options, leaves};
use super::paper::Paper;
use crate::cli::Context;
use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::domain::secret;
use crate::domain::setting::Settings;
use crate::domain::slip::{self, Included, LeftOut};
use crate::error::{Error, Result};
use crate::french::{count, list};
use crate::store::{Action, BatchId, Password, Store};

/// Imprime les papillons dans un fichier PDF
///
/// Sans sélection, tous les comptes dont le mot de passe n’est pas encore personnel, par division puis par nom.
#[derive(Debug, Default, Args)]
pub struct Generate {
    #[command(flatten)]
    selectors: Selectors,
    #[command(flatten)]
    paper: Paper,
    /// Remplace les fichiers qui existent
    #[arg(long, short)]
    force: bool,
    /// Imprime aussi les comptes qui ont un mot de passe personnel (identifiant seul)
    #[arg(long)]
    include_personal: bool,
    /// Imprime un papillon pour chaque compte ouvert, avec le texte de son état
    #[arg(long)]
    every_state: bool,
    /// Montre ce qui serait imprimé, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

/// Slips from which a single document needs to be announced, and the memory that each takes then, in bytes.
const MANY: usize = 5_000;
const MEMORY: usize = 38_000;

/// Slips to print, and accounts left out.
struct Plan {
    accounts: Vec<Account>,
    left_out: BTreeMap<LeftOut, Vec<Account>>,
}

impl Generate {
    pub fn run(self, context: &mut Context) -> Result {
        self.paper.check(context, self.selectors.lists())?;
        let mut store = established(context)?;
        let revision = store.revision()?;
        let selection = self.selectors.accounts(context, &store)?;
        let report = self.print(context, &mut store, revision, selection.accounts)?;
        let settings = store.settings()?;
        print::report(context, || print::of_school(report, &settings))?;
        Selection::finish(&selection.unknown, context)
    }

    /// Two a page for the accounts just created by an import.
    pub fn for_import(output: PathBuf, force: bool) -> Self {
        let paper = Paper { output: Some(output), ..Paper::default() };
        Self { paper, force, ..Self::default() }
    }

    /// The accounts of these numbers.
    pub fn print_some(&self, context: &mut Context, store: &mut Store, accounts: &[AccountId]) -> Result<Value> {
        let revision = store.revision()?;
        let wanted: HashSet<&AccountId> = accounts.iter().collect();
        let mut all = store.accounts()?;
        all.retain(|account| wanted.contains(&account.id));
        self.print(context, store, revision, all)
    }

    /// Everybody who is due.
    pub fn print_due(&self, context: &mut Context, store: &mut Store) -> Result<Value> {
        let revision = store.revision()?;
        let all = self.selectors.accounts(context, store)?.accounts;
        self.print(context, store, revision, all)
    }

    fn print(&self, context: &mut Context, store: &mut Store, revision: i64, accounts: Vec<Account>) -> Result<Value> {
        let settings = store.settings()?;
        require(&settings)?;
        let options = self.paper.options(self.force);
        self.check_files(context, &options)?;
        let plan = self.plan(context, accounts);

        self.announce(context, &plan)?;
        if self.dry_run || plan.accounts.is_empty() {
            return Ok(report(&plan, None, &[], self.dry_run));
        }

        let (drafts, passwords) = draw(context, &settings, plan.accounts.clone(), self.paper.hide_password)?;
        let secrets = drafts.iter().any(|draft| draft.secret.is_some());
        let composed = Composed::new(context, store, &drafts, &options)?;
        warn_respelt(context, &composed.respelt)?;
        context.check_interrupt()?;
        let (batch, documents) = write(context, store, revision, &passwords, &composed)?;
        let described = describe(&composed, &documents);
        let paths: Vec<String> =
            composed.documents.iter().map(|document| document.path.display().to_string()).collect();
        let to_stdout = composed.publish()?;

        tell(context, &described, &paths, &to_stdout, secrets)?;
        Ok(report(&plan, Some(batch), &described, false))
    }

    fn check_files(&self, context: &Context, options: &Options) -> Result<()> {
        let mut paths: Vec<PathBuf> = self.paper.csv.iter().cloned().collect();
        if self.paper.split_by.is_none() {
            paths.extend(options.paths(context.today()).into_iter().map(|(_, path)| path));
        }
        paths.retain(|path| path != Path::new("-"));
        context.check_distinct(&paths.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        if let Some(path) = &self.paper.csv {
            context.check_file(path)?;
        }
        Ok(paths.iter().try_for_each(|path| context.check_writable(path, self.force))?)
    }

    fn plan(&self, context: &Context, accounts: Vec<Account>) -> Plan {
        let listed: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
        let mut plan = Plan { accounts: Vec::new(), left_out: BTreeMap::new() };
        let included = Included {
            personal: self.include_personal,
            every_state: self.every_state,
            hidden: self.paper.hide_password,
        };
        for account in accounts {
            match slip::due(&account, &context.now(), included) {
                Ok(()) => plan.accounts.push(account),
                Err(why) => plan.left_out.entry(why).or_default().push(account),
            }
        }
        slip::sort(&mut plan.accounts, self.paper.order(), &listed);
        plan
    }

    /// « 56 papillons, 28 pages, 3 comptes laissés de côté (mot de passe personnel) ».
    fn announce(&self, context: &mut Context, plan: &Plan) -> Result<()> {
        let n = plan.accounts.len();
        let options = self.paper.options(self.force);
        let divisions: Vec<&str> = plan.accounts.iter().map(Account::division).collect();
        let pages = |per_page| divisions_pages(&divisions, per_page, &options);
        let sheets: Vec<String> = options.per_page.iter().map(|per| count(pages(*per), "page", "pages")).collect();
        let mut words = vec![count(n, "papillon", "papillons"), list(&sheets)];
        for (why, accounts) in &plan.left_out {
            let left = count(accounts.len(), "compte laissé de côté", "comptes laissés de côté");
            words.push(format!("{left} ({})", why.as_str()));
        }
        context.ui().status(&format!("{}.", words.join(", ")))?;
        if n > MANY && !options.split {
            let memory = crate::french::size(n * MEMORY);
            context.ui().status(&format!(
                "Un seul document de {n} papillons demande environ {memory} de mémoire\u{a0}; --split-by division en demande beaucoup moins."
            ))?;
        }
        if n == 0 {
            context.ui().tell("Aucun papillon à imprimer.")?;
            let reset = plan.left_out.keys().any(|why| matches!(why, LeftOut::AlreadyDrawn | LeftOut::Expired));
            if reset {
                context.ui().hint("cpro accounts reset IDENTIFIANT --slips papillons.pdf")?;
            }
        }
        Ok(())
    }
}

/// A password drawn now, for an account at a version.
type Drawn = (AccountId, i64, Password);

/// Names that the fonts cannot write as they are.
fn warn_respelt(context: &mut Context, respelt: &[String]) -> Result<()> {
    if respelt.is_empty() {
        return Ok(());
    }
    let shown = respelt[..respelt.len().min(5)].join(" ; ");
    let n = count(respelt.len(), "nom a", "noms ont");
    Ok(context
        .ui()
        .warn(&format!("{n} des lettres que la police n’a pas, écrites autrement sur le papier\u{a0}: {shown}."))?)
}

/// Pages of a document with these slips, split or not.
fn divisions_pages(divisions: &[&str], per_page: u8, options: &Options) -> usize {
    if options.split {
        divisions.chunk_by(|one, next| one == next).map(|class| leaves(class, per_page, options).len()).sum()
    } else {
        leaves(divisions, per_page, options).len()
    }
}

/// Draws what is pending; derives what is initial, unless it is hidden.
fn draw(
    context: &mut Context,
    settings: &Settings,
    accounts: Vec<Account>,
    hidden: bool,
) -> Result<(Vec<Draft>, Vec<Drawn>)> {
    let now = context.now();
    let open = |account: &Account| account.status == Status::Active;
    let pending = |account: &Account| open(account) && account.stored_state == PasswordState::Pending;
    let wishes = vec![Wish::Draw; accounts.iter().filter(|account| pending(account)).count()];
    let mut issued = issue(context, settings, &wishes)?.into_iter();
    let mut drawn = Vec::new();
    let mut drafts = Vec::with_capacity(accounts.len());
    for account in accounts {
        let state = account.state(&now);
        let (version, valid_until) = (account.version, account.expires_on);
        let draft = if pending(&account) {
            let Some(issued) = issued.next() else { continue };
            drawn.push((account.id, version, issued.password.clone()));
            let valid_until = issued.password.expires_on();
            Draft { secret: issued.clear, valid_until, hidden, state, version: version + 1, account }
        } else if state == PasswordState::Initial && open(&account) {
            let birth = account.birth_date().filter(|_| !hidden);
            let secret = birth.map(|birth| secret::from_birth_date(birth, account.profile));
            Draft { secret, valid_until, hidden, state, version, account }
        } else {
            Draft { secret: None, valid_until, hidden: false, state, version, account }
        };
        drafts.push(draft);
    }
    Ok((drafts, drawn))
}

fn write(
    context: &Context,
    store: &mut Store,
    revision: i64,
    drawn: &[Drawn],
    composed: &Composed,
) -> Result<(BatchId, Vec<i64>)> {
    store.transact(context.stamp(), |tx| {
        tx.expect_revision(revision)?;
        let batch = tx.begin_batch(Action::GenerateSlips, "")?;
        for (account, version, password) in drawn {
            if !tx.issue_password(*account, *version, password)? {
                return Err(Error::from(crate::store::Error::Stale));
            }
        }
        let documents = composed.record(tx, batch)?;
        let slips: usize = composed.documents.iter().map(|document| document.slips).sum();
        tx.end_batch(batch, Action::GenerateSlips, &json!({ "slips": slips, "drawn": drawn.len() }).to_string())?;
        Ok((batch, documents))
    })
}

fn describe(composed: &Composed, numbers: &[i64]) -> Vec<Value> {
    let rows = composed.documents.iter().zip(numbers).map(|(document, number)| {
        json!({
            "id": number,
            "path": document.path.display().to_string(),
            "per_page": document.per_page,
            "slips": document.slips,
            "pages": document.pages,
            "bytes": document.size,
        })
    });
    rows.collect()
}

fn tell(context: &mut Context, documents: &[Value], paths: &[String], to_stdout: &[u8], secrets: bool) -> Result<()> {
    if !to_stdout.is_empty() {
        return Ok(context.ui().answer_bytes(to_stdout)?);
    }
    for (document, path) in documents.iter().zip(paths) {
        let number = |key: &str| usize::try_from(document[key].as_u64().unwrap_or_default()).unwrap_or_default();
        let (slips, pages) = (count(number("slips"), "papillon", "papillons"), count(number("pages"), "page", "pages"));
        let size = crate::french::number(number("bytes").div_ceil(1024));
        context.ui().tell(&format!("{slips} sur {pages} ({size} Kio)\u{a0}: {path}"))?;
    }
    let next = if secrets {
        "imprimez, puis effacez le fichier\u{a0}: il contient des mots de passe en clair."
    } else {
        "imprimez le fichier, qui ne contient aucun mot de passe."
    };
    Ok(context.ui().hint(next)?)
}

fn report(plan: &Plan, batch: Option<BatchId>, documents: &[Value], dry_run: bool) -> Value {
    let left_out: Vec<Value> = plan
        .left_out
        .iter()
        .flat_map(|(why, accounts)| {
            accounts.iter().map(|account| json!({ "login": account.login.0.as_str(), "reason": why.as_str() }))
        })
        .collect();
    json!({
        "schema": 1,
        "dry_run": dry_run,
        "slips": plan.accounts.len(),
        "left_out": left_out,
        "documents": documents,
        "batch": batch.map(|batch| batch.0),
    })
}
