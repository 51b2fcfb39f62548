//! Erasing somebody: every row that tells of the person, and the seals that stay.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params, params_from_iter};

use super::{Batch, BatchId, Entry, Error, Record, Result, Store, Tx};
use crate::domain::account::AccountId;
use crate::domain::erasure::{self, Erasure, Reason, SealKey, Trace};
use crate::domain::instant::Instant;
use crate::domain::login::holder;
use crate::domain::person::{Person, PersonId};
use crate::domain::setting::Key;

mod hiding;
mod past;

pub use past::{Kept, Past};

/// Somebody who is to be erased.
#[derive(Debug, Clone)]
pub struct Subject {
    pub id: PersonId,
    pub person: Person,
    /// Number and login of the account.
    pub account: Option<(AccountId, String)>,
    /// Names of before: family name and first name.
    pub former: Vec<[String; 2]>,
}

/// Where somebody is, beside the record and the account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traces {
    /// Documents that still hold a slip of theirs.
    pub documents: Vec<i64>,
    /// Transfers that they are in.
    pub transfers: Vec<i64>,
    /// Tickets that name them.
    pub tickets: Vec<i64>,
    /// Settings that name them: what the establishment says of itself is its own to change.
    pub settings: Vec<Key>,
    pub conflicts: Vec<i64>,
    /// Rows kept so that batches can be undone.
    pub changes: usize,
    /// Systems that were given the account.
    pub targets: Vec<String>,
}

/// Rows of `changes` about a person (`?1`) whose account (`?2`) has a login (`?3`) and whose INE is `?4`; about the same
/// person under an earlier number too, by the names (`?5`, `?6`) and birth date (`?7`), or by whom a login waits for (`?8`).
const CHANGES: &str = "record = 'persons' and record_id = ?1
    or record in ('accounts', 'document_accounts', 'requests') and record_id = ?2
    or record = 'persons' and (?4 <> '' and coalesce(before, after) ->> '$.ine' = ?4
        or coalesce(before, after) ->> '$.family_name' = ?5 collate nocase
            and coalesce(before, after) ->> '$.first_name' = ?6 collate nocase
            and coalesce(before, after) ->> '$.birth_date' = ?7)
    or record = 'accounts' and (coalesce(before, after) ->> '$.person_id' = ?1
        or coalesce(before, after) ->> '$.login' = ?3 collate nocase)
    or record = 'logins' and (coalesce(before, after) ->> '$.login' = ?3 collate nocase
        or coalesce(before, after) ->> '$.held_by' = ?8)
    or record in ('outbox', 'sign_in_failures') and coalesce(before, after) ->> '$.account_id' = ?2
    or record = 'conflicts' and (coalesce(before, after) ->> '$.known_id' = ?1
        or ?4 <> '' and instr(coalesce(before, '') || coalesce(after, ''), ?4) > 0
        or instr(coalesce(before, '') || coalesce(after, ''), ?5) > 0
            and instr(coalesce(before, '') || coalesce(after, ''), ?7) > 0)";

/// Longest attachment that is read as a text, in bytes.
const LONGEST_TEXT: i64 = 2 << 20;

impl Subject {
    /// The person, under each name.
    fn names(&self) -> Vec<Person> {
        let former = self.former.iter().map(|[family, first]| Person {
            family_name: family.as_str().into(),
            first_name: first.as_str().into(),
            ..self.person.clone()
        });
        std::iter::once(self.person.clone()).chain(former).collect()
    }

    /// Values of [`CHANGES`].
    fn values(&self) -> [Value; 8] {
        let (person, account, login, ine) = self.numbers();
        let birth = self.person.birth_date.map_or_else(|| "?".to_owned(), |day| day.to_string());
        let names = [self.person.family_name.to_string(), self.person.first_name.to_string()];
        let [family, first] = names.map(Value::from);
        [
            person.into(),
            account.into(),
            login.into(),
            ine.into(),
            family,
            first,
            birth.into(),
            holder(&self.person).into(),
        ]
    }

    fn numbers(&self) -> (i64, i64, String, String) {
        let (account, login) = self.account.as_ref().map_or((0, String::new()), |(id, login)| (id.0, login.clone()));
        (self.id.0, account, login, self.person.ine.to_string())
    }

    /// What tells of the person and of nobody else, as it stands in the file.
    pub fn marks(&self) -> Vec<String> {
        let (_, _, login, ine) = self.numbers();
        [login, ine, self.person.number.to_string()].into_iter().filter(|mark| mark.len() > 5).collect()
    }
}

impl Store {
    /// The key of the seals, once somebody was erased.
    pub fn erasure_key(&self) -> Result<Option<SealKey>> {
        let key: Option<Vec<u8>> =
            self.conn.query_row("select key from erasure_key", [], |row| row.get(0)).optional()?;
        Ok(key.and_then(|key| key.try_into().ok()).map(SealKey))
    }

