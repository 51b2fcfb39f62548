//! From accounts and clear passwords to documents: laid out, rendered, staged, recorded, published.
//!
//! The order is the promise: a document is complete and flushed before its hashes are committed, and gets its name after.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;

use crate::context::{Context, Staged};
use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::domain::secret::Secret;
use crate::domain::slip::{Audience, Order, Slip, SlipPassword, slip_key};
use crate::error::Result;
use crate::output::layout::{Print, School};
use crate::output::pdf::{Contents, Fonts, render};
use crate::output::picture::Picture;
use crate::store::Error::Stale;
use crate::store::{BatchId, NewDocument, Store, Tx};

mod companion;
mod parts;
mod school;

use parts::Part;
pub use parts::leaves;
pub use school::{pictures, school};

/// How documents are made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// One document for each: 1, 2, 4 or 8 slips a page.
    pub per_page: Vec<u8>,
    /// `None` for the default name, `-` for standard output; the folder, where the document is split.
    pub output: Option<PathBuf>,
    pub force: bool,
    pub order: Order,
    pub print: Print,
    /// Covers and sheets to sign.
    pub pack: bool,
    /// One document for each division, in a folder.
    pub split: bool,
    /// Spreadsheet of the same slips.
    pub csv: Option<PathBuf>,
    /// Language of the slips.
    pub language: Option<String>,
}

/// A slip to be made: whose, with which password.
#[derive(Clone)]
pub struct Draft {
    pub account: Account,
    /// What is drawn or derived, `None` where nothing may be shown.
    pub secret: Option<Secret>,
    pub valid_until: Option<Date>,
    /// True where the birth date is said, not shown.
    pub hidden: bool,
    /// What the password is worth when the slip is made.
    pub state: PasswordState,
    /// Version of the account's password that the slip will show.
    pub version: i64,
}

/// Documents that are ready.
pub struct Composed {
    pub documents: Vec<Document>,
    /// Number printed on the slips of the first document.
    first: i64,
    csv: Option<Staged>,
}

/// One document.
pub struct Document {
    pub path: PathBuf,
    pub per_page: u8,
    pub pages: usize,
    pub slips: usize,
    pub bytes: Vec<u8>,
    accounts: Vec<(AccountId, i64)>,
    staged: Option<Staged>,
}

/// Bytes of the document of a number, from 0.
type Printed = (usize, Vec<u8>);

/// What documents have in common.
struct Press<'a> {
    school: School,
    fonts: Fonts,
    logo: Option<Picture>,
    stamp: Option<Picture>,
    options: &'a Options,
    made_at: i64,
    first: i64,
}

impl Composed {
    /// Lays out, renders and stages; the base is only read.
    pub fn new(context: &Context, store: &Store, drafts: &[Draft], options: &Options) -> Result<Self> {
        let (logo, stamp) = pictures(store)?;
        let fonts = Fonts::load()?;
        let settings = store.settings()?;
        let school = school(context, &settings, logo.as_ref(), stamp.as_ref(), options.language.as_deref(), &fonts)?;
        let made_at = context.now().timestamp().as_second();
        let press = Press { school, fonts, logo, stamp, options, made_at, first: store.next_document()? };
        let parts = parts::split(drafts, options, context.today());
        if options.split {
            context.make_folder(&options.folder(context.today()))?;
        }
        for part in &parts {
            if part.path != Path::new("-") {
                context.check_writable(&part.path, options.force)?;
            }
        }
        let documents = press.print_all(context, drafts, parts)?;
        let csv = match &options.csv {
            Some(path) => {
                let list = companion::list(drafts, &press.school.site);
                Some(context.stage(path, &list.csv_keeping_zeros(), options.force)?)
            }
            None => None,
        };
        Ok(Self { documents, first: press.first, csv })
    }

    /// Keeps the documents in the base, with their accounts, under the numbers that were printed: none of the
    /// passwords on the paper may have changed meanwhile.
    pub fn record(&self, tx: &Tx<'_>, batch: BatchId) -> Result<Vec<i64>> {
        let mut numbers = Vec::new();
        for (printed, document) in (self.first..).zip(&self.documents) {
            for (account, version) in &document.accounts {
                if !tx.is_at(*account, *version)? {
                    return Err(Stale.into());
                }
            }
            let name = document.path.file_name().unwrap_or(document.path.as_os_str()).to_string_lossy();
            let number = tx.add_document(
                &NewDocument {
                    name: &name,
                    per_page: document.per_page,
                    slips: document.slips,
                    pages: document.pages,
                    content: &document.bytes,
                    accounts: &document.accounts,
                },
                batch,
            )?;
            if number != printed {
                return Err(Stale.into());
            }
            numbers.push(number);
        }
        Ok(numbers)
    }

