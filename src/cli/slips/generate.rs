//! `cpro slips generate`.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::super::accounts::create::{established, require};
use super::super::issue::{Wish, issue};
use super::super::print;
use super::super::select::{Selection, Selectors};
use super::compose::{Composed, Draft, Options};
use crate::context::Context;
use crate::domain::account::{Account, AccountId, PasswordState};
use crate::domain::secret;
use crate::domain::setting::Settings;
use crate::domain::slip::{self, LeftOut};
use crate::error::{Error, Result, exit};
use crate::output::french::{count, list};
use crate::output::sheet::pages;
use crate::output::ui::Format;
use crate::store::{Action, BatchId, Password, Store};

/// Imprime les papillons dans un fichier PDF
///
/// Sans sélection, tous les comptes dont le mot de passe n’est pas encore personnel, par division puis par nom.
#[derive(Debug, Args)]
pub struct Generate {
    #[command(flatten)]
    selectors: Selectors,
    /// Papillons par page : 1, 2 ou both (deux documents)
    #[arg(long, value_name = "NOMBRE", default_value = "2")]
    per_page: PerPage,
    /// Fichier PDF (- : sortie standard)
    #[arg(long, short, value_name = "FICHIER.pdf")]
    output: Option<PathBuf>,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
    /// Imprime aussi les comptes qui ont un mot de passe personnel (identifiant seul)
    #[arg(long)]
    include_personal: bool,
    /// Montre ce qui serait imprimé, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PerPage {
    #[value(name = "1")]
    One,
    #[value(name = "2")]
    Two,
    Both,
}

/// Slips to print, and accounts left out.
struct Plan {
    accounts: Vec<Account>,
    left_out: BTreeMap<LeftOut, Vec<Account>>,
}

impl Generate {
    pub fn run(self, context: &mut Context) -> Result {
        self.check_output(context)?;
        let mut store = established(context)?;
        let revision = store.revision()?;
        let selection = self.selectors.accounts(context, &store)?;
        let report = self.print(context, &mut store, revision, selection.accounts)?;
        print::report(context, || report)?;
        Selection::finish(&selection.unknown, context)
    }

    /// Standard output takes one document and nothing else.
    fn check_output(&self, context: &Context) -> Result<()> {
        let to_stdout = self.output.as_deref() == Some(Path::new("-"));
        if to_stdout && (self.per_page == PerPage::Both || context.ui.format != Format::Table) {
            return Err(Error::new(
                exit::USAGE,
                "la sortie standard ne reçoit qu’un document\u{a0}: ni --per-page both, ni --format.",
            ));
        }
        Ok(())
    }

    /// Two a page for the accounts just created by an import.
    pub fn for_import(output: PathBuf, force: bool) -> Self {
        Self {
            selectors: Selectors::default(),
            per_page: PerPage::Two,
            output: Some(output),
            force,
            include_personal: false,
            dry_run: false,
        }
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
        let options = self.options();
        for (_, path) in options.paths(context.today()) {
            if !self.dry_run && path.as_os_str() != "-" {
                context.check_writable(&path, self.force)?;
            }
        }
        let plan = self.plan(context, accounts);

        self.announce(context, &plan)?;
        if self.dry_run || plan.accounts.is_empty() {
            return Ok(report(&plan, None, &[], self.dry_run));
        }

        let (drafts, passwords) = draw(context, &settings, plan.accounts.clone())?;
        let composed = Composed::new(context, store, drafts, &options)?;
        context.check_interrupt()?;
        let (batch, documents) = write(context, store, revision, &passwords, &composed)?;
        let described = describe(&composed, &documents);
        let paths: Vec<String> =
            composed.documents.iter().map(|document| document.path.display().to_string()).collect();
        let to_stdout = composed.publish()?;

        tell(context, &described, &paths, &to_stdout)?;
        Ok(report(&plan, Some(batch), &described, false))
    }

