//! Mail: composed once, then given to a server over TLS, to the machine's own program, or back as bytes.

use std::error::Error as _;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use lettre::address::Envelope;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::transport::sendmail;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{self, SmtpTransport};
use lettre::{Address, Message, SendmailTransport, Transport};

use crate::domain::name::is_forbidden;
use crate::domain::secret::Secret;

/// Longest time for one exchange with a server.
const PATIENCE: Duration = Duration::from_secs(20);

const UNREACHABLE: &str = "serveur injoignable";
const SILENT: &str = "pas de réponse";

/// How a letter travels.
#[derive(Debug, Clone)]
pub enum Route {
    Smtp(Server),
    /// A program that takes letters as sendmail does.
    Program(PathBuf),
}

/// A server that takes letters.
#[derive(Debug, Clone)]
pub struct Server {
    pub host: String,
    pub port: u16,
    /// TLS from the first byte (465); otherwise STARTTLS, which is required.
    pub wrapped: bool,
    pub credentials: Option<(String, Secret)>,
    /// Certificate of a private authority (PEM), besides the public ones.
    pub authority: Option<Vec<u8>>,
}

/// A letter to one person.
pub struct Letter<'a> {
    /// Who sends: a name for people, an address for servers.
    pub from: (&'a str, &'a str),
    pub to: &'a str,
    pub subject: &'a str,
    pub body: &'a str,
    /// Names and contents.
    pub attachments: &'a [(String, Vec<u8>)],
    pub at: Timestamp,
}

/// A letter in the form of RFC 5322, with its envelope.
#[derive(Debug)]
pub struct Sealed {
    envelope: Envelope,
    bytes: Vec<u8>,
}

/// Why a letter did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// Not an address.
    Address(String),
    /// The server cannot now, or cannot be reached.
    Later(String),
    /// The server will never take this letter.
    Refused(String),
    /// The server does not accept the user or the password.
    Credentials,
    /// No encrypted link, or a certificate that nobody vouches for.
    Encryption(String),
    /// The certificate of `mail.ca`, or the program, cannot be used.
    Setup(String),
}

impl Undelivered {
    /// True where the same letter may leave later.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Later(_))
    }

    /// True where no server answered at all.
    pub fn is_unreachable(&self) -> bool {
        matches!(self, Self::Later(why) if why == UNREACHABLE || why == SILENT)
    }

    /// A few words without the address, for the journal.
    pub fn in_journal(&self) -> &'static str {
        match self {
            Self::Address(_) => "adresse refusée",
            Self::Later(_) => "serveur indisponible",
            Self::Refused(_) => "message refusé par le serveur",
            Self::Credentials => "authentification refusée par le serveur",
            Self::Encryption(_) => "pas de liaison chiffrée",
            Self::Setup(_) => "réglage à revoir",
        }
    }

    /// True where the letter is not to blame, but what was set.
    pub fn is_setup(&self) -> bool {
        matches!(self, Self::Credentials | Self::Encryption(_) | Self::Setup(_))
    }
}

impl fmt::Display for Undelivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => write!(f, "« {address} » n’est pas une adresse électronique"),
            Self::Later(why) => write!(f, "le serveur n’a pas accepté le message pour l’instant ({why})"),
            Self::Refused(why) => write!(f, "le serveur a refusé le message ({why})"),
            Self::Credentials => f.write_str("le serveur a refusé le nom d’utilisateur ou le mot de passe"),
            Self::Encryption(why) => write!(f, "pas de liaison chiffrée sûre avec le serveur ({why})"),
            Self::Setup(why) => f.write_str(why),
        }
    }
}

/// Puts a letter in its envelope.
pub fn seal(letter: &Letter<'_>) -> Result<Sealed, Undelivered> {
    let message = compose(letter, head(letter)?.to(Mailbox::new(None, address(letter.to)?)))?;
    Ok(Sealed { envelope: message.envelope().clone(), bytes: message.formatted() })
}