    /// Gives the files their names; returns what goes to standard output. One that fails keeps no other from its name.
    pub fn publish(self) -> Result<Vec<u8>> {
        let mut answer = Vec::new();
        let mut staged: Vec<Staged> = self.csv.into_iter().collect();
        for document in self.documents {
            match document.staged {
                Some(file) => staged.push(file),
                None => answer.extend(document.bytes),
            }
        }
        Staged::publish_all(staged).map(|()| answer)
    }
}

impl Press<'_> {
    /// Documents on all cores where there are several; one document uses them all.
    fn print_all(&self, context: &Context, drafts: &[Draft], parts: Vec<Part>) -> Result<Vec<Document>> {
        let pages = parts.iter().map(|part| part.leaves.len() as u64).sum();
        let progress = context.progress("Papillons", pages);
        let step = || progress.step();
        let (workers, stop) = (context.workers.clamp(1, parts.len().max(1)), &*context.stop);
        let cursor = AtomicUsize::new(0);
        let inner = if parts.len() > 1 { 1 } else { context.workers };
        let work = || -> Result<Vec<Printed>> {
            let mut printed = Vec::new();
            loop {
                let at = cursor.fetch_add(1, Ordering::Relaxed);
                let Some(part) = parts.get(at).filter(|_| !stop.load(Ordering::Relaxed)) else {
                    return Ok(printed);
                };
                printed.push((at, self.print(drafts, part, self.first + at as i64, inner, &step)?));
            }
        };
        let printed: Vec<Result<Vec<Printed>>> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(Stale.into()))).collect()
        });
        drop(progress);
        context.check_interrupt()?;
        let mut bytes: Vec<Vec<u8>> = vec![Vec::new(); parts.len()];
        for part in printed {
            part?.into_iter().for_each(|(at, content)| bytes[at] = content);
        }
        parts.into_iter().zip(bytes).map(|(part, bytes)| self.stage(context, drafts, part, bytes)).collect()
    }

    fn print(
        &self,
        drafts: &[Draft],
        part: &Part,
        number: i64,
        workers: usize,
        step: &(dyn Fn() + Sync),
    ) -> Result<Vec<u8>> {
        let slips: Vec<Slip> =
            (1..).zip(&part.drafts).map(|(n, at)| slip(&drafts[*at], format!("{number}-{n:04}"))).collect();
        let title = match part.division.as_deref() {
            Some(division) => format!("Papillons de connexion – {} – {division}", self.school.name),
            None => format!("Papillons de connexion – {}", self.school.name),
        };
        let contents = Contents {
            title: &title,
            author: &self.school.name,
            made_at: self.made_at,
            logo: self.logo.as_ref(),
            stamp: self.stamp.as_ref(),
            qr: &self.school.site,
            language: self.options.language.as_deref().unwrap_or("fr"),
            outline: &parts::outline(&slips, &part.leaves),
            workers,
        };
        let pages = part
            .leaves
            .iter()
            .inspect(|_| step())
            .map(|leaf| leaf.page(&slips, part.per_page, self.options.print, &self.school, &self.fonts));
        Ok(render(pages, &contents, &self.fonts)?)
    }

    fn stage(&self, context: &Context, drafts: &[Draft], part: Part, bytes: Vec<u8>) -> Result<Document> {
        let to_stdout = part.path == Path::new("-");
        let staged = if to_stdout { None } else { Some(context.stage(&part.path, &bytes, self.options.force)?) };
        let accounts = part.drafts.iter().map(|at| (drafts[*at].account.id, drafts[*at].version)).collect();
        Ok(Document {
            path: part.path,
            per_page: part.per_page,
            pages: part.leaves.len(),
            slips: part.drafts.len(),
            bytes,
            accounts,
            staged,
        })
    }
}

/// Drafts as slips are handed out: by division, then by name.
pub fn sort(drafts: &mut [Draft]) {
    drafts.sort_by_cached_key(|draft| slip_key(&draft.account));
}

/// The words of a draft.
pub fn slip(draft: &Draft, serial: String) -> Slip {
    let account = &draft.account;
    let (first_name, surname) = match &account.person {
        Some((_, person)) => (person.first_name.to_string(), person.surname().to_owned()),
        None => (String::new(), account.profile.label().to_owned()),
    };
    Slip {
        profile: account.profile,
        audience: Audience::of(account),
        first_name,
        surname,
        division: account.division().to_owned(),
        login: account.login.to_string(),
        password: password(draft),
        serial,
    }
}

fn password(draft: &Draft) -> SlipPassword {
    let valid_until = draft.valid_until;
    match (&draft.secret, draft.account.status, draft.state) {
        (Some(secret), ..) => SlipPassword::Provisional { secret: secret.clone(), valid_until },
        (None, Status::Locked, _) => SlipPassword::Locked,
        (None, _, PasswordState::Personal) => SlipPassword::Personal,
        (None, _, PasswordState::Expired) => SlipPassword::Expired,
        (None, ..) if draft.hidden => SlipPassword::Hint { valid_until },
        (None, ..) => SlipPassword::Delivered { valid_until },
    }
}
