//! What happened since a batch and that undoing it would break: other batches, and what people did themselves.

use super::track::Table;
use super::undo::traces;
use super::{BatchId, Result, Store};

/// Something that a batch did and that cannot be put back, because it served since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// Full name, or login.
    pub who: String,
    /// The later batch that touched it, where one did.
    pub by: Option<BatchId>,
    /// What happened.
    pub why: &'static str,
}

/// The last batch after `?1` that changed a row and is not undone.
fn later(record: &str, id: &str) -> String {
    format!(
        "(select max(c.batch_id) from changes c join batches b on b.id = c.batch_id
            where c.record = '{record}' and c.record_id = {id} and c.batch_id > ?1 and b.undone_by is null)"
    )
}

const NAME: &str = "coalesce(trim(p.first_name || ' ' || coalesce(nullif(p.usage_name, ''), p.family_name)), a.login)";

/// Whose an account is, as one number: the person's, or the account's below zero.
const OWNER: &str = "coalesce(a.person_id, -a.id)";

impl Store {
    /// Everything that happened since a batch and that undoing it would break, one line a person.
    pub fn obstacles(&self, batch: BatchId) -> Result<Vec<Obstacle>> {
        let mut obstacles: Vec<(i64, Obstacle)> = Vec::new();
        let queries = [
            self.people_touched()?,
            self.accounts_touched()?,
            accounts_given(),
            accounts_used(),
            printed(),
            waiting("requests"),
            waiting("outbox"),
            decided(),
            taken_logins(),
            come_again(),
            papers_of_nobody(),
            orphans(),
        ];
        for sql in queries {
            self.collect(&sql, batch, &mut obstacles, |row| {
                let by: Option<i64> = row.get(2)?;
                let why = match row.get_ref(3)?.as_str()? {
                    "signed-in" => "s’est connecté depuis",
                    "chosen" => "a choisi son mot de passe depuis",
                    "account" => "a un compte depuis",
                    "printed" => "a un papillon imprimé depuis",
                    "waiting" => "attend une réinitialisation",
                    "decided" => "a été départagé depuis",
                    "again" => "est revenu depuis",
                    "orphan" => "n’est plus dans la base",
                    "gone" => "n’a plus tous ses comptes",
                    _ => "a été modifié depuis",
                };
                // What somebody did oneself is no batch's doing.
                let by = by.filter(|_| !why.contains("connecté") && !why.contains("choisi"));
                Ok((row.get(0)?, Obstacle { who: row.get(1)?, by: by.map(BatchId), why }))
            })?;
        }
        obstacles.sort_by(|(one_id, one), (other_id, other)| {
            (&one.who, one_id, other.by, one.why).cmp(&(&other.who, other_id, one.by, other.why))
        });
        obstacles.dedup_by_key(|(id, _)| *id);
        Ok(obstacles.into_iter().map(|(_, obstacle)| obstacle).collect())
    }

    /// Condition: of the row `t`, a column that the batch changed is no longer what the batch left.
    fn differs(&self, record: &str) -> Result<String> {
        let Some(table) = Table::named(record) else { return Ok("false".to_owned()) };
        let mut columns = table.columns(&self.conn)?;
        columns.retain(|column| !table.fleeting.contains(&column.as_str()));
        let changed = columns.iter().map(|column| {
            let (before, after) = (format!("g.before ->> '$.{column}'"), format!("g.after ->> '$.{column}'"));
            format!("({before} is not {after} and t.\"{column}\" is not {after})")
        });
        let changed: Vec<String> = changed.collect();
        Ok(format!("case when g.after is null then t.id is not null else t.id is null or {} end", changed.join(" or ")))
    }

    fn people_touched(&self) -> Result<String> {
        let name = |of: &str| {
            let surname = format!("coalesce(nullif({of} ->> '$.usage_name', ''), {of} ->> '$.family_name')");
            format!("trim({of} ->> '$.first_name' || ' ' || {surname})")
        };
        Ok(format!(
            "select g.id, {name}, {by}, 'changed' from {traces} g left join persons t on t.id = g.id where {differs}
            union all
            select t.id, trim(t.first_name || ' ' || coalesce(nullif(t.usage_name, ''), t.family_name)), t.changed_batch, 'changed'
                from persons t where t.created_batch = ?1 and t.changed_batch <> ?1",
            name = name("coalesce(g.after, g.before)"),
            by = later("persons", "g.id"),
            traces = traces("persons"),
            differs = self.differs("persons")?
        ))
    }

    fn accounts_touched(&self) -> Result<String> {
        Ok(format!(
            "select coalesce(a.person_id, -g.id), coalesce({NAME}, coalesce(g.after, g.before) ->> '$.login'), {by},
                case when t.password_state = 'personal' and g.after ->> '$.password_state' <> 'personal' then 'chosen'
                    when t.last_login_at is not g.after ->> '$.last_login_at' then 'signed-in' else 'changed' end
            from {traces} g left join accounts t on t.id = g.id left join accounts a on a.id = g.id
                left join persons p on p.id = a.person_id where {differs}",
            by = later("accounts", "g.id"),
            traces = traces("accounts"),
            differs = self.differs("accounts")?
        ))
    }
}

