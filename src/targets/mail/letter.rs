//! A letter in the form of RFC 5322: its head, its text, its files, which pass through without being held.

use std::fmt;
use std::io::{self, Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::{Sealed, Undelivered};
use crate::domain::name::is_forbidden;

/// Largest letter that is tried, in bytes, where the server does not say its limit: it is whole in memory, and public
/// servers take a quarter of it.
const HEAVIEST: u64 = 100 << 20;

/// Bytes that make one line of base64.
const LINE: usize = 57;

/// A letter to one person.
pub struct Letter<'a> {
    /// Who sends: a name for people, an address for servers.
    pub from: (&'a str, &'a str),
    pub to: &'a str,
    pub subject: &'a str,
    pub body: &'a str,
    pub attachments: Vec<Attached<'a>>,
    pub at: Timestamp,
}

/// A file that goes with a letter; read while the letter is written.
pub struct Attached<'a> {
    pub name: String,
    pub bytes: u64,
    pub content: Box<dyn Read + 'a>,
}

impl Letter<'_> {
    /// Its size as it travels, in bytes: three of a file are four letters, and lines have ends.
    fn weight(&self) -> u64 {
        let files = self.attachments.iter().map(|file| file.bytes.div_ceil(LINE as u64) * 78);
        files.sum::<u64>() + self.body.len() as u64
    }

    /// Refuses one that is heavier.
    pub fn check_weight(&self, most: u64) -> Result<(), Undelivered> {
        let weight = self.weight();
        if weight > most { Err(Undelivered::Heavy(weight, most)) } else { Ok(()) }
    }
}

/// Puts a letter in its envelope, whole.
pub fn seal(letter: Letter<'_>) -> Result<Sealed, Undelivered> {
    letter.check_weight(HEAVIEST)?;
    let mut bytes = Vec::new();
    let envelope = write(letter, &mut bytes)?;
    Ok(Sealed { envelope, bytes })
}

/// Writes a letter as a file `.eml` holds it, however large.
pub fn write(letter: Letter<'_>, out: &mut dyn Write) -> Result<Envelope, Undelivered> {
    let head = head(&letter)?.to(Mailbox::new(None, address(letter.to)?));
    compose(letter, head, out)
}

/// Writes a letter that a person will finish: a file `.eml` that mail programs open as a draft, without addressee if `to` is
/// empty.
pub fn draft(letter: Letter<'_>, out: &mut dyn Write) -> Result<(), Undelivered> {
    let from = address(letter.from.1)?;
    let addressee = if letter.to.is_empty() { from.clone() } else { address(letter.to)? };
    let envelope = Envelope::new(Some(from), vec![addressee.clone()]).map_err(uncomposed)?;
    let head = head(&letter)?.envelope(envelope).header(Unsent);
    let head = if letter.to.is_empty() { head } else { head.to(Mailbox::new(None, addressee)) };
    compose(letter, head, out).map(|_| ())
}

/// Control characters never reach a header.
fn head(letter: &Letter<'_>) -> Result<MessageBuilder, Undelivered> {
    let (name, from) = letter.from;
    let harmless = |text: &str| text.chars().filter(|sign| !is_forbidden(*sign)).collect::<String>();
    Ok(Message::builder()
        .from(Mailbox::new(Some(harmless(name)), address(from)?))
        .subject(harmless(letter.subject))
        .date(letter.at.into())
        .message_id(None))
}

fn uncomposed(error: impl fmt::Display) -> Undelivered {
    Undelivered::Setup(format!("le message n’a pas pu être composé ({error})"))
}

/// Writes a letter; its files pass through, a line at a time.
fn compose(letter: Letter<'_>, head: MessageBuilder, out: &mut dyn Write) -> Result<Envelope, Undelivered> {
    let text = SinglePart::plain(letter.body.to_owned());
    if letter.attachments.is_empty() {
        let message = head.singlepart(text).map_err(uncomposed)?;
        out.write_all(&message.formatted()).map_err(|error| Undelivered::Unwritten(error.kind()))?;
        return Ok(message.envelope().clone());
    }
    let parts = MultiPart::mixed().singlepart(text);
    let boundary = parts.boundary();
    let message = head.multipart(parts).map_err(uncomposed)?;
    let end = format!("--{boundary}--\r\n");
    let whole = message.formatted();
    let open = whole.strip_suffix(end.as_bytes()).ok_or_else(|| uncomposed("fin inattendue"))?;
    out.write_all(open).map_err(|error| Undelivered::Unwritten(error.kind()))?;
    for file in letter.attachments {
        write!(out, "--{boundary}\r\n").map_err(|error| Undelivered::Unwritten(error.kind()))?;
        attach(file, out).map_err(|error| Undelivered::Unwritten(error.kind()))?;
    }
    out.write_all(end.as_bytes()).map_err(|error| Undelivered::Unwritten(error.kind()))?;
    Ok(message.envelope().clone())
}