    fn options(&self) -> Options {
        let per_page = match self.per_page {
            PerPage::One => vec![1],
            PerPage::Two => vec![2],
            PerPage::Both => vec![1, 2],
        };
        Options { per_page, output: self.output.clone(), force: self.force }
    }

    fn plan(&self, context: &Context, accounts: Vec<Account>) -> Plan {
        let mut plan = Plan { accounts: Vec::new(), left_out: BTreeMap::new() };
        for account in accounts {
            match slip::due(&account, &context.now(), self.include_personal) {
                Ok(()) => plan.accounts.push(account),
                Err(why) => plan.left_out.entry(why).or_default().push(account),
            }
        }
        slip::sort(&mut plan.accounts);
        plan
    }

    /// « 56 papillons, 28 pages, 3 comptes laissés de côté (mot de passe personnel) ».
    fn announce(&self, context: &mut Context, plan: &Plan) -> Result<()> {
        let n = plan.accounts.len();
        let sheets: Vec<String> =
            self.options().per_page.iter().map(|per| count(pages(n, *per), "page", "pages")).collect();
        let mut words = vec![count(n, "papillon", "papillons"), list(&sheets)];
        for (why, accounts) in &plan.left_out {
            let left = count(accounts.len(), "compte laissé de côté", "comptes laissés de côté");
            words.push(format!("{left} ({})", why.as_str()));
        }
        context.ui.status(&format!("{}.", words.join(", ")))?;
        if n == 0 {
            context.ui.tell("Aucun papillon à imprimer.")?;
            let reset = plan.left_out.keys().any(|why| matches!(why, LeftOut::AlreadyDrawn | LeftOut::Expired));
            if reset {
                context.ui.hint("cpro accounts reset IDENTIFIANT --slips papillons.pdf")?;
            }
        }
        Ok(())
    }
}

/// A password drawn now, for an account at a version.
type Drawn = (AccountId, i64, Password);

/// Draws what is pending; derives what is initial.
fn draw(context: &mut Context, settings: &Settings, accounts: Vec<Account>) -> Result<(Vec<Draft>, Vec<Drawn>)> {
    let pending = |account: &Account| account.stored_state == PasswordState::Pending;
    let wishes = vec![Wish::Draw; accounts.iter().filter(|account| pending(account)).count()];
    let mut issued = issue(context, settings, &wishes)?.into_iter();
    let mut drawn = Vec::new();
    let mut drafts = Vec::with_capacity(accounts.len());
    for account in accounts {
        let draft = if pending(&account) {
            let Some(issued) = issued.next() else { continue };
            drawn.push((account.id, account.version, issued.password.clone()));
            Draft {
                secret: issued.clear,
                valid_until: issued.password.expires_on(),
                version: account.version + 1,
                account,
            }
        } else if account.stored_state == PasswordState::Initial {
            let secret = account.birth_date().map(|birth| secret::from_birth_date(birth, account.profile));
            Draft { secret, valid_until: account.expires_on, version: account.version, account }
        } else {
            Draft { secret: None, valid_until: None, version: account.version, account }
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
            if !tx.issue_password(*account, *version, password, batch)? {
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
            "bytes": document.bytes.len(),
        })
    });
    rows.collect()
}

fn tell(context: &mut Context, documents: &[Value], paths: &[String], to_stdout: &[u8]) -> Result<()> {
    if !to_stdout.is_empty() {
        return Ok(context.ui.answer_bytes(to_stdout)?);
    }
    for (document, path) in documents.iter().zip(paths) {
        let number = |key: &str| usize::try_from(document[key].as_u64().unwrap_or_default()).unwrap_or_default();
        let (slips, pages) = (count(number("slips"), "papillon", "papillons"), count(number("pages"), "page", "pages"));
        let size = crate::output::french::number(number("bytes").div_ceil(1024));
        context.ui.tell(&format!("{slips} sur {pages} ({size} Kio)\u{a0}: {path}"))?;
    }
    Ok(context.ui.hint("imprimez, puis effacez le fichier\u{a0}: il contient des mots de passe en clair.")?)
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