/// People whom the batch added and who have an account that it did not give.
fn accounts_given() -> String {
    format!(
        "select {OWNER}, {NAME}, a.created_batch, 'account' from accounts a join persons p on p.id = a.person_id
        where (p.created_batch = ?1 or p.id in (select id from {people} where before is null))
            and a.created_batch <> ?1 and a.id not in (select id from {accounts} where before is null)",
        people = traces("persons"),
        accounts = traces("accounts")
    )
}

/// Accounts that the batch made and that served since.
fn accounts_used() -> String {
    format!(
        "select {OWNER}, {NAME}, {by}, case when a.last_login_at is not null then 'signed-in'
                when a.password_state = 'personal' then 'chosen' else 'changed' end
        from accounts a left join persons p on p.id = a.person_id
        where a.created_batch = ?1 and (a.version > 1 or a.last_login_at is not null or a.status <> 'active')",
        by = later("accounts", "a.id")
    )
}

/// Accounts whose password, as the batch left it, is on a paper.
fn printed() -> String {
    format!(
        "select {OWNER}, {NAME}, max(d.batch_id), 'printed' from accounts a left join persons p on p.id = a.person_id
            join document_accounts da on da.account_id = a.id join documents d on d.id = da.document_id
            join batches b on b.id = d.batch_id
        where (a.created_batch = ?1 or a.id in (select id from {accounts}))
            and d.batch_id > ?1 and d.status <> 'void' and b.undone_by is null group by a.id",
        accounts = traces("accounts")
    )
}

/// Accounts for which something was asked since, on the strength of the password that the batch left.
fn waiting(table: &str) -> String {
    format!(
        "select {OWNER}, {NAME}, null, 'waiting' from {table} w join accounts a on a.id = w.account_id
            left join persons p on p.id = a.person_id
        where w.version >= a.version
            and (a.created_batch = ?1 or a.id in (select id from {accounts} where before ->> '$.version' < after ->> '$.version'))",
        accounts = traces("accounts")
    )
}

/// Conflicts that the batch met and that somebody decided since.
fn decided() -> String {
    format!(
        "select -1000000000 - c.id, trim(c.row ->> '$.first_name' || ' ' || (c.row ->> '$.family_name')), {by}, 'decided'
            from conflicts c where c.batch_id = ?1 and c.decision <> ''",
        by = later("conflicts", "c.id")
    )
}

/// Accounts that the batch removed, whose login or person has another one by now.
fn taken_logins() -> String {
    format!(
        "select {OWNER}, {NAME}, a.created_batch, 'account' from {accounts} g join accounts a
            on a.login = g.before ->> '$.login' or a.person_id = g.before ->> '$.person_id'
            left join persons p on p.id = a.person_id where g.after is null",
        accounts = traces("accounts")
    )
}

/// Documents that would be valid again, and some of whose accounts are gone.
fn papers_of_nobody() -> String {
    format!(
        "select -2000000000 - d.id, 'le document n° ' || d.id, null, 'gone' from {documents} g
            join documents d on d.id = g.id
        where g.before ->> '$.status' = 'valid' and g.after ->> '$.status' = 'void'
            and (select count(*) from document_accounts da where da.document_id = d.id) < d.slips",
        documents = traces("documents")
    )
}

/// Accounts that would be put back, and whose person is gone.
fn orphans() -> String {
    let person = "g.before ->> '$.person_id'";
    format!(
        "select {person}, g.before ->> '$.login', {by}, 'orphan' from {accounts} g
        where {person} is not null and {person} not in (select id from persons)
            and {person} not in (select id from {people} where before is not null)",
        by = later("persons", person),
        accounts = traces("accounts"),
        people = traces("persons")
    )
}

/// People whom the batch removed and whom a later one brought into the base again.
fn come_again() -> String {
    let same = |column: &str| format!("p.{column} = g.before ->> '$.{column}'");
    format!(
        "select p.id, trim(p.first_name || ' ' || coalesce(nullif(p.usage_name, ''), p.family_name)), p.changed_batch, 'again'
            from {people} g join persons p on p.id <> g.id and p.changed_batch > ?1 and p.departed_on is null
                and (p.ine <> '' and {ine} or p.number <> '' and {number} and {first_name}
                    or {family_name} and {first_name} and p.birth_date is g.before ->> '$.birth_date')
        where g.after is null",
        people = traces("persons"),
        ine = same("ine"),
        number = same("number"),
        first_name = same("first_name"),
        family_name = same("family_name")
    )
}
