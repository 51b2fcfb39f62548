//! Transfers: the agreement of the school, and the files of pupils sent and received.

use rusqlite::{OptionalExtension, Row, params};

use super::{BatchId, Entry, Record, Result, Store, Tx};
use crate::domain::account::{AccountId, Status};
use crate::domain::person::PersonId;

/// The agreement of this school to transfers, as last given or taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    pub enabled: bool,
    /// Instant.
    pub at: String,
    /// Secret key (age) of the school.
    pub identity: String,
}

/// Which way a file of pupils went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    pub at: String,
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
    /// `sent`, `created`, `linked`, `returned` or `conflict`.
    pub outcome: String,
    /// Of the account before it was sent.
    pub status: Option<Status>,
    pub schooling: String,
}

const TRANSFERS: &str = "select t.id, t.batch_id, t.direction = 'sent', t.at, t.uai, t.name, t.file,
    (select count(*) from transfer_pupils p where p.transfer_id = t.id),
    t.cancelled_at is not null or b.undone_by is not null, t.content is not null
    from transfers t join batches b on b.id = t.batch_id";

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
        let sql = "select enabled, at, identity from transfer_agreement";
        let row = |row: &Row<'_>| Ok(Agreement { enabled: row.get(0)?, at: row.get(1)?, identity: row.get(2)? });
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
                outcome: row.get(1)?,
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

    /// The last transfer by which a person left and that still holds.
    pub fn sent_away(&self, person: PersonId) -> Result<Option<Transfer>> {
        let sql = format!(
            "{TRANSFERS} join transfer_pupils p on p.transfer_id = t.id where p.person_id = ?1 and p.outcome = 'sent'
                and t.cancelled_at is null and b.undone_by is null order by t.id desc limit 1"
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row([person.0], row_to_transfer).optional()?)
    }

    /// How many files sent before `day` are still kept.
    pub fn old_transfer_files(&self, day: &str) -> Result<usize> {
        let sql = "select count(*) from transfers where at < ?1 and content is not null";
        Ok(self.conn.query_row(sql, [day], |row| row.get::<_, i64>(0))? as usize)
    }
}

impl Tx<'_> {
    /// Gives the agreement or takes it back; the key of the first time stays.
    pub fn set_transfer_agreement(&self, enabled: bool, identity: &str) -> Result<()> {
        let sql = "insert into transfer_agreement (one, enabled, at, actor, identity) values (1, ?1, ?2, ?3, ?4)
            on conflict (one) do update set enabled = ?1, at = ?2, actor = ?3";
        self.conn.execute(sql, params![enabled, self.stamp.at, self.stamp.actor, identity])?;
        let (action, result) =
            if enabled { ("transfers.enable", "activés") } else { ("transfers.disable", "désactivés") };
        self.log(&Entry::new(action, Record::Setting, 0, result))
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
            statement.execute(params![id, position, person, pupil.outcome, status, pupil.schooling])?;
        }
        Ok(id)
    }

    /// A file that was sent is not to be received any more.
    pub fn cancel_transfer(&self, id: i64) -> Result<()> {
        self.conn.execute("update transfers set cancelled_at = ?2 where id = ?1", params![id, self.stamp.at])?;
        Ok(())
    }

    /// The status of an account as it was before its pupil was sent.
    pub fn restore_status(&self, account: AccountId, status: Status) -> Result<()> {
        let sql = "update accounts set status = ?2 where id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![account.0, status.as_str()])?;
        Ok(())
    }

    /// Erases the files sent before `day`; their lines stay. Returns how many.
    pub fn purge_transfer_files(&self, day: &str) -> Result<usize> {
        Ok(self.conn.execute("update transfers set content = null where at < ?1 and content is not null", [day])?)
    }
}
