//! What an import says: the table of changes, notices, totals, the machine's report.

use std::collections::HashMap;
use std::path::PathBuf;

use super::apply::Rearmed;
use super::gather::{Clashing, Gathered};
use super::job::Job;
use crate::advice::shell;
use crate::cli::old::Context;
use crate::domain::ine::masked;
use crate::domain::roster::old::{Departure, Outcome, Update};
use crate::domain::roster::{Alarm, Field, Known, Over, Read, Scope, differences, merged, subject};
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, list, number};
use crate::sources::Wanted;
use crate::sources::header::Field as HeaderField;
use crate::store::{NewConflict, Store};
use crate::terminal::safe;
use crate::terminal::table::Listing;

/// Most rows of one kind in the table, and most notices of one kind, unless `--verbose`.
const SHOWN: usize = 12;
const NOTICES: usize = 5;

/// Everything that can be told of one import.
pub struct Report<'a> {
    pub job: &'a Job<'a>,
    pub gathered: &'a Gathered,
    pub known: &'a [Known],
    pub outcome: &'a Outcome,
    pub scope: Scope,
    pub dry_run: bool,
}

impl Report<'_> {
    /// What was read and what would change.
    pub fn show(&self, context: &mut Context, store: &Store) -> Result<()> {
        for file in &self.gathered.files {
            let export = &file.export;
            let lines = count(export.rows, "ligne", "lignes");
            let line = format!("{}\u{a0}: {}, {}, {lines}.", safe(&file.name), export.family.label(), export.alphabet);
            context.ui().status(&line)?;
        }
        for file in self.gathered.files.iter().filter(|file| !file.export.header.has(HeaderField::BirthDate)) {
            let name = safe(&file.name);
            if self.job.wanted != Wanted::Candidates {
                context.ui().warn(&format!(
                    "{name}\u{a0}: pas de colonne de date de naissance, les mots de passe initiaux seront aléatoires."
                ))?;
            }
        }
        if self.scope == Scope::Partial {
            context.ui().status("Fichier partiel\u{a0}: personne n’est considéré comme parti.")?;
        }
        self.notices(context)?;
        self.rejects(context)?;
        let listing = self.listing(context, store)?;
        if !listing.rows.is_empty() {
            let table = listing.table(context.terminal.width, context.terminal.color);
            context.ui().show(&table)?;
        }
        Ok(())
    }

    fn notices(&self, context: &mut Context) -> Result<()> {
        let shown = context.terminal.most(NOTICES);
        for file in &self.gathered.files {
            let mut kinds: HashMap<std::mem::Discriminant<_>, usize> = HashMap::new();
            let mut hidden = 0;
            for notice in &file.export.notices {
                let seen = kinds.entry(std::mem::discriminant(&notice.about)).or_default();
                *seen += 1;
                if *seen > shown {
                    hidden += 1;
                    continue;
                }
                context.ui().warn(&format!(
                    "{}, {} {}, {}\u{a0}: {}.",
                    safe(&file.name),
                    file.export.unit.label(),
                    notice.line,
                    safe(&notice.name),
                    notice.about
                ))?;
            }
            if hidden > 0 {
                let more = count(hidden, "autre remarque", "autres remarques");
                context.ui().warn(&format!(
                    "{}\u{a0}: {more} du même genre (--verbose les montre toutes).",
                    safe(&file.name)
                ))?;
            }
        }
        Ok(())
    }

    fn rejects(&self, context: &mut Context) -> Result<()> {
        let shown = context.terminal.most(SHOWN);
        for file in &self.gathered.files {
            for reject in file.export.rejects.iter().take(shown) {
                let name: String = reject.person.full_name().chars().take(80).collect();
                let who = if name.is_empty() { String::new() } else { format!(", {}", safe(&name)) };
                context.ui().warn(&format!(
                    "{}, {} {}{who}\u{a0}: rejetée, {}.",
                    safe(&file.name),
                    file.export.unit.label(),
                    reject.line,
                    reject.reason
                ))?;
            }
            let hidden = file.export.rejects.len().saturating_sub(shown);
            if hidden > 0 {
                context.ui().warn(&format!(
                    "{}\u{a0}: {} de plus.",
                    safe(&file.name),
                    count(hidden, "ligne rejetée", "lignes rejetées")
                ))?;
            }
        }
        Ok(())
    }

    /// One row for each change, the gravest kinds first.
    fn listing(&self, context: &Context, store: &Store) -> Result<Listing> {
        let mut listing = Listing::new([
            "",
            if self.job.wanted == Wanted::Pupils { "Élève" } else { "Personne" },
            "Division",
            "Détail",
        ]);
        let most = context.terminal.most(SHOWN);
        let mut section =
            |word: &str, total: usize, rows: &mut dyn Iterator<Item = Result<[String; 3]>>| -> Result<()> {
                for row in rows.take(most) {
                    let [who, division, detail] = row?;
                    listing.row([word.to_owned(), who, division, detail]);
                }
                if total > most {
                    let more = format!("… et {} de plus", number(total - most));
                    listing.row([word.to_owned(), more, String::new(), "--verbose les montre tous".to_owned()]);
                }
                Ok(())
            };
        let Outcome { conflicts, departed, returned, updated, arrived, .. } = self.outcome;
        let clashing = &self.gathered.clashing;
        let both = |pair: &'_ Clashing| {
            [(pair.read.clone(), pair.other.clone(), pair.over), (pair.other.clone(), pair.read.clone(), pair.over)]
        };
        let in_files =
            clashing.iter().flat_map(both).map(|(read, other, over)| Ok(self.clash_row(&read, &other, over)));
        let with_base = conflicts.iter().map(|conflict| self.conflict_row(conflict.read, conflict.known));
        section("conflit", self.conflicts(), &mut in_files.chain(with_base))?;
        section("départ", departed.len(), &mut departed.iter().map(|departure| Ok(self.departure_row(*departure))))?;
        section("retour", returned.len(), &mut returned.iter().map(|update| self.update_row(store, update)))?;
        section("modifié", updated.len(), &mut updated.iter().map(|update| self.update_row(store, update)))?;
        let arrivals = arrived.iter().map(|read| {
            let person = &self.gathered.reads[*read].person;
            let detail = if person.has_left() { "date de sortie donnée : pas de compte" } else { "" };
            Ok([person.full_name(), person.division().to_owned(), detail.to_owned()])
        });
        section("arrivée", arrived.len(), &mut { arrivals })?;
        Ok(listing)
    }

    fn clash_row(&self, read: &Read, other: &Read, over: Over) -> [String; 3] {
        let what = match over {
            Over::Ine => format!("INE {}", masked(&read.person.ine)),
            Over::Number => "numéro interne".to_owned(),
            Over::Name => "naissance, autre division".to_owned(),
        };
        let detail = format!(
            "{}\u{a0}: même {what}\u{a0}: {} ({})",
            self.gathered.place(read.place),
            other.person.full_name(),
            self.gathered.place(other.place)
        );
        [read.person.full_name(), read.person.division().to_owned(), detail]
    }

    fn conflict_row(&self, read: usize, known: usize) -> Result<[String; 3]> {
        let (read, known) = (&self.gathered.reads[read], &self.known[known].person);
        let what = if !known.ine.is_empty() && known.ine == read.person.ine {
            format!("même INE {}\u{a0}:", masked(&known.ine))
        } else {
            "ne se distingue pas de l’élève".to_owned()
        };
        let birth = known.birth_date.map_or(String::new(), |date| format!(", né(e) le {}", crate::french::day(date)));
        let detail = format!("{}\u{a0}: {what} {}{birth}", self.gathered.place(read.place), known.full_name());
        Ok([read.person.full_name(), read.person.division().to_owned(), detail])
    }

    fn departure_row(&self, departure: Departure) -> [String; 3] {
        let person = &self.known[departure.known].person;
        let detail = if departure.read.is_some() { "date de sortie" } else { "absent du fichier" };
        [person.full_name(), person.division().to_owned(), detail.to_owned()]
    }

    fn update_row(&self, store: &Store, update: &Update) -> Result<[String; 3]> {
        let known = &self.known[update.known];
        let after = merged(known, &self.gathered.reads[update.read].person);
        let mut details: Vec<String> = differences(&known.person, &after).iter().map(ToString::to_string).collect();
        let renamed =
            update.fields.iter().any(|field| matches!(field, Field::FamilyName | Field::UsageName | Field::FirstName));
        if renamed && let Some(account) = store.account_of(known.id)? {
            details.push(format!("identifiant inchangé\u{a0}: {}", account.login));
        }
        Ok([known.person.full_name(), after.division().to_owned(), details.join("\n")])
    }

    /// The refusal that names the divisions.
    pub fn alarm(&self, alarm: &Alarm, limit: Option<f64>) -> Error {
        let (one, many) = self.nouns();
        if alarm.emptied > alarm.departed {
            let n = count(alarm.emptied, "élève perdrait sa division", "élèves perdraient leur division");
            return Error::refused(format!("{n}\u{a0}: rien n’a été enregistré."))
                .hint("vérifiez la colonne Division de l’export")
                .hint("si c’est voulu\u{a0}: --max-departures 100%");
        }
        let percent = alarm.departed as f64 * 100.0 / alarm.present.max(1) as f64;
        let percent = format!("{percent:.1}").replace('.', ",");
        let missing: Vec<String> = alarm
            .missing()
            .map(|leavers| format!("{} ({})", leavers.division, count(leavers.departed, one, many)))
            .collect();
        let gender = if one == "élève" {
            ["serait désactivé", "seraient désactivés"]
        } else {
            ["serait désactivée", "seraient désactivées"]
        };
        let verb = agree(alarm.departed, gender[0], gender[1]);
        let mut message = format!(
            "{} sur {} ({percent}\u{a0}%) {verb}\u{a0}: rien n’a été enregistré.",
            count(alarm.departed, one, many),
            number(alarm.present)
        );
        if missing.is_empty() {
            let losing: Vec<String> = alarm
                .divisions
                .iter()
                .map(|leavers| format!("{} ({} sur {})", leavers.division, leavers.departed, leavers.present))
                .collect();
            if !losing.is_empty() {
                message.push_str(&format!("\nDivisions concernées\u{a0}: {}.", list(&losing)));
            }
        } else {
            let word = agree(missing.len(), "Division absente du fichier", "Divisions absentes du fichier");
            message.push_str(&format!("\n{word}\u{a0}: {}.", list(&missing)));
        }
        let above = (alarm.departed as f64 * 100.0 / alarm.present.max(1) as f64).ceil().max(limit.unwrap_or(10.0));
        Error::refused(message)
            .hint("si le fichier n’est qu’une partie de l’établissement\u{a0}: --partial")
            .hint(format!("si ces départs sont réels\u{a0}: --max-departures {above}%"))
    }

    /// Totals, in the past tense or in the future.
    pub fn tell(&self, context: &mut Context, rearmed: &[Rearmed]) -> Result<()> {
        for Rearmed { account, person, .. } in rearmed {
            let name = safe(&person.full_name());
            context.ui().warn(&format!(
                "{name} ({})\u{a0}: mot de passe initial refait\u{a0}; réimprimez son papillon\u{a0}: cpro slips generate {} -o papillon.pdf",
                account.login, account.login
            ))?;
        }
        if self.dry_run && !self.outcome.is_empty() {
            let told =
                format!("{} {} à enregistrer. Simulation\u{a0}: rien n’a été modifié.", self.read(), self.totals());
            return Ok(context.ui().tell(&told)?);
        }
        if self.outcome.is_empty() && self.gathered.rejected() + self.conflicts() == 0 {
            return Ok(context.ui().tell(&format!("{}, aucun changement.", self.rows()))?);
        }
        Ok(context.ui().tell(&format!("{} {}.", self.read(), self.totals()))?)
    }

    fn rows(&self) -> String {
        count(self.gathered.rows(), "ligne lue", "lignes lues")
    }

    fn read(&self) -> String {
        format!("{}\u{a0}:", self.rows())
    }

    /// What became, or would become, of every row.
    pub fn totals(&self) -> String {
        let Outcome { arrived, updated, returned, departed, unchanged, .. } = self.outcome;
        let conflicts = self.conflicts();
        let words = [
            (arrived.len(), "arrivée", "arrivées"),
            (updated.len(), "modifié", "modifiés"),
            (returned.len(), "retour", "retours"),
            (self.outcome.leaving(), "départ annoncé", "départs annoncés"),
            (*unchanged, "inchangé", "inchangés"),
            (conflicts, "en conflit", "en conflit"),
            (self.gathered.rejected(), "ligne rejetée", "lignes rejetées"),
            (self.ignored(), "ligne ignorée", "lignes ignorées"),
            (self.gathered.repeated(), "ligne répétée", "lignes répétées"),
        ];
        let words: Vec<String> =
            words.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(*n, one, many)).collect();
        let absent = departed.len() - self.outcome.leaving();
        let gone = match absent {
            0 => String::new(),
            n => format!(
                "\u{a0}; {} ({})",
                count(n, "départ", "départs"),
                agree(n, "absent du fichier", "absents du fichier")
            ),
        };
        format!("{}{gone}", words.join(", "))
    }

    /// Rows that somebody decided not to use.
    pub fn ignored(&self) -> usize {
        self.outcome.ignored + self.gathered.ignored.len()
    }

    /// What the people of this import are called.
    pub fn nouns(&self) -> (&'static str, &'static str) {
        match self.job.wanted {
            Wanted::Pupils => ("élève", "élèves"),
            _ => ("personne", "personnes"),
        }
    }

    /// Every conflict of this import, as the base keeps it.
    pub fn new_conflicts(&self) -> Vec<NewConflict<'_>> {
        let file = |place: crate::domain::person::Place| self.gathered.files[usize::from(place.file)].name.as_str();
        let with_base = self.outcome.conflicts.iter().map(|conflict| {
            let read = &self.gathered.reads[conflict.read];
            let known = Some(self.known[conflict.known].id);
            NewConflict { source: file(read.place), line: read.place.line, row: &read.person, known, other: None }
        });
        let in_files = self.gathered.clashing.iter().map(|clashing| {
            // In the same order whatever the order of the file: a pair is one conflict.
            let (one, other) = (&clashing.read, &clashing.other);
            let turn = subject(&other.person) < subject(&one.person);
            let (one, other) = if turn { (other, one) } else { (one, other) };
            let (source, line) = (file(one.place), one.place.line);
            NewConflict { source, line, row: &one.person, known: None, other: Some(&other.person) }
        });
        with_base.chain(in_files).collect()
    }

    /// Rows that somebody must look at.
    pub fn conflicts(&self) -> usize {
        self.outcome.conflicts.len() + self.gathered.disputed.len()
    }

    /// After writing: where the rejected rows are, and what to type next.
    pub fn next(&self, context: &mut Context, accounts_follow: bool, rejects: &[PathBuf]) -> Result<()> {
        for path in rejects {
            let path = path.display().to_string();
            context
                .ui()
                .warn(&format!("lignes rejetées dans {path}\u{a0}: corrigez-les, puis {}", self.again(&path)))?;
        }
        if self.conflicts() > 0 {
            context.ui().hint("cpro import conflicts")?;
        }
        let newcomers = !self.outcome.arrived.is_empty() || !self.outcome.returned.is_empty();
        if !accounts_follow && newcomers {
            context.ui().hint("cpro accounts create")?;
        }
        Ok(())
    }

    /// The command line that imports a file of corrected rows.
    fn again(&self, path: &str) -> String {
        let partial = if self.job.departures.is_some() { " --partial" } else { "" };
        // Rows rejected from XML are columns: no XML reader takes them.
        let command = if self.job.wanted == Wanted::Staff { "people" } else { self.job.command };
        let staff = matches!(self.job.wanted, Wanted::Staff | Wanted::People { staff: true });
        let partial = if staff { " --kind staff" } else { partial };
        format!("cpro import {command} {}{partial}", shell(path))
    }

    /// 3 where rows were not used.
    pub fn exit_code(&self) -> u8 {
        if self.gathered.rejected() + self.conflicts() > 0 { exit::REJECTS } else { exit::DONE }
    }
}
