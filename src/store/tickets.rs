//! Tickets: questions for the service's assistance, and what is attached to them.

use std::io::Read;
use std::path::PathBuf;

use rusqlite::blob::ZeroBlob;
use rusqlite::{MAIN_DB, OptionalExtension, Row, params};

use super::accounts::word_at;
use super::{Entry, Error, Record, Result, Store, Tx};
use crate::domain::help::Category;
use crate::domain::instant::Instant;

/// A ticket as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub id: i64,
    /// Instant.
    pub at: Instant,
    pub actor: String,
    pub category: Category,
    pub subject: String,
    pub message: String,
    /// Instant of the mail that left.
    pub sent_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    /// What came of it.
    pub answer: String,
    /// Names and sizes in bytes of the attachments.
    pub files: Vec<(String, usize)>,
    /// What was written back, oldest first.
    pub replies: Vec<Reply>,
}

/// One message of an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub at: Instant,
    pub actor: String,
    /// True for what the service wrote, false for the school.
    pub is_service: bool,
    pub message: String,
}

/// A ticket about to be kept.
pub struct NewTicket<'a> {
    pub category: Category,
    pub subject: &'a str,
    pub message: &'a str,
    pub files: Vec<NewFile<'a>>,
}

/// A file about to be attached; copied a piece at a time.
pub struct NewFile<'a> {
    pub path: PathBuf,
    /// Its name, without its folder.
    pub name: String,
    pub bytes: u64,
    pub content: Box<dyn Read + 'a>,
}

/// A file that is attached; its content is read as it is needed.
pub struct KeptFile<'a> {
    pub name: String,
    pub bytes: u64,
    pub content: Box<dyn Read + 'a>,
}

/// Largest file that a base keeps, in bytes: a value of SQLite holds hardly more.
pub const MOST_BYTES: u64 = 900 << 20;

/// Bytes copied at once.
const PIECE: usize = 1 << 20;

const TICKETS: &str = "select id, at, actor, category, subject, message, sent_at, closed_at, answer from tickets";

fn row_to_ticket(row: &Row<'_>) -> rusqlite::Result<Ticket> {
    Ok(Ticket {
        id: row.get(0)?,
        at: row.get(1)?,
        actor: row.get(2)?,
        category: word_at(row, 3)?,
        subject: row.get(4)?,
        message: row.get(5)?,
        sent_at: row.get(6)?,
        closed_at: row.get(7)?,
        answer: row.get(8)?,
        files: Vec::new(),
        replies: Vec::new(),
    })
}

impl Store {
    /// Every ticket, oldest first.
    pub fn tickets(&self) -> Result<Vec<Ticket>> {
        let mut statement = self.conn.prepare_cached(&format!("{TICKETS} order by id"))?;
        let tickets = statement.query_map([], row_to_ticket)?;
        let mut tickets: Vec<Ticket> = tickets.collect::<std::result::Result<_, _>>()?;
        tickets.iter_mut().try_for_each(|ticket| self.name_files(ticket))?;
        Ok(tickets)
    }

    /// One ticket.
    pub fn ticket(&self, id: i64) -> Result<Option<Ticket>> {
        let mut statement = self.conn.prepare_cached(&format!("{TICKETS} where id = ?1"))?;
        let mut ticket = statement.query_row([id], row_to_ticket).optional()?;
        ticket.iter_mut().try_for_each(|ticket| self.name_files(ticket))?;
        Ok(ticket)
    }

    fn name_files(&self, ticket: &mut Ticket) -> Result<()> {
        let sql = "select name, length(content) from ticket_files where ticket_id = ?1 order by position";
        let mut statement = self.conn.prepare_cached(sql)?;
        let files = statement.query_map([ticket.id], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
        ticket.files = files.collect::<std::result::Result<_, _>>()?;
        let sql =
            "select at, actor, origin = 'service', message from ticket_replies where ticket_id = ?1 order by position";
        let mut statement = self.conn.prepare_cached(sql)?;
        let replies = statement.query_map([ticket.id], |row| {
            Ok(Reply { at: row.get(0)?, actor: row.get(1)?, is_service: row.get(2)?, message: row.get(3)? })
        })?;
        ticket.replies = replies.collect::<std::result::Result<_, _>>()?;
        Ok(())
    }

    /// What is attached to a ticket.
    pub fn ticket_files(&self, id: i64) -> Result<Vec<KeptFile<'_>>> {
        let sql = "select name, rowid from ticket_files where ticket_id = ?1 order by position";
        let mut statement = self.conn.prepare_cached(sql)?;
        let files = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let files: Vec<(String, i64)> = files.collect::<std::result::Result<_, _>>()?;
        let open = |(name, row)| {
            let content = self.conn.blob_open(MAIN_DB, "ticket_files", "content", row, true)?;
            Ok(KeptFile { name, bytes: content.len() as u64, content: Box::new(content) })
        };
        files.into_iter().map(open).collect()
    }