/// A letter that a person will finish: a file `.eml` that mail programs open as a draft, without addressee if `to` is empty.
pub fn draft(letter: &Letter<'_>) -> Result<Vec<u8>, Undelivered> {
    let from = address(letter.from.1)?;
    let addressee = if letter.to.is_empty() { from.clone() } else { address(letter.to)? };
    let envelope = Envelope::new(Some(from), vec![addressee.clone()])
        .map_err(|error| Undelivered::Setup(format!("le message n’a pas pu être composé ({error})")))?;
    let head = head(letter)?.envelope(envelope).header(Unsent);
    let head = if letter.to.is_empty() { head } else { head.to(Mailbox::new(None, addressee)) };
    Ok(compose(letter, head)?.formatted())
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

fn compose(letter: &Letter<'_>, head: MessageBuilder) -> Result<Message, Undelivered> {
    let text = SinglePart::plain(letter.body.to_owned());
    let composed = if letter.attachments.is_empty() {
        head.singlepart(text)
    } else {
        let parts = letter.attachments.iter().map(|(name, content)| {
            Attachment::new(name.chars().filter(|sign| !is_forbidden(*sign)).collect()).body(
                content.clone(),
                ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN),
            )
        });
        head.multipart(parts.fold(MultiPart::mixed().singlepart(text), MultiPart::singlepart))
    };
    composed.map_err(|error| Undelivered::Setup(format!("le message n’a pas pu être composé ({error})")))
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

impl Sealed {
    /// The letter as a file `.eml` holds it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Sends it, once.
    pub fn send(&self, route: &Route) -> Result<(), Undelivered> {
        match route {
            Route::Smtp(server) => {
                let transport = connect(server)?;
                transport.send_raw(&self.envelope, &self.bytes).map(|_| ()).map_err(|error| told(&error))
            }
            Route::Program(path) => {
                let transport = SendmailTransport::new_with_command(path);
                transport.send_raw(&self.envelope, &self.bytes).map_err(|error| refused(&error))
            }
        }
    }
}

fn connect(server: &Server) -> Result<SmtpTransport, Undelivered> {
    let unusable = |_| Undelivered::Setup("le certificat de mail.ca n’est pas lisible".to_owned());
    let mut parameters = TlsParameters::builder(server.host.clone());
    if let Some(pem) = &server.authority {
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem).map_err(unusable)?);
    }
    let parameters = parameters.build().map_err(unusable)?;
    let tls = if server.wrapped { Tls::Wrapper(parameters) } else { Tls::Required(parameters) };
    let builder = SmtpTransport::builder_dangerous(&server.host).port(server.port).tls(tls).timeout(Some(PATIENCE));
    Ok(match &server.credentials {
        Some((user, password)) => {
            builder.credentials(Credentials::new(user.clone(), password.expose().to_owned())).build()
        }
        None => builder.build(),
    })
}

/// What a server's answer, or its silence, comes to.
fn told(error: &smtp::Error) -> Undelivered {
    if let Some(code) = error.status() {
        return match u16::from(code) {
            530 | 534 | 535 | 538 => Undelivered::Credentials,
            code if error.is_permanent() => Undelivered::Refused(format!("réponse {code}")),
            code => Undelivered::Later(format!("réponse {code}")),
        };
    }
    if let Some(why) = handshake(error) {
        Undelivered::Encryption(why.to_owned())
    } else if error.is_client() && error.to_string().contains("STARTTLS") {
        Undelivered::Encryption("le serveur ne la propose pas".to_owned())
    } else if error.is_client() {
        Undelivered::Setup("le serveur ne propose aucune authentification que cpro connaisse".to_owned())
    } else if error.is_tls() {
        Undelivered::Encryption("la négociation a échoué".to_owned())
    } else if error.is_timeout() {
        Undelivered::Later(SILENT.to_owned())
    } else {
        Undelivered::Later(UNREACHABLE.to_owned())
    }
}

/// What went wrong in the TLS handshake reaches us as « invalid data », deep in the chain of causes.
fn handshake(error: &smtp::Error) -> Option<&'static str> {
    let mut cause = error.source();
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == std::io::ErrorKind::InvalidData) {
            let certificate = error.to_string().contains("certificate");
            return Some(if certificate {
                "certificat du serveur non reconnu"
            } else {
                "la négociation a échoué, le port ne convient peut-être pas à mail.security"
            });
        }
        cause = error.source();
    }
    None
}

fn refused(error: &sendmail::Error) -> Undelivered {
    use std::io::ErrorKind::{NotFound, PermissionDenied};
    let cause = error.source().and_then(|cause| cause.downcast_ref::<std::io::Error>());
    match cause.filter(|cause| matches!(cause.kind(), NotFound | PermissionDenied)) {
        Some(_) => Undelivered::Setup("le programme de mail.sendmail n’a pas pu être lancé".to_owned()),
        None => Undelivered::Later("le programme d’envoi a échoué".to_owned()),
    }
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
            attachments: &[],
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_letter_is_whole() {
        let sealed = seal(&letter("Lycée des Tilleuls", "paul.petit@ac-lyon.example")).unwrap();
        let text = String::from_utf8(sealed.bytes().to_vec()).unwrap();
        for header in ["MIME-Version: 1.0", "Message-ID: <", "Date: Thu, 01 Jan 1970", "To: paul.petit@ac-lyon.example"]
        {
            assert!(text.contains(header), "{header}\n{text}");
        }
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn a_draft_has_its_files_and_perhaps_no_addressee() {
        let files =
            [("capture d’écran.png".to_owned(), vec![0_u8, 255, 13, 10]), ("a\r\nBcc: x".to_owned(), Vec::new())];
        let text = draft(&Letter { attachments: &files, ..letter("Lycée", "") }).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains("X-Unsent: 1\r\n") && text.contains("AP8NCg=="), "{text}");
        assert!(!text.lines().any(|line| line.starts_with("To:") || line.starts_with("Bcc")), "{text}");
        let text = draft(&letter("Lycée", "assistance@service.example")).unwrap();
        assert!(String::from_utf8(text).unwrap().contains("To: assistance@service.example\r\n"));
    }

    #[test]
    fn nothing_is_slipped_into_a_header() {
        let sealed = seal(&letter("Lycée\r\nBcc: x@y.example\0", "paul.petit@ac-lyon.example")).unwrap();
        let text = String::from_utf8(sealed.bytes().to_vec()).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
        for bad in ["a@b.example\r\nBcc: c@d.example", "a@b.example\0", "a b@c.example", "personne", ""] {
            assert!(matches!(seal(&letter("L", bad)), Err(Undelivered::Address(_))), "{bad:?}");
        }
    }
}
