//! The link itself, through `ureq`.

use std::time::Duration;

use jiff::fmt::rfc2822;
use ureq::http::{Method, Request, StatusCode, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, TlsProvider, parse_pem};
use ureq::{Agent, Body};

use super::message::{Configuration, Page, changed, detail, is_answer, made, page, quoted};
use super::{Server, Wait};
use crate::domain::scim::{Change, Set, TEXTS, User};
use crate::domain::setting::is_loopback;
use crate::targets::link::{Applied, Link, Trouble};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a service that is busy, or out of order, is asked again.
const TRIES: u32 = 5;
/// Longest wait between two tries, in seconds, whatever the service asks for.
const LONGEST: u64 = 60;
/// Largest answer, in bytes.
const MAX_ANSWER: u64 = 16 << 20;

const JSON: &str = "application/scim+json";

/// An open link.
pub struct Session {
    agent: Agent,
    server: Server,
    wait: Wait,
    /// Users in a page.
    count: usize,
    /// True once a user that was made was found again by its number.
    keeps_numbers: bool,
}

/// What a service answered.
struct Answer {
    status: StatusCode,
    body: Vec<u8>,
}

impl Session {
    /// Asks the service what it can do.
    pub fn open(server: &Server, wait: Wait) -> Result<Self, Trouble> {
        let roots = match &server.authority {
            Some(pem) => trusting(pem)?,
            None => RootCerts::WebPki,
        };
        let tls = TlsConfig::builder().provider(TlsProvider::Rustls).root_certs(roots).build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .https_only(!is_loopback(&server.url))
            // A token follows nobody elsewhere.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("cpro/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls)
            .build();
        let mut session =
            Self { agent: config.new_agent(), server: server.clone(), wait, count: 0, keeps_numbers: false };
        let answer = session.ask(Method::GET, "/ServiceProviderConfig", None)?;
        let configuration = Configuration::read(&answer.expected()?);
        if let Some(what) = configuration.lacks() {
            return Err(Trouble::Lacks(what));
        }
        session.count = configuration.page();
        Ok(session)
    }

    /// Users whose number begins so, all of them; nothing where the service does not search that way.
    pub fn read(&mut self, prefix: &str) -> Result<Option<Vec<User>>, Trouble> {
        let filter = format!("externalId sw {}", quoted(prefix));
        let mut users: Vec<User> = Vec::new();
        let mut total = None;
        loop {
            let answer = self.search(&filter, users.len() + 1)?;
            if total.is_none() && [StatusCode::BAD_REQUEST, StatusCode::NOT_IMPLEMENTED].contains(&answer.status) {
                return Ok(None);
            }
            let Page { users: found, total: all } = page(&answer.expected()?).ok_or(Trouble::Unreadable)?;
            let is_last = found.is_empty() || users.len() + found.len() >= all;
            users.extend(found);
            if *total.get_or_insert(all) != all || is_last && users.len() != all {
                return Err(Trouble::Partial);
            }
            if is_last {
                users.sort_by(|one, other| one.id.cmp(&other.id));
                let shown = users.len();
                users.dedup_by(|one, other| one.id == other.id);
                // Somebody wrote between two pages: one user was shown twice, and another perhaps not at all.
                return if users.len() == shown { Ok(Some(users)) } else { Err(Trouble::Partial) };
            }
        }
    }

    /// Users of a number.
    pub fn find(&mut self, external_id: &str) -> Result<Vec<User>, Trouble> {
        let body = self.search(&format!("externalId eq {}", quoted(external_id)), 1)?.expected()?;
        let mut users = page(&body).ok_or(Trouble::Unreadable)?.users;
        users.retain(|user| user.external_id == external_id);
        Ok(users)
    }