/// One file as a part of a letter.
fn attach(mut file: Attached<'_>, out: &mut dyn Write) -> io::Result<()> {
    let kind = ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN);
    let empty = Body::dangerous_pre_encoded(Vec::new(), ContentTransferEncoding::Base64);
    let name = file.name.chars().filter(|sign| !is_forbidden(*sign)).collect();
    let part = Attachment::new(name).body(empty, kind).formatted();
    out.write_all(part.strip_suffix(b"\r\n").unwrap_or(&part))?;
    let mut bytes = vec![0; LINE * 1024];
    loop {
        let read = fill(&mut file.content, &mut bytes)?;
        for line in bytes[..read].chunks(LINE) {
            write!(out, "{}\r\n", BASE64.encode(line))?;
        }
        if read < bytes.len() {
            return Ok(());
        }
    }
}

/// Reads until `bytes` is full or nothing is left.
fn fill(content: &mut dyn Read, bytes: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < bytes.len() {
        match content.read(&mut bytes[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// Tells mail programs that the letter is still to be sent.
#[derive(Clone)]
struct Unsent;

impl Header for Unsent {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Unsent")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "1".to_owned())
    }
}

fn address(text: &str) -> Result<Address, Undelivered> {
    let bad = || Undelivered::Address(text.chars().filter(|sign| !is_forbidden(*sign)).collect());
    if text.chars().any(is_forbidden) { Err(bad()) } else { text.parse().map_err(|_| bad()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter<'a>(name: &'a str, to: &'a str) -> Letter<'a> {
        Letter {
            from: (name, "secretariat@tilleuls.example"),
            to,
            subject: "Mot de passe provisoire – à changer",
            body: "Bonjour,\n\nÉté.\n",
            attachments: Vec::new(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_letter_is_whole() {
        let sealed = seal(letter("Lycée des Tilleuls", "paul.petit@ac-lyon.example")).unwrap();
        let text = String::from_utf8(sealed.bytes).unwrap();
        for header in ["MIME-Version: 1.0", "Message-ID: <", "Date: Thu, 01 Jan 1970", "To: paul.petit@ac-lyon.example"]
        {
            assert!(text.contains(header), "{header}\n{text}");
        }
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn a_draft_has_its_files_and_perhaps_no_addressee() {
        let long: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
        let file = |name: &str, content: &[u8]| Attached {
            name: name.to_owned(),
            bytes: content.len() as u64,
            content: Box::new(io::Cursor::new(content.to_vec())),
        };
        let attachments =
            vec![file("capture d’écran.png", &[0, 255, 13, 10]), file("a\r\nBcc: x", &[]), file("long.bin", &long)];
        let weight = Letter { attachments, ..letter("Lycée", "") };
        let (foreseen, mut text) = (weight.weight(), Vec::new());
        draft(weight, &mut text).unwrap();
        assert!(text.len() as u64 >= foreseen && (text.len() as u64) < foreseen + 2_000);
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains("X-Unsent: 1\r\n") && text.contains("\r\n\r\nAP8NCg==\r\n--"), "{}", &text[..2_000]);
        assert!(!text.lines().any(|line| line.starts_with("To:") || line.starts_with("Bcc") || line.len() > 300));
        let (_, end) = text.split_once("long.bin").unwrap();
        let coded: String =
            end.split("\r\n\r\n").nth(1).unwrap().split("--").next().unwrap().split_whitespace().collect();
        assert_eq!(BASE64.decode(coded).unwrap(), long);
        let mut text = Vec::new();
        draft(letter("Lycée", "assistance@service.example"), &mut text).unwrap();
        assert!(String::from_utf8(text).unwrap().contains("To: assistance@service.example\r\n"));
    }

    #[test]
    fn a_letter_that_no_server_takes_is_not_composed() {
        let huge = Attached { name: "film.mkv".to_owned(), bytes: HEAVIEST, content: Box::new(io::repeat(0)) };
        let why = seal(Letter { attachments: vec![huge], ..letter("L", "a@b.example") }).unwrap_err();
        assert!(matches!(why, Undelivered::Heavy(..)), "{why}");
        assert!(why.to_string().contains("fait 136,8\u{a0}Mio"), "{why}");
    }

    #[test]
    fn nothing_is_slipped_into_a_header() {
        let sealed = seal(letter("Lycée\r\nBcc: x@y.example\0", "paul.petit@ac-lyon.example")).unwrap();
        let text = String::from_utf8(sealed.bytes).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
        for bad in ["a@b.example\r\nBcc: c@d.example", "a@b.example\0", "a b@c.example", "personne", ""] {
            assert!(matches!(seal(letter("L", bad)), Err(Undelivered::Address(_))), "{bad:?}");
        }
    }
}
