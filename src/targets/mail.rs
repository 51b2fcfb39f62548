//! Mail: composed once, then given to a server over TLS, to the machine's own program, or written down.

use std::error::Error as _;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::sendmail;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, SmtpConnection, Tls, TlsParameters};
use lettre::transport::smtp::commands::Ehlo;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{self, SmtpTransport};
use lettre::{SendmailTransport, Transport};

use crate::domain::secret::Secret;
use crate::french::{self, size};

mod letter;

pub use letter::{Attached, Letter, draft, seal, write};

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
    /// Bytes of the letter, and of the largest that the server takes, or that is tried.
    Heavy(u64, u64),
    /// It could not be written down.
    Unwritten(io::ErrorKind),
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
            Self::Heavy(..) => "message trop lourd",
            Self::Unwritten(_) => "message non écrit",
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
            Self::Unwritten(kind) => f.write_str(&french::io(&(*kind).into())),
            Self::Heavy(bytes, most) => write!(
                f,
                "avec ses pièces jointes il fait {}, et le serveur en prend {} au plus",
                size(*bytes as usize),
                size(*most as usize)
            ),
        }
    }
}

impl Route {
    /// Calls the server, and sends nothing; a program of this machine is not called.
    pub fn reach(&self) -> Result<(), Undelivered> {
        match self {
            Self::Smtp(server) => largest(server).map(drop),
            _ => Ok(()),
        }
    }
}

impl Letter<'_> {
    /// Refuses a letter that is larger than the server of its way takes; only one with files is worth the question.
    pub fn check(&self, route: &Route) -> Result<(), Undelivered> {
        match route {
            Route::Smtp(server) if !self.attachments.is_empty() => {
                largest(server)?.map_or(Ok(()), |most| self.check_weight(most))
            }
            _ => Ok(()),
        }
    }
}

impl Sealed {
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

fn encryption(server: &Server) -> Result<TlsParameters, Undelivered> {
    let unusable = |_| Undelivered::Setup("le certificat de mail.ca n’est pas lisible".to_owned());
    let mut parameters = TlsParameters::builder(server.host.clone());
    if let Some(pem) = &server.authority {
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem).map_err(unusable)?);
    }
    parameters.build().map_err(unusable)
}

fn connect(server: &Server) -> Result<SmtpTransport, Undelivered> {
    let parameters = encryption(server)?;
    let tls = if server.wrapped { Tls::Wrapper(parameters) } else { Tls::Required(parameters) };
    let builder = SmtpTransport::builder_dangerous(&server.host).port(server.port).tls(tls).timeout(Some(PATIENCE));
    Ok(match &server.credentials {
        Some((user, password)) => {
            builder.credentials(Credentials::new(user.clone(), password.expose().to_owned())).build()
        }
        None => builder.build(),
    })
}

/// The largest letter that a server takes, in bytes, where it says so (RFC 1870).
fn largest(server: &Server) -> Result<Option<u64>, Undelivered> {
    let parameters = encryption(server)?;
    let hello = ClientId::default();
    let wrapper = server.wrapped.then_some(&parameters);
    let asked = SmtpConnection::connect((server.host.as_str(), server.port), Some(PATIENCE), &hello, wrapper, None);
    let answer = asked.and_then(|mut connection| {
        if !server.wrapped && connection.can_starttls() {
            connection.starttls(&parameters, &hello)?;
        }
        let answer = connection.command(Ehlo::new(hello.clone()))?;
        connection.quit()?;
        Ok(answer)
    });
    let answer = answer.map_err(|error| told(&error))?;
    let mut words = answer.message().filter_map(|line| line.strip_prefix("SIZE ")?.trim().parse().ok());
    Ok(words.find(|most: &u64| *most > 0))
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
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|io| io.kind() == io::ErrorKind::InvalidData) {
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
    use io::ErrorKind::{NotFound, PermissionDenied};
    let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    match cause.filter(|cause| matches!(cause.kind(), NotFound | PermissionDenied)) {
        Some(_) => Undelivered::Setup("le programme de mail.sendmail n’a pas pu être lancé".to_owned()),
        None => Undelivered::Later("le programme d’envoi a échoué".to_owned()),
    }
}