    fn add(&mut self, user: &User) -> Result<Applied, Trouble> {
        let answer = self.ask(Method::POST, "/Users", Some(&made(user)))?;
        // Made already, by a question whose answer was lost: the next run sees what differs.
        if answer.status == StatusCode::CONFLICT && !self.find(&user.external_id)?.is_empty() {
            return Ok(Applied::Done);
        }
        let applied = answer.changed()?;
        // A service that forgets our number would have the whole school made again, for ever: the first one tells.
        if applied == Applied::Done && !self.keeps_numbers {
            if self.find(&user.external_id)?.is_empty() {
                return Err(Trouble::Lacks("garder un numéro d’ailleurs (externalId)"));
            }
            self.keeps_numbers = true;
        }
        Ok(applied)
    }

    fn modify(&self, id: &str, mods: &[Set]) -> Result<Applied, Trouble> {
        let path = format!("/Users/{}", encoded(id));
        let applied = self.ask(Method::PATCH, &path, Some(&changed(mods)))?.changed()?;
        let is_name = |set: &Set| matches!(set, Set::Text(path, _) if *path == TEXTS[0]);
        let others: Vec<Set> = mods.iter().filter(|set| !is_name(set)).cloned().collect();
        // A name that is taken holds nothing else back: whoever left is inactive all the same.
        if applied == Applied::Taken && !others.is_empty() && others.len() < mods.len() {
            self.ask(Method::PATCH, &path, Some(&changed(&others)))?.changed()?;
            return Ok(Applied::AllBut);
        }
        Ok(applied)
    }

    fn search(&self, filter: &str, from: usize) -> Result<Answer, Trouble> {
        let query = format!("/Users?filter={}&startIndex={from}&count={}", encoded(filter), self.count);
        self.ask(Method::GET, &query, None)
    }

    /// Asks, and asks again where the service says that it is busy or out of order.
    fn ask(&self, method: Method, path: &str, body: Option<&[u8]>) -> Result<Answer, Trouble> {
        let mut tries = 1;
        loop {
            if !(self.wait)(Duration::ZERO) {
                return Err(Trouble::Interrupted);
            }
            let (answer, pause) = self.ask_once(&method, path, body)?;
            let is_busy = answer.status == StatusCode::TOO_MANY_REQUESTS;
            if !is_busy && !answer.status.is_server_error() || answer.status == StatusCode::NOT_IMPLEMENTED {
                return Ok(answer);
            }
            if tries == TRIES {
                let said = format!("code {}", answer.status.as_u16());
                return Err(if is_busy { Trouble::Busy } else { Trouble::Unreachable(said) });
            }
            let seconds = pause.unwrap_or(1 << (tries - 1)).min(LONGEST);
            if !(self.wait)(Duration::from_secs(seconds)) {
                return Err(Trouble::Interrupted);
            }
            tries += 1;
        }
    }

    /// One question, and how many seconds the service asks to wait before the next.
    fn ask_once(&self, method: &Method, path: &str, body: Option<&[u8]>) -> Result<(Answer, Option<u64>), Trouble> {
        // Visible letters alone: a mark before it, or an accent, is no part of a token.
        if self.server.token.expose().is_empty()
            || !self.server.token.expose().bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Err(Trouble::BadAccount);
        }
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.server.url))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.server.token.expose()))
            .header(header::ACCEPT, format!("{JSON}, application/json"));
        let answer = match body {
            Some(body) => {
                let request = request.header(header::CONTENT_TYPE, JSON).body(body);
                self.agent.run(request.map_err(|_| Trouble::BadAccount)?)
            }
            None => self.agent.run(request.body(()).map_err(|_| Trouble::BadAccount)?),
        };
        let mut answer = answer.map_err(unreachable)?;
        let pause = answer.headers().get(header::RETRY_AFTER).and_then(|value| seconds(value.to_str().ok()?));
        Ok((Answer { status: answer.status(), body: read(answer.body_mut())? }, pause))
    }
}

impl Answer {
    /// What was asked for, or why it is not there.
    fn expected(self) -> Result<Vec<u8>, Trouble> {
        match self.status {
            status if status.is_success() => Ok(self.body),
            StatusCode::UNAUTHORIZED => Err(Trouble::BadAccount),
            StatusCode::FORBIDDEN => Err(Trouble::Forbidden),
            StatusCode::NOT_FOUND => Err(Trouble::NotThere),
            status => Err(Trouble::Refused(u32::from(status.as_u16()), detail(&self.body))),
        }
    }