    /// How many tickets were closed before `day`.
    pub fn old_tickets(&self, day: &str) -> Result<usize> {
        let sql = "select count(*) from tickets where closed_at < ?1";
        Ok(self.conn.query_row(sql, [day], |row| row.get::<_, i64>(0))? as usize)
    }
}

impl Tx<'_> {
    /// Keeps a ticket and gives its number.
    pub fn add_ticket(&self, new: NewTicket<'_>) -> Result<i64> {
        let sql = "insert into tickets (at, actor, category, subject, message) values (?1, ?2, ?3, ?4, ?5)";
        let category = new.category.as_str();
        self.conn.execute(sql, params![self.stamp.at, self.stamp.actor, category, new.subject, new.message])?;
        let id = self.conn.last_insert_rowid();
        for (position, file) in (0_i64..).zip(new.files) {
            self.attach(id, position, file)?;
        }
        self.log(&Entry::new("assistance.tickets", Record::None, 0, &format!("ticket {id} ouvert ({category})")))?;
        Ok(id)
    }

    /// Copies a file into the base. One that grows meanwhile is cut, one that shrinks is an error.
    fn attach(&self, ticket: i64, position: i64, mut file: NewFile<'_>) -> Result<()> {
        let sql = "insert into ticket_files (ticket_id, position, name, content) values (?1, ?2, ?3, ?4)";
        let room = ZeroBlob(i32::try_from(file.bytes).map_err(|_| rusqlite::Error::BlobSizeError)?);
        self.conn.execute(sql, params![ticket, position, file.name, room])?;
        let row = self.conn.last_insert_rowid();
        let mut blob = self.conn.blob_open(MAIN_DB, "ticket_files", "content", row, false)?;
        let (total, mut done, mut piece) = (file.bytes as usize, 0, vec![0; PIECE]);
        while done < total {
            let piece = &mut piece[..PIECE.min(total - done)];
            file.content.read_exact(piece).map_err(|error| Error::Io(file.path.clone(), error))?;
            blob.write_all_at(piece, done)?;
            done += piece.len();
        }
        Ok(())
    }

    /// The mail of a ticket has left.
    pub fn ticket_sent(&self, id: i64) -> Result<()> {
        self.conn.execute("update tickets set sent_at = ?2 where id = ?1", params![id, self.stamp.at])?;
        self.log(&Entry::new("assistance.tickets", Record::None, 0, &format!("ticket {id} envoyé")))
    }

    /// Keeps one more message of an exchange; tells whether the ticket is open.
    pub fn reply_to_ticket(&self, id: i64, is_service: bool, message: &str) -> Result<bool> {
        let sql = "insert into ticket_replies (ticket_id, position, at, actor, origin, message)
            select id, (select count(*) from ticket_replies where ticket_id = ?1), ?2, ?3, ?4, ?5 from tickets
            where id = ?1 and closed_at is null";
        let origin = if is_service { "service" } else { "school" };
        let kept = self.conn.execute(sql, params![id, self.stamp.at, self.stamp.actor, origin, message])? == 1;
        if kept {
            self.log(&Entry::new("assistance.tickets", Record::None, 0, &format!("ticket {id} : réponse notée")))?;
        }
        Ok(kept)
    }

    /// Closes a ticket; tells whether it was open.
    pub fn close_ticket(&self, id: i64, answer: &str) -> Result<bool> {
        let sql = "update tickets set closed_at = ?2, answer = ?3 where id = ?1 and closed_at is null";
        let closed = self.conn.execute(sql, params![id, self.stamp.at, answer])? == 1;
        if closed {
            self.log(&Entry::new("assistance.tickets", Record::None, 0, &format!("ticket {id} fermé")))?;
        }
        Ok(closed)
    }

    /// Erases the tickets closed before `day`, and what was attached to them. Returns how many.
    pub fn purge_tickets(&self, day: &str) -> Result<usize> {
        let old = "select id from tickets where closed_at < ?1";
        self.conn.execute(&format!("delete from ticket_replies where ticket_id in ({old})"), [day])?;
        self.conn.execute(&format!("delete from ticket_files where ticket_id in ({old})"), [day])?;
        Ok(self.conn.execute("delete from tickets where closed_at < ?1", [day])?)
    }
}
