//! Undoing a batch: what it did, what has happened since, and putting everything back.

use rusqlite::{Row, params};

use super::people::{WIDTH, columns, person_at, person_in};
use super::track::{TABLES, Table};
use super::{Action, Batch, BatchId, Entry, Error, Record, Result, Store, Tx};
use crate::domain::login::holder;
use crate::domain::person::{Person, PersonId};

/// One thing that a batch did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    PersonAdded(Box<Person>),
    PersonRemoved(Box<Person>),
    PersonChanged(Box<(Person, Person)>),
    AccountAdded(String),
    AccountRemoved(String),
    /// Login, then password state and status before and after.
    AccountChanged(String, [String; 2], [String; 2]),
    /// Number and name: printed…
    Document(i64, String),
    /// …or marked as void.
    DocumentVoided(i64, String),
}

/// First and last trace of each row that a batch changed; `?1` is the batch, the table is `record`.
pub fn traces(record: &str) -> String {
    format!(
        "(select first.record_id as id, first.before as before, last.after as after
            from (select min(id) as lo, max(id) as hi from changes
                where batch_id = ?1 and record = '{record}' group by record_id) as trace
            join changes first on first.id = trace.lo join changes last on last.id = trace.hi)"
    )
}

impl Store {
    /// Names that people bore before a batch corrected them, as far back as batches can be undone.
    pub fn former_names(&self) -> Result<Vec<(PersonId, Person)>> {
        let name = |column: &str| format!("before ->> '$.{column}' is not after ->> '$.{column}'");
        let sql = format!(
            "select record_id, {} from changes where record = 'persons' and before is not null and after is not null
                and ({} or {} or {}) order by id desc",
            person_in("before"),
            name("family_name"),
            name("first_name"),
            name("usage_name")
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let former = statement.query_map([], |row| Ok((PersonId(row.get(0)?), person_at(row, 1)?)))?;
        Ok(former.collect::<std::result::Result<_, _>>()?)
    }

    /// What a batch did to people, accounts and documents.
    pub fn effects(&self, batch: BatchId) -> Result<Vec<Effect>> {
        let mut effects = Vec::new();
        let added = format!("select {} from persons p where p.created_batch = ?1 order by p.id", columns());
        self.collect(&added, batch, &mut effects, |row| Ok(Effect::PersonAdded(Box::new(person_at(row, 0)?))))?;
        let changed = format!(
            "select before is not null, after is not null, {}, {} from {} where before is not after order by id",
            person_in("before"),
            person_in("after"),
            traces("persons")
        );
        self.collect(&changed, batch, &mut effects, |row| {
            let person = |at| person_at(row, at).map(Box::new);
            Ok(match (row.get(0)?, row.get(1)?) {
                (true, true) => Effect::PersonChanged(Box::new((person_at(row, 2)?, person_at(row, 2 + WIDTH)?))),
                (true, false) => Effect::PersonRemoved(person(2)?),
                _ => Effect::PersonAdded(person(2 + WIDTH)?),
            })
        })?;
        let accounts = "select login from accounts where created_batch = ?1 order by id";
        self.collect(accounts, batch, &mut effects, |row| Ok(Effect::AccountAdded(row.get(0)?)))?;
        let state = |side: &str| format!("{side} ->> '$.password_state', {side} ->> '$.status'");
        let changed = format!(
            "select before is not null, after is not null, coalesce(after, before) ->> '$.login', {}, {} from {}
                where before is not after order by id",
            state("before"),
            state("after"),
            traces("accounts")
        );
        self.collect(&changed, batch, &mut effects, |row| {
            let login = row.get(2)?;
            Ok(match (row.get(0)?, row.get(1)?) {
                (true, true) => Effect::AccountChanged(login, [row.get(3)?, row.get(4)?], [row.get(5)?, row.get(6)?]),
                (true, false) => Effect::AccountRemoved(login),
                _ => Effect::AccountAdded(login),
            })
        })?;
        let documents = "select id, name from documents where batch_id = ?1 and status = 'valid' order by id";
        self.collect(documents, batch, &mut effects, |row| Ok(Effect::Document(row.get(0)?, row.get(1)?)))?;
        let voided = format!(
            "select d.id, d.name from {} t join documents d on d.id = t.id where t.before is not t.after order by d.id",
            traces("documents")
        );
        self.collect(&voided, batch, &mut effects, |row| Ok(Effect::DocumentVoided(row.get(0)?, row.get(1)?)))?;
        Ok(effects)
    }

    pub(super) fn collect<T>(
        &self,
        sql: &str,
        batch: BatchId,
        into: &mut Vec<T>,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<()> {
        let mut statement = self.conn.prepare(sql)?;
        let mut rows = statement.query([batch.0])?;
        while let Some(row) = rows.next()? {
            into.push(read(row)?);
        }
        Ok(())
    }
}

impl Tx<'_> {
    /// Puts everything back as it was before `target`, in a batch of its own. Its obstacles are to be looked at first.
    pub fn undo(&self, target: &Batch, summary: &super::Summary) -> Result<BatchId> {
        self.conn.execute_batch("pragma defer_foreign_keys = on")?;
        let batch = self.begin_batch(Action::Undo, &format!("lot {}", target.id.0))?;
        for record in ["persons", "accounts"] {
            self.conn.execute_batch(&format!(
                "insert into retired select '{record}', max(id) from {record} where true having count(*) > 0
                    on conflict (record) do update set last = max(last, excluded.last)"
            ))?;
        }
        self.put_back(target.id)?;
        self.revoke_mailed_elsewhere(target.id)?;
        self.remove_arrivals(target.id)?;
        self.conn
            .execute("update documents set status = 'void' where batch_id = ?1 and status = 'valid'", [target.id.0])?;
        let link = "update batches set undone_by = ?2 where id = ?1";
        self.conn.execute(link, params![target.id.0, batch.0])?;
        self.relink(target)?;
        self.lower_sent()?;
        self.conn.execute("update batches set undoes = ?2 where id = ?1", params![batch.0, target.id.0])?;
        self.log_accounts(batch, target.id)?;
        self.end_batch(batch, Action::Undo, summary)?;
        Ok(batch)
    }

    /// An address that is put back is another one than the address to which a password may have been mailed.
    fn revoke_mailed_elsewhere(&self, target: BatchId) -> Result<()> {
        let sql = format!(
            "select id from {} where before is not null and after is not null
                and before ->> '$.email' is not after ->> '$.email'",
            traces("persons")
        );
        let mut statement = self.conn.prepare(&sql)?;
        let moved = statement.query_map([target.0], |row| Ok(PersonId(row.get(0)?)))?;
        let moved: Vec<PersonId> = moved.collect::<std::result::Result<_, _>>()?;
        for person in moved {
            self.revoke_mailed(person, Action::Undo.as_str())?;
        }
        Ok(())
    }

    /// What `target` undid holds again, so what that one undid is undone again, and so on down the chain.
    fn relink(&self, target: &Batch) -> Result<()> {
        let link = "update batches set undone_by = ?2 where id = ?1";
        let (mut below, mut by) = (target.undoes, None);
        while let Some(batch) = below.map(|id| self.batch(id)).transpose()?.flatten() {
            self.conn.execute(link, params![batch.id.0, by])?;
            by = if by.is_none() { Some(batch.id.0) } else { None };
            below = batch.undoes;
        }
        Ok(())
    }

    /// Every traced row, from the last trace to the first.
    fn put_back(&self, target: BatchId) -> Result<()> {
        let sql = "select id, record, before is null, after is null from changes where batch_id = ?1 order by id desc";
        let mut statement = self.conn.prepare(sql)?;
        let traces = statement.query_map([target.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let traces: Vec<(i64, String, bool, bool)> = traces.collect::<std::result::Result<_, _>>()?;
        let mut undoing = Vec::with_capacity(TABLES.len());
        for table in &TABLES {
            undoing.push((table, self.statements(table)?));
        }
        for (id, record, was_added, was_removed) in traces {
            let Some((table, [delete, insert, update])) = undoing.iter().find(|(table, _)| table.name == record) else {
                continue;
            };
            let sql = if was_added {
                delete
            } else if was_removed {
                insert
            } else {
                update
            };
            let rows = self.conn.prepare_cached(sql)?.execute([id])?;
            if rows != 1 && !table.is_passing {
                return Err(Error::Stale);
            }
        }
        Ok(())
    }

    /// How a trace `?1` of a table is put back: the row deleted, inserted, or updated.
    fn statements(&self, table: &Table) -> Result<[String; 3]> {
        let columns = table.columns(&self.conn)?;
        let of = |side: &str, column: &str| format!("j.{side} ->> '$.{column}'");
        let same = |side: &str| -> String {
            let keys: Vec<String> =
                table.keys.iter().map(|key| format!("{}.\"{key}\" = {}", table.name, of(side, key))).collect();
            keys.join(" and ")
        };
        let name = table.name;
        let values: Vec<String> = columns.iter().map(|column| of("before", column)).collect();
        let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        // What the batch did not change stays as it is now.
        let set = columns.iter().zip(&values).map(|(column, value)| {
            let after = of("after", column);
            format!("\"{column}\" = case when {value} is {after} then {name}.\"{column}\" else {value} end")
        });
        let set: Vec<String> = set.collect();
        // The slips of a void document may have been erased meanwhile: it stays so.
        let still = if name == "documents" { " and documents.status = j.after ->> '$.status'" } else { "" };
        Ok([
            format!("delete from {name} where exists (select 1 from changes j where j.id = ?1 and {})", same("after")),
            format!(
                "insert {or} into {name} ({}) select {} from changes j where j.id = ?1",
                quoted.join(", "),
                values.join(", "),
                or = if table.is_passing { "or ignore" } else { "" }
            ),
            format!(
                "update {name} set {} from changes j where j.id = ?1 and {}{still}",
                set.join(", "),
                same("before")
            ),
        ])
    }

    /// The newcomers of a batch, and all that depends on them. A login that was on a paper waits for its holder.
    fn remove_arrivals(&self, target: BatchId) -> Result<()> {
        let theirs = "select id from accounts where created_batch = ?1";
        let seen = format!(
            "select a.login, {} from accounts a join persons p on p.id = a.person_id
            where a.created_batch = ?1 and exists (select 1 from document_accounts da where da.account_id = a.id)",
            columns()
        );
        let mut statement = self.conn.prepare(&seen)?;
        let held = statement.query_map([target.0], |row| Ok((row.get(0)?, person_at(row, 1)?)))?;
        let held: Vec<(String, Person)> = held.collect::<std::result::Result<_, _>>()?;
        let given = "select login from accounts where created_batch = ?1";
        self.conn.execute(
            &format!(
                "delete from logins where login in ({given}
                    and not exists (select 1 from document_accounts da where da.account_id = accounts.id))"
            ),
            [target.0],
        )?;
        for (login, person) in held {
            self.conn.execute("update logins set held_by = ?2 where login = ?1", params![login, holder(&person)])?;
        }
        for table in ["document_accounts", "requests", "outbox", "sign_in_failures"] {
            self.conn.execute(&format!("delete from {table} where account_id in ({theirs})"), [target.0])?;
        }
        self.conn.execute("delete from accounts where created_batch = ?1", [target.0])?;
        self.conn.execute("delete from conflicts where batch_id = ?1", [target.0])?;
        self.conn.execute("delete from persons where created_batch = ?1", [target.0])?;
        Ok(())
    }

    fn log_accounts(&self, batch: BatchId, target: BatchId) -> Result<()> {
        let sql = "select distinct record_id from changes where batch_id = ?1 and record = 'accounts' order by 1";
        let mut statement = self.conn.prepare(sql)?;
        let accounts: Vec<i64> =
            statement.query_map([batch.0], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?;
        let result = format!("remis comme avant le lot {}", target.0);
        accounts.iter().try_for_each(|account| self.log(&Entry::new("import.undo", Record::Account, *account, &result)))
    }
}
