//! Transfers: the agreement of the school, and the files of pupils sent and received.

use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

use super::accounts::word_at;
use super::{BatchId, Entry, Record, Result, Store, Tx};
use crate::domain::account::{Account, Status};
use crate::domain::instant::Instant;
use crate::domain::person::PersonId;
use crate::domain::secret::Secret;
use crate::domain::transfer::Fate;

/// The agreement of this school to transfers, as last given or taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    pub enabled: bool,
    /// Instant.
    pub at: Instant,
    /// Entry of the register of processing under which it was given.
    pub register: String,
    /// Secret key (age) of the school.
    pub identity: Secret,
}

/// Which way a file of pupils went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Sent,
    Received,
}

impl Direction {
    /// As stored, and as the machine contract has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
        }
    }
}

/// A transfer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub id: i64,
    pub batch: BatchId,
    pub direction: Direction,
    pub at: Instant,
    /// Code and name of the other school.
    pub uai: String,
    pub name: String,
    pub file: String,
    pub pupils: usize,
    /// Cancelled, or its batch undone.
    pub cancelled: bool,
    /// True while the file that was sent is kept.
    pub kept: bool,
}

/// A transfer about to be written.
pub struct NewTransfer<'a> {
    pub direction: Direction,
    pub packet: &'a str,
    pub uai: &'a str,
    pub name: &'a str,
    pub file: &'a str,
    /// The encrypted file, where it was sent.
    pub content: Option<&'a [u8]>,
    /// In the order of the file.
    pub pupils: &'a [Passenger],
}

/// A pupil of a transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passenger {
    /// `None` where somebody must still decide who it is.
    pub person: Option<PersonId>,
    pub fate: Fate,
    /// Of the account before it was sent.
    pub status: Option<Status>,
    pub schooling: String,
}

const TRANSFERS: &str = "select t.id, t.batch_id, t.direction = 'sent', t.at, t.uai, t.name, t.file,
    (select count(*) from transfer_pupils p where p.transfer_id = t.id),
    t.cancelled_at is not null or b.undone_by is not null, t.content is not null
    from transfers t join batches b on b.id = t.batch_id";

/// Transfers that hold more than their line.
const OLD: &str = "t.at < ?1 and (t.content is not null
    or exists (select 1 from transfer_pupils p where p.transfer_id = t.id and p.schooling <> ''))";

fn row_to_transfer(row: &Row<'_>) -> rusqlite::Result<Transfer> {
    Ok(Transfer {
        id: row.get(0)?,
        batch: BatchId(row.get(1)?),
        direction: if row.get(2)? { Direction::Sent } else { Direction::Received },
        at: row.get(3)?,
        uai: row.get(4)?,
        name: row.get(5)?,
        file: row.get(6)?,
        pupils: row.get::<_, i64>(7)? as usize,
        cancelled: row.get(8)?,
        kept: row.get(9)?,
    })
}

impl Store {
    /// The agreement, `None` until it was given once.
    pub fn transfer_agreement(&self) -> Result<Option<Agreement>> {
        let sql = "select enabled, at, identity, register from transfer_agreement";
        let secret = |row: &Row<'_>| Ok::<_, rusqlite::Error>(Secret::new(row.get_ref(2)?.as_str()?));
        let row = |row: &Row<'_>| {
            Ok(Agreement { enabled: row.get(0)?, at: row.get(1)?, identity: secret(row)?, register: row.get(3)? })
        };
        Ok(self.conn.query_row(sql, [], row).optional()?)
    }

    /// Every transfer, oldest first.
    pub fn transfers(&self) -> Result<Vec<Transfer>> {
        let mut statement = self.conn.prepare_cached(&format!("{TRANSFERS} order by t.id"))?;
        let transfers = statement.query_map([], row_to_transfer)?;
        Ok(transfers.collect::<std::result::Result<_, _>>()?)
    }

    /// One transfer.
    pub fn transfer(&self, id: i64) -> Result<Option<Transfer>> {
        let mut statement = self.conn.prepare_cached(&format!("{TRANSFERS} where t.id = ?1"))?;
        Ok(statement.query_row([id], row_to_transfer).optional()?)
    }

    /// The pupils of a transfer, in the order of the file.
    pub fn passengers(&self, transfer: i64) -> Result<Vec<Passenger>> {
        let sql = "select person_id, outcome, status, schooling from transfer_pupils where transfer_id = ?1 order by position";
        let mut statement = self.conn.prepare_cached(sql)?;
        let passengers = statement.query_map([transfer], |row| {
            let person: i64 = row.get(0)?;
            Ok(Passenger {
                person: (person != 0).then_some(PersonId(person)),
                fate: word_at(row, 1)?,
                status: row.get_ref(2)?.as_str()?.parse().ok(),
                schooling: row.get(3)?,
            })
        })?;
        Ok(passengers.collect::<std::result::Result<_, _>>()?)
    }

    /// The file of a transfer as it was sent, `None` once it is erased.
    pub fn transfer_content(&self, id: i64) -> Result<Option<Vec<u8>>> {
        let sql = "select content from transfers where id = ?1";
        Ok(self.conn.query_row(sql, [id], |row| row.get(0)).optional()?.flatten())
    }

    /// The transfer by which a packet was received and is still here.
    pub fn received(&self, packet: &str) -> Result<Option<Transfer>> {
        let sql = format!(
            "{TRANSFERS} where t.packet = ?1 and t.direction = 'received' and t.cancelled_at is null and b.undone_by is null"
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row([packet], row_to_transfer).optional()?)
    }

    /// The transfer by which a person left, while it holds and nothing has happened to the person since.
    pub fn sent_away(&self, person: PersonId) -> Result<Option<Transfer>> {
        let sql = format!(
            "{TRANSFERS} join transfer_pupils p on p.transfer_id = t.id join persons h on h.id = p.person_id
                where p.person_id = ?1 and p.outcome = 'sent' and h.changed_batch = t.batch_id
                and t.cancelled_at is null and b.undone_by is null order by t.id desc limit 1"
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row([person.0], row_to_transfer).optional()?)
    }

    /// The same, of the owner of an account.
    pub fn sent_away_with(&self, account: &Account) -> Result<Option<Transfer>> {
        account.person.as_ref().map_or(Ok(None), |(person, _)| self.sent_away(*person))
    }

    /// How many transfers made before `day` still hold a file, or the former schooling of a pupil.
    pub fn old_transfers(&self, day: &str) -> Result<usize> {
        let sql = format!("select count(*) from transfers t where {OLD}");
        Ok(self.conn.query_row(&sql, [day], |row| row.get::<_, i64>(0))? as usize)
    }
}