    /// The key, and the seals of logins that are given to nobody again.
    pub fn erased_logins(&self) -> Result<Option<(SealKey, HashSet<String>)>> {
        let Some(key) = self.erasure_key()? else { return Ok(None) };
        let mut statement = self.conn.prepare_cached("select login from erased where login <> ''")?;
        let seals = statement.query_map([], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?;
        Ok(Some((key, seals)))
    }

    /// Everybody who was erased.
    pub fn erased(&self) -> Result<Vec<Erasure>> {
        let mut statement =
            self.conn.prepare("select person_id, login, ine, identity, at, reason from erased order by id")?;
        let erasures = statement.query_map([], |row| {
            let person = PersonId(row.get(0)?);
            let trace = Trace { person, login: row.get(1)?, ine: row.get(2)?, identity: row.get(3)? };
            Ok(Erasure { trace, at: row.get(4)?, reason: Reason::read(row.get_ref(5)?.as_str()?) })
        })?;
        Ok(erasures.collect::<std::result::Result<_, _>>()?)
    }

    /// When somebody's record was made, where its batch is still known.
    pub fn arrival_of(&self, person: PersonId) -> Result<Option<Instant>> {
        let sql = "select b.at from persons p join batches b on b.id = p.created_batch where p.id = ?1";
        Ok(self.conn.query_row(sql, [person.0], |row| row.get(0)).optional()?)
    }

    /// Numbers of everybody who was erased.
    pub fn erased_numbers(&self) -> Result<HashSet<PersonId>> {
        Ok(self.erased()?.into_iter().map(|erasure| erasure.trace.person).collect())
    }

    /// Where somebody is, beside the record and the account.
    pub fn traces_of(&self, subject: &Subject) -> Result<Traces> {
        let (person, account, login, _) = subject.numbers();
        let numbers = |sql: &str, id: i64| -> Result<Vec<i64>> {
            let mut statement = self.conn.prepare(sql)?;
            let numbers = statement.query_map([id], |row| row.get(0))?;
            Ok(numbers.collect::<std::result::Result<_, _>>()?)
        };
        let sql = "select d.id from documents d join document_accounts da on da.document_id = d.id
            where da.account_id = ?1 and d.content is not null order by d.id";
        let documents = numbers(sql, account)?;
        let sql = "select distinct transfer_id from transfer_pupils where person_id = ?1 order by 1";
        let transfers = numbers(sql, person)?;
        let names = subject.names();
        let homonyms = self.homonyms(subject)?;
        let is_of_another = |text: &str| {
            let (ine, login) = (&subject.person.ine, Some(login.as_str()));
            !erasure::identifies(text, ine, login)
                && homonyms.iter().any(|(ine, login)| erasure::identifies(text, ine, login.as_deref()))
        };
        let is_named =
            |text: &str| names.iter().any(|person| erasure::names(text, person, Some(&login))) && !is_of_another(text);
        let settings =
            self.settings()?.0.into_iter().filter(|(_, value)| is_named(value)).map(|(key, _)| key).collect();
        let tickets = self.tickets()?.into_iter().filter(|ticket| {
            let replies = ticket.replies.iter().map(|reply| reply.message.as_str());
            let texts = [ticket.subject.as_str(), &ticket.message, &ticket.answer].into_iter().chain(replies);
            let text = texts.collect::<Vec<_>>().join("\n");
            let tells =
                |file: &str| names.iter().any(|person| erasure::is_told_by_file(file, person, Some(&login), false));
            is_named(&text) || ticket.files.iter().any(|(name, _)| tells(name))
        });
        let mut tickets: Vec<i64> = tickets.map(|ticket| ticket.id).collect();
        // What is attached is searched as it is: the login, and the INE.
        for mark in subject.marks() {
            let sql = "select distinct ticket_id from ticket_files where instr(content, cast(?1 as blob)) > 0";
            let mut statement = self.conn.prepare(sql)?;
            let found = statement.query_map([mark], |row| row.get(0))?;
            tickets.extend(found.collect::<std::result::Result<Vec<i64>, _>>()?);
        }
        tickets.extend(self.tickets_with_text(is_named)?);
        tickets.sort_unstable();
        tickets.dedup();
        let is_theirs = |row: &Person| erasure::is_same(row, &subject.person);
        let conflicts = self.conflicts(true)?.into_iter().filter(|conflict| {
            conflict.known == Some(subject.id)
                || is_theirs(&conflict.row)
                || conflict.other.as_ref().is_some_and(is_theirs)
        });
        let conflicts = conflicts.map(|conflict| conflict.id).collect();
        let sql = format!("select count(*) from changes where {CHANGES}");
        let changes = self.conn.query_row(&sql, params_from_iter(subject.values()), |row| row.get::<_, i64>(0))?;
        let mut statement = self.conn.prepare("select target from exported where account_id = ?1 order by target")?;
        let targets = statement.query_map([account], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?;
        Ok(Traces { documents, transfers, tickets, settings, conflicts, changes: changes as usize, targets })
    }

    /// INE and login of others who bear the same names.
    fn homonyms(&self, subject: &Subject) -> Result<Vec<(String, Option<String>)>> {
        let sql = "select p.ine, a.login from persons p left join accounts a on a.person_id = p.id
            where p.id <> ?1 and p.family_name = ?2 collate nocase and p.first_name = ?3 collate nocase";
        let (person, mut statement) = (&subject.person, self.conn.prepare_cached(sql)?);
        let values = params![subject.id.0, person.family_name.as_str(), person.first_name.as_str()];
        let homonyms = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(homonyms.collect::<std::result::Result<_, _>>()?)
    }

    /// Tickets to which a text is attached that `tells`, in UTF-8 or in Latin letters of one byte. What is long, or is no text,
    /// is not read.
    fn tickets_with_text(&self, tells: impl Fn(&str) -> bool) -> Result<Vec<i64>> {
        let sql =
            "select ticket_id, content from ticket_files where length(content) <= ?1 and instr(content, x'00') = 0";
        let mut statement = self.conn.prepare(sql)?;
        let mut rows = statement.query([LONGEST_TEXT])?;
        let mut tickets = Vec::new();
        while let Some(row) = rows.next()? {
            let content = row.get_ref(1)?.as_blob().unwrap_or_default();
            let text = match std::str::from_utf8(content) {
                Ok(text) => text.to_owned(),
                Err(_) => content.iter().copied().map(char::from).collect(),
            };
            if tells(&text) {
                tickets.push(row.get(0)?);
            }
        }
        Ok(tickets)
    }

    /// Batches that touched somebody, as far as that is still known.
    pub fn batches_of(&self, subject: &Subject) -> Result<Vec<Batch>> {
        let sql = format!(
            "select created_batch from persons where id = ?1 union select changed_batch from persons where id = ?1
            union select created_batch from accounts where id = ?2 union select batch_id from changes where {CHANGES} order by 1"
        );
        let mut statement = self.conn.prepare(&sql)?;
        let numbers = statement.query_map(params_from_iter(subject.values()), |row| Ok(BatchId(row.get(0)?)))?;
        let numbers: Vec<BatchId> = numbers.collect::<std::result::Result<_, _>>()?;
        numbers.into_iter().filter_map(|number| self.batch(number).transpose()).collect()
    }

    /// The last version of the register, and when it was made.
    pub fn last_register(&self) -> Result<Option<(Instant, String)>> {
        let sql = "select at, text from registers order by id desc limit 1";
        Ok(self.conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// Writes the whole file anew, so that nothing of what was removed is left between the rows.
    pub fn scrub(&self) -> Result<()> {
        Ok(self.conn.execute_batch("vacuum")?)
    }

    /// True for a text that is a part of what tells of somebody else: `lea.vin` of `lea.vincent`.
    pub fn is_part_of_others(&self, mark: &str) -> Result<bool> {
        let sql = "select exists (select 1 from logins where instr(lower(login), lower(?1)) > 0)
            or exists (select 1 from persons where instr(ine || ' ' || number || ' ' || coalesce(email, ''), ?1) > 0)";
        Ok(self.conn.query_row(sql, [mark], |row| row.get(0))?)
    }

    /// True where a cell of any table holds one of these texts. What is packed or shut is not looked into.
    pub fn holds_any(&self, marks: &[String]) -> Result<bool> {
        let sql = "select m.name, c.name from sqlite_schema m, pragma_table_info(m.name) c
            where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and c.type = 'TEXT'";
        let mut statement = self.conn.prepare(sql)?;
        let columns = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let columns: Vec<(String, String)> = columns.collect::<std::result::Result<_, _>>()?;
        for (table, column) in columns {
            let sql = format!("select 1 from {table} where instr(lower(\"{column}\"), lower(?1)) > 0");
            let mut statement = self.conn.prepare(&sql)?;
            for mark in marks {
                if statement.exists([mark])? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Names that somebody bore, as far as undo still knows them: family name and first name.
    pub fn names_of(&self, person: PersonId) -> Result<Vec<[String; 2]>> {
        let sql = "select distinct v ->> '$.family_name', v ->> '$.first_name' from
            (select before as v from changes where record = 'persons' and record_id = ?1 and before is not null
            union all select after from changes where record = 'persons' and record_id = ?1 and after is not null)";
        let mut statement = self.conn.prepare_cached(sql)?;
        let text = |value: Option<String>| value.unwrap_or_default();
        let names = statement.query_map([person.0], |row| Ok([text(row.get(0)?), text(row.get(1)?)]))?;
        Ok(names.collect::<std::result::Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// The key of the seals; `drawn` becomes it where there is none.
    pub fn erasure_key_or(&self, drawn: &SealKey) -> Result<SealKey> {
        let sql = "insert into erasure_key (one, key) values (1, ?1) on conflict do nothing";
        self.conn.execute(sql, [drawn.0.as_slice()])?;
        self.erasure_key()?.ok_or_else(|| Error::Damaged(Path::new("").to_owned()))
    }

    /// Erases somebody for good, and keeps the seals, dated now. Returns the number of the erasure, and where the person was.
    pub fn erase(&self, subject: &Subject, key: &SealKey, reason: Reason) -> Result<(i64, Traces)> {
        self.erase_as_of(subject, key, reason, &self.stamp.at)
    }

    /// The same, on the day of the first time, and for the reason of then.
    pub fn erase_as_of(&self, subject: &Subject, key: &SealKey, reason: Reason, at: &Instant) -> Result<(i64, Traces)> {
        let traces = self.traces_of(subject)?;
        let (person, account, login, _) = subject.numbers();
        for document in &traces.documents {
            self.conn.execute("update documents set content = null, status = 'purged' where id = ?1", [document])?;
            self.log(&Entry::new("rgpd.erase", Record::Document, *document, "papillons effacés"))?;
        }
        for transfer in &traces.transfers {
            self.conn.execute("update transfers set content = null where id = ?1", [transfer])?;
        }
        self.hide_file_names(subject)?;
        self.hide_reasons(subject)?;
        for ticket in &traces.tickets {
            for sql in [
                "delete from ticket_files where ticket_id = ?1",
                "delete from ticket_replies where ticket_id = ?1",
                "delete from tickets where id = ?1",
            ] {
                self.conn.execute(sql, [ticket])?;
            }
        }
        for conflict in &traces.conflicts {
            self.conn.execute("delete from conflicts where id = ?1", [conflict])?;
        }
        self.conn.execute(&format!("delete from changes where {CHANGES}"), params_from_iter(subject.values()))?;
        // Logins of accounts that were undone, and that wait for this person alone: they come back to nobody.
        let mut statement = self.conn.prepare("delete from logins where held_by = ?1 returning login")?;
        let held = statement.query_map([holder(&subject.person)], |row| row.get(0))?;
        let held: Vec<String> = held.collect::<std::result::Result<_, _>>()?;
        for table in ["persons", "accounts"] {
            self.conn.execute_batch(&format!(
                "insert into retired select '{table}', max(id) from {table} where true having count(*) > 0
                    on conflict (record) do update set last = max(last, excluded.last)"
            ))?;
        }
        for table in ["sign_in_failures", "requests", "outbox", "document_accounts", "exported"] {
            self.conn.execute(&format!("delete from {table} where account_id = ?1"), [account])?;
        }
        self.conn.execute("delete from accounts where id = ?1", [account])?;
        self.conn.execute("delete from logins where login = ?1", [&login])?;
        self.conn.execute("delete from transfer_pupils where person_id = ?1", [person])?;
        self.conn.execute("delete from persons where id = ?1", [person])?;
        let trace = key.trace(subject.id, &subject.person, Some(&login));
        let keep = |trace| self.keep_erasure(&Erasure { trace, at: at.clone(), reason });
        let number = keep(trace.clone())?;
        for login in held {
            keep(Trace { login: key.seal("login", &login), ..trace.clone() })?;
        }
        self.log(&Entry::new("rgpd.erase", Record::Person, person, &format!("fiche effacée (n° {number})")))?;
        Ok((number, traces))
    }

    /// Keeps a version of the register, unless it says what the last one said.
    pub fn keep_register(&self, text: &str) -> Result<()> {
        if self.last_register()?.is_none_or(|(_, last)| last != text) {
            let sql = "insert into registers (at, actor, text) values (?1, ?2, ?3)";
            self.conn.execute(sql, params![self.stamp.at, self.stamp.actor, text])?;
        }
        Ok(())
    }

    /// Keeps the seals of somebody who was erased, in this base or in the one that it takes the place of.
    pub fn keep_erasure(&self, erasure: &Erasure) -> Result<i64> {
        let sql = "insert into erased (at, actor, reason, person_id, login, ine, identity) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let Erasure { trace: Trace { person, login, ine, identity }, at, reason } = erasure;
        let values = params![at, self.stamp.actor, reason.as_str(), person.0, login, ine, identity];
        self.conn.execute(sql, values)?;
        Ok(self.conn.last_insert_rowid())
    }
}