    /// What became of a change of a user who was there.
    fn changed(self) -> Result<Applied, Trouble> {
        match self.status {
            StatusCode::CONFLICT => Ok(Applied::Taken),
            // The service is there: it is the user who is not.
            status @ StatusCode::NOT_FOUND => Err(Trouble::Refused(u32::from(status.as_u16()), detail(&self.body))),
            // A page for people is no answer of a service: nobody knows what it did.
            status if status.is_success() && !is_answer(&self.body) => Err(Trouble::Unreadable),
            _ => self.expected().map(|_| Applied::Done),
        }
    }
}

impl Link for Session {
    type Entry = User;
    type Mod = Set;

    fn apply(&mut self, change: &Change) -> Result<Applied, Trouble> {
        match change {
            Change::Add(user) => self.add(user),
            Change::Modify { entry, mods, .. } => self.modify(entry, mods),
            Change::Delete(entry) => {
                let answer = self.ask(Method::DELETE, &format!("/Users/{}", encoded(entry)), None)?;
                if answer.status == StatusCode::NOT_FOUND { Ok(Applied::Done) } else { answer.changed() }
            }
        }
    }

    fn holders(&mut self, login: &str) -> Vec<String> {
        let found = self.search(&format!("userName eq {}", quoted(login)), 1).and_then(Answer::expected).ok();
        let users = found.and_then(|body| page(&body)).map(|page| page.users).unwrap_or_default();
        let same = users.into_iter().filter(|user| user.texts[0].eq_ignore_ascii_case(login));
        let name = |user: User| if user.external_id.is_empty() { user.id } else { user.external_id };
        same.map(name).collect()
    }
}

fn read(body: &mut Body) -> Result<Vec<u8>, Trouble> {
    body.with_config().limit(MAX_ANSWER).read_to_vec().map_err(unreachable)
}

/// Trust in these authorities alone.
fn trusting(pem: &[u8]) -> Result<RootCerts, Trouble> {
    let mut certificates: Vec<Certificate<'static>> = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|_| Trouble::BadAuthority)? {
            certificates.push(certificate);
        }
    }
    if certificates.is_empty() { Err(Trouble::BadAuthority) } else { Ok(RootCerts::new_with_certs(&certificates)) }
}

/// A value as a part of an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// `Retry-After`: seconds, or a date.
fn seconds(value: &str) -> Option<u64> {
    let until = |value: &str| {
        let until = rfc2822::parse(value).ok()?.timestamp().as_second();
        u64::try_from(until - jiff::Timestamp::now().as_second()).ok()
    };
    value.trim().parse().ok().or_else(|| until(value.trim()))
}

fn unreachable(error: ureq::Error) -> Trouble {
    use std::io::ErrorKind as Kind;
    let why = match error {
        ureq::Error::Io(why) if why.to_string().contains("certificate") => return Trouble::Untrusted,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => return Trouble::Untrusted,
        // The only thing of ours that a request cannot hold.
        ureq::Error::Http(_) | ureq::Error::Protocol(_) => "une réponse qui n’est pas du HTTP".to_owned(),
        ureq::Error::Timeout(_) => "trop long à répondre".to_owned(),
        ureq::Error::HostNotFound => "nom de serveur inconnu".to_owned(),
        ureq::Error::BodyExceedsLimit(_) => "une réponse trop longue".to_owned(),
        ureq::Error::Io(why) => match why.kind() {
            Kind::ConnectionRefused => "connexion refusée".to_owned(),
            Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe | Kind::UnexpectedEof => {
                "liaison coupée".to_owned()
            }
            Kind::TimedOut | Kind::WouldBlock => "trop long à répondre".to_owned(),
            Kind::InvalidData => "une réponse qui n’est pas chiffrée comme il faut".to_owned(),
            kind => format!("{kind:?}"),
        },
        _ => "liaison impossible".to_owned(),
    };
    Trouble::Unreachable(why)
}
