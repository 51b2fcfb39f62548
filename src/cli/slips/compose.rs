//! Slips made into documents: complete on disk first, then in the base, then under their name.
//!
//! Whatever is killed in between, there is no slip with a dead password and no password that nobody has.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::context::{Context, Staged};
use crate::domain::account::{Account, AccountId, PasswordState};
use crate::domain::date::school_year;
use crate::domain::secret::Secret;
use crate::domain::setting::{Key, Settings};
use crate::domain::slip::{Slip, SlipPassword};
use crate::error::Result;
use crate::output::layout::School;
use crate::output::pdf::{Contents, Fonts, render};
use crate::output::picture::{self, Picture};
use crate::output::sheet::{pages, sheets};
use crate::store::Error::Stale;
use crate::store::{BatchId, ImageKind, NewDocument, Store, Tx};

/// How documents are made.
pub struct Options {
    /// One document for each: 1 or 2 slips a page.
    pub per_page: Vec<u8>,
    /// `None` for the default name, `-` for standard output.
    pub output: Option<PathBuf>,
    pub force: bool,
}

/// A slip to be made: whose, with which password.
pub struct Draft {
    pub account: Account,
    /// `None` for a personal password.
    pub secret: Option<Secret>,
    pub valid_until: Option<Date>,
    /// Version of the account's password that the slip will show.
    pub version: i64,
}

/// Documents that are ready.
pub struct Composed {
    pub documents: Vec<Document>,
    accounts: Vec<(AccountId, i64)>,
    /// Number printed on the slips of the first document.
    first: i64,
}

/// One document.
pub struct Document {
    pub path: PathBuf,
    pub per_page: u8,
    pub pages: usize,
    pub slips: usize,
    pub bytes: Vec<u8>,
    staged: Option<Staged>,
}

impl Options {
    /// Where each document goes: `-1` and `-2` before the extension where there are two.
    pub fn paths(&self, today: Date) -> Vec<(u8, PathBuf)> {
        let output = self.output.clone().unwrap_or_else(|| PathBuf::from(format!("papillons-{today}.pdf")));
        if self.per_page.len() == 1 || output == Path::new("-") {
            return self.per_page.iter().map(|per_page| (*per_page, output.clone())).collect();
        }
        let stem = output.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let extension =
            output.extension().map_or_else(|| "pdf".into(), |extension| extension.to_string_lossy().into_owned());
        self.per_page.iter().map(|n| (*n, output.with_file_name(format!("{stem}-{n}.{extension}")))).collect()
    }
}

impl Composed {
    /// Lays out, renders and stages; the base is only read.
    pub fn new(context: &Context, store: &Store, drafts: Vec<Draft>, options: &Options) -> Result<Self> {
        let settings = store.settings()?;
        let logo = image(store, ImageKind::Logo)?;
        let stamp = image(store, ImageKind::Stamp)?;
        let fonts = Fonts::load()?;
        let first = store.next_document()?;
        let school = school(context, &settings, logo.as_ref(), stamp.as_ref());
        let accounts = drafts.iter().map(|draft| (draft.account.id, draft.version)).collect();
        let mut slips: Vec<Slip> = drafts.into_iter().map(slip).collect();
        let mut documents = Vec::new();
        for (document, (per_page, path)) in (first..).zip(options.paths(context.today())) {
            for (n, slip) in (1..).zip(&mut slips) {
                slip.serial = format!("{document}-{n:04}");
            }
            let progress = context.progress("Papillons", pages(slips.len(), per_page) as u64);
            let contents = Contents {
                title: &format!("Papillons de connexion – {}", school.name),
                author: &school.name,
                made_at: (context.clock)().timestamp().as_second(),
                logo: logo.as_ref(),
                stamp: stamp.as_ref(),
                qr: &school.site,
                workers: context.workers,
            };
            let laid_out = sheets(&slips, per_page, &school, &fonts).inspect(|_| progress.step());
            let bytes = render(laid_out, &contents, &fonts)?;
            drop(progress);
            context.check_interrupt()?;
            let staged =
                if path == Path::new("-") { None } else { Some(context.stage(&path, &bytes, options.force)?) };
            let pages = pages(slips.len(), per_page);
            documents.push(Document { path, per_page, pages, slips: slips.len(), bytes, staged });
        }
        Ok(Self { documents, accounts, first })
    }

    /// Keeps the documents in the base, with their accounts, under the numbers that were printed: none of the
    /// passwords on the paper may have changed meanwhile.
    pub fn record(&self, tx: &Tx<'_>, batch: BatchId) -> Result<Vec<i64>> {
        for (account, version) in &self.accounts {
            if !tx.is_at(*account, *version)? {
                return Err(Stale.into());
            }
        }
        let mut numbers = Vec::new();
        for (printed, document) in (self.first..).zip(&self.documents) {
            let name = document.path.file_name().unwrap_or(document.path.as_os_str()).to_string_lossy();
            let number = tx.add_document(
                &NewDocument {
                    name: &name,
                    per_page: document.per_page,
                    slips: document.slips,
                    pages: document.pages,
                    content: &document.bytes,
                    accounts: &self.accounts,
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
        let mut staged = Vec::new();
        for document in self.documents {
            match document.staged {
                Some(file) => staged.push(file),
                None => answer.extend(document.bytes),
            }
        }
        Staged::publish_all(staged).map(|()| answer)
    }
}

fn image(store: &Store, kind: ImageKind) -> Result<Option<Picture>> {
    // What the base holds was encoded by us.
    Ok(store.image(kind)?.and_then(|image| picture::read(&image.png).ok()))
}

fn school(context: &Context, settings: &Settings, logo: Option<&Picture>, stamp: Option<&Picture>) -> School {
    let text = |key| settings.value(key).unwrap_or_default();
    let size = |picture: &Picture| (picture.width as f32, picture.height as f32);
    School {
        name: text(Key::Name),
        email: text(Key::Email),
        site: text(Key::Site),
        year: school_year(context.today()),
        printed_on: context.today(),
        logo: logo.map(size),
        stamp: stamp.map(size),
    }
}

fn slip(draft: Draft) -> Slip {
    let Draft { account, secret, valid_until, .. } = draft;
    let (first_name, surname) = match &account.person {
        Some((_, person)) => (person.first_name.to_string(), person.surname().to_owned()),
        None => (String::new(), account.profile.label().to_owned()),
    };
    let password = match secret {
        Some(secret) => SlipPassword::Provisional { secret, valid_until },
        None => SlipPassword::Personal,
    };
    debug_assert!(
        account.stored_state != PasswordState::Pending || matches!(password, SlipPassword::Provisional { .. })
    );
    Slip {
        profile: account.profile,
        first_name,
        surname,
        division: account.division().to_owned(),
        login: account.login.to_string(),
        password,
        serial: String::new(),
    }
}
