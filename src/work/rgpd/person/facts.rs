//! What is known of somebody, fact by fact.

use super::{Fact, Line, fact};
use crate::domain::account::Account;
use crate::domain::instant::Instant;
use crate::domain::person::{Detail, Person};
use crate::domain::setting::{Key, Settings};
use crate::french::{capitalised, count, day, instant, size};
use crate::store::{Direction, Paper, Store, Subject, Traces};
use crate::work::Result;
use crate::work::rgpd::register::ABROAD;

/// Who somebody is, and where the family lives, as far as that is kept.
pub fn known_of(store: &Store, subject: &Subject) -> Result<Vec<Fact>> {
    let mut facts = identity(&subject.person);
    if let Some(address) = store.addresses()?.remove(&subject.id) {
        let lines = std::iter::once(address.addressee).chain(address.lines).filter(|line| !line.is_empty());
        facts.extend(fact("Adresse de la famille", lines.collect::<Vec<_>>().join(", ")));
    }
    Ok(facts)
}

/// Transfers, by their numbers.
pub fn transfers(store: &Store, numbers: &[i64]) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for number in numbers {
        if let Some(transfer) = store.transfer(*number)? {
            let way = if transfer.direction == Direction::Sent { "vers" } else { "depuis" };
            lines.push(Line { what: format!("n° {number}, {way} {}", transfer.uai), at: transfer.at });
        }
    }
    Ok(lines)
}

/// A slip that was printed, and whether it was handed over.
pub fn document(paper: Paper) -> Line {
    let Paper { id, at, name, handed_at } = paper;
    let handed = match handed_at {
        Some(at) => format!("remis le {}", instant(&at)),
        None => "remise non notée".to_owned(),
    };
    Line { at, what: format!("n° {id}, {name}, {handed}") }
}

/// Tickets, with what was written in them.
pub fn tickets(store: &Store, numbers: &[i64]) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for number in numbers {
        if let Some(ticket) = store.ticket(*number)? {
            let replies = ticket.replies.iter().map(|reply| reply.message.as_str());
            let texts: Vec<&str> = [ticket.subject.as_str(), &ticket.message]
                .into_iter()
                .chain(replies)
                .chain([ticket.answer.as_str()])
                .collect();
            let told = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" – ");
            let files = ticket.files.iter().map(|(name, bytes)| format!(" ; pièce jointe : {name} ({})", size(*bytes)));
            let files: String = files.collect();
            lines.push(Line { at: ticket.at, what: format!("n° {number}, {told}{files}") });
        }
    }
    Ok(lines)
}

/// Systems and schools that were given somebody.
pub fn recipients(store: &Store, traces: &Traces) -> Result<Vec<String>> {
    Ok([traces.targets.clone(), schools(store, traces)?].concat())
}

/// Schools that were sent somebody; one whose transfer was cancelled may have the file.
pub fn schools(store: &Store, traces: &Traces) -> Result<Vec<String>> {
    let mut schools = Vec::new();
    for number in &traces.transfers {
        let sent = store.transfer(*number)?.filter(|one| one.direction == Direction::Sent);
        schools.extend(sent.map(|transfer| {
            let cancelled = if transfer.cancelled { " (transfert annulé)" } else { "" };
            format!("établissement {}{cancelled}", transfer.uai)
        }));
    }
    schools.dedup();
    Ok(schools)
}

/// Exports since the account is there, for systems that were given it.
pub fn exports(store: &Store, traces: &Traces, account: Option<&Account>) -> Result<Vec<Line>> {
    let created = account.and_then(|account| account.created_at.timestamp());
    let mut lines = Vec::new();
    for run in store.exports()?.into_iter().filter(|run| traces.targets.contains(&run.target)) {
        if run.at.timestamp() < created {
            continue;
        }
        let passwords = if run.passwords > 0 { ", avec des mots de passe ou leur empreinte" } else { "" };
        let accounts = count(run.accounts, "compte", "comptes");
        let place = ABROAD.iter().find(|(target, _)| *target == run.target).map(|(_, company)| format!(", {company}"));
        let place = place.unwrap_or_default();
        lines.push(Line { what: format!("système « {} »{place}, {accounts}{passwords}", run.target), at: run.at });
    }
    Ok(lines)
}

/// Resets that were asked for, and why.
pub fn requests(store: &Store, account: Option<&Account>) -> Result<Vec<Line>> {
    let Some(account) = account else { return Ok(Vec::new()) };
    let asked = store.requests()?.into_iter().filter(|request| request.account == account.id).map(|request| {
        let why = if request.reason.is_empty() { String::new() } else { format!(" : {}", request.reason) };
        Line { at: request.at, what: format!("demandée par {}{why}", request.actor) }
    });
    let letters = store.outbox()?.into_iter().filter(|letter| letter.account == account.id).map(|letter| {
        let tries = count(letter.tries as usize, "essai", "essais");
        Line { at: letter.at, what: format!("courriel d’un mot de passe provisoire, en attente ({tries})") }
    });
    Ok(asked.chain(letters).collect())
}

/// Everything of the record.
pub fn identity(person: &Person) -> Vec<Fact> {
    let facts = [
        fact("Nom de famille", person.family_name.as_str()),
        fact("Prénom", person.first_name.as_str()),
        fact("Date de naissance", person.birth_date.map(day).unwrap_or_default()),
        fact("Profil", person.profile.label()),
        fact("INE", person.ine.as_str()),
        fact("Numéro interne", person.number.as_str()),
        fact("Formation (MEF)", person.mef.as_deref().unwrap_or_default()),
        fact("Division", person.division()),
        fact("Connu(e) par", person.origin.label()),
    ];
    let details = Detail::all()
        .map(|detail| fact(&capitalised(detail.row().label), person.details.get(detail).unwrap_or_default()));
    facts.into_iter().chain(details).flatten().collect()
}

/// States and dates of an account; not the hash of its password.
pub fn account_facts(account: &Account) -> Vec<Fact> {
    let when = |at: &Option<Instant>| at.as_ref().map(|at| instant(at)).unwrap_or_default();
    let facts = [
        fact("Identifiant", account.login.to_string()),
        fact("État", account.status.label()),
        fact("Mot de passe", account.stored_state.label()),
        fact("Créé le", instant(&account.created_at)),
        fact("Mot de passe en vigueur depuis le", when(&account.issued_at)),
        fact("Échéance du mot de passe", account.expires_on.map(day).unwrap_or_default()),
        fact("Dernière connexion", when(&account.last_login_at)),
        fact("Essais manqués", account.failures.to_string()),
    ];
    facts.into_iter().flatten().collect()
}

/// What is kept for a number of days, beside records and accounts.
pub const KEPT: [(&str, Key); 6] = [
    ("Papillons", Key::DocumentDays),
    ("Fichiers de transfert", Key::TransferDays),
    ("Tickets d’assistance fermés", Key::TicketDays),
    ("Journal", Key::JournalDays),
    ("Traces qui permettent d’annuler un lot", Key::UndoDays),
    ("Sauvegardes", Key::BackupDays),
];

/// How long everything is kept.
pub fn durations(settings: &Settings) -> Vec<Fact> {
    let all = std::iter::once(("Fiche et compte, après le départ", Key::DepartedDays)).chain(KEPT);
    all.filter_map(|(label, key)| fact(label, format!("{} jours", settings.number(key)))).collect()
}
