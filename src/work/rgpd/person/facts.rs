//! What is known of somebody, fact by fact.

use super::{Fact, Line, fact};
use crate::domain::account::Account;
use crate::domain::instant::Instant;
use crate::domain::person::Detail;
use crate::domain::setting::{Key, Settings};
use crate::french::{capitalised, day, instant};
use crate::store::{Direction, Store, Subject, Traces};
use crate::work::Result;

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
            lines.push(Line { at: ticket.at, what: format!("n° {number}, {told}") });
        }
    }
    Ok(lines)
}

/// Systems and schools that were given somebody.
pub fn recipients(store: &Store, traces: &Traces) -> Result<Vec<String>> {
    let mut recipients = traces.targets.clone();
    for number in &traces.transfers {
        let sent = store.transfer(*number)?.filter(|one| one.direction == Direction::Sent && !one.cancelled);
        recipients.extend(sent.map(|transfer| format!("établissement {}", transfer.uai)));
    }
    recipients.dedup();
    Ok(recipients)
}

/// Everything of the record.
pub fn identity(subject: &Subject) -> Vec<Fact> {
    let person = &subject.person;
    let facts = [
        fact("Nom de famille", person.family_name.as_str()),
        fact("Prénom", person.first_name.as_str()),
        fact("Date de naissance", person.birth_date.map(day).unwrap_or_default()),
        fact("Profil", person.profile.label()),
        fact("INE", person.ine.as_str()),
        fact("Numéro interne", person.number.as_str()),
        fact("Formation (MEF)", person.mef.as_deref().unwrap_or_default()),
        fact("Division", person.division()),
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
        fact("Mot de passe remis le", when(&account.issued_at)),
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