impl Tx<'_> {
    /// Gives the agreement. Returns the secret key of the school: `new` the first time, the same ever after.
    pub fn enable_transfers(&self, register: &str, new: &Secret) -> Result<Secret> {
        let sql =
            "insert into transfer_agreement (one, enabled, at, actor, identity, register) values (1, 1, ?1, ?2, ?3, ?4)
            on conflict (one) do update set enabled = 1, at = ?1, actor = ?2, register = ?4 returning identity";
        let row = params![self.stamp.at, self.stamp.actor, new.expose(), register];
        let identity: String = self.conn.query_row(sql, row, |row| row.get(0))?;
        self.log(&Entry::new("transfers.enable", Record::Setting, 0, "activés"))?;
        Ok(Secret::new(&identity))
    }

    /// Takes the agreement back; tells whether there was one.
    pub fn disable_transfers(&self) -> Result<bool> {
        let sql = "update transfer_agreement set enabled = 0, at = ?1, actor = ?2 where enabled = 1";
        let taken = self.conn.execute(sql, params![self.stamp.at, self.stamp.actor])? == 1;
        if taken {
            self.log(&Entry::new("transfers.disable", Record::Setting, 0, "désactivés"))?;
        }
        Ok(taken)
    }

    /// Keeps a transfer with its pupils, and gives its number.
    pub fn add_transfer(&self, new: &NewTransfer<'_>, batch: BatchId) -> Result<i64> {
        let sql = "insert into transfers (batch_id, direction, packet, at, uai, name, file, content)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let direction = new.direction.as_str();
        self.conn.execute(
            sql,
            params![batch.0, direction, new.packet, self.stamp.at, new.uai, new.name, new.file, new.content],
        )?;
        let id = self.conn.last_insert_rowid();
        let sql = "insert into transfer_pupils (transfer_id, position, person_id, outcome, status, schooling)
            values (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut statement = self.conn.prepare_cached(sql)?;
        for (position, pupil) in (0_i64..).zip(new.pupils) {
            let status = pupil.status.map_or("", Status::as_str);
            let person = pupil.person.map_or(0, |person| person.0);
            statement.execute(params![id, position, person, pupil.fate.as_str(), status, pupil.schooling])?;
        }
        Ok(id)
    }

    /// A file that was sent is not to be received any more.
    pub fn cancel_transfer(&self, id: i64) -> Result<()> {
        self.conn.execute("update transfers set cancelled_at = ?2 where id = ?1", params![id, self.stamp.at])?;
        Ok(())
    }

    /// Erases the files of transfers made before `day` and the former schooling of their pupils; their lines stay. Returns
    /// how many transfers.
    pub fn purge_transfers(&self, day: &str) -> Result<usize> {
        let sql = format!("select id from transfers t where {OLD}");
        let mut statement = self.conn.prepare(&sql)?;
        let old = statement.query_map([day], |row| row.get(0))?;
        let old: Vec<i64> = old.collect::<std::result::Result<_, _>>()?;
        for id in &old {
            self.conn.execute("update transfers set content = null where id = ?1", [id])?;
            self.conn.execute("update transfer_pupils set schooling = '' where transfer_id = ?1", [id])?;
        }
        Ok(old.len())
    }
}
