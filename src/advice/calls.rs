//! Every command that is ever quoted, under its noun.

use super::Call;

/// First set-up.
pub fn init() -> Call {
    Call::new("init")
}

/// The same, with an answer in an option.
pub fn init_with(option: impl ToString) -> Call {
    Call::new("init").arg(option).then("…")
}

/// The work of the night.
pub fn nightly() -> Call {
    Call::new("nightly")
}

/// `cpro accounts`.
pub mod accounts {
    use super::Call;

    /// Accounts of a division.
    pub fn list_division(division: impl ToString) -> Call {
        Call::new("accounts list --division").arg(division)
    }

    /// Resets of a division, with their slips.
    pub fn reset_division(division: impl ToString) -> Call {
        Call::new("accounts reset --division").arg(division).then("--slips reinitialises.pdf")
    }

    /// Every account.
    pub fn list() -> Call {
        Call::new("accounts list")
    }

    /// Accounts whose password is past its date.
    pub fn list_expired() -> Call {
        Call::new("accounts list --expired")
    }

    /// Accounts whose password was never changed.
    pub fn list_initial() -> Call {
        Call::new("accounts list --state initial")
    }

    /// Accounts that are locked.
    pub fn list_locked() -> Call {
        Call::new("accounts list --locked")
    }

    /// Accounts that nobody used yet.
    pub fn list_unused() -> Call {
        Call::new("accounts list --never-signed-in")
    }

    /// Accounts of pupils.
    pub fn list_pupils() -> Call {
        Call::new("accounts list --profile eleve")
    }

    /// The missing accounts.
    pub fn create() -> Call {
        Call::new("accounts create")
    }

    /// Who lacks an account, and why.
    pub fn check() -> Call {
        Call::new("accounts create --check")
    }

    /// Back to the initial password.
    pub fn reset(login: impl ToString) -> Call {
        Call::new("accounts reset").arg(login)
    }

    /// The same, with its slip.
    pub fn reset_with_slip(login: impl ToString) -> Call {
        Call::new("accounts reset").arg(login).then("--slips papillon.pdf")
    }

    /// Resets, of whoever is meant.
    pub fn reset_some() -> Call {
        Call::new("accounts reset")
    }

    /// A reset, of whoever is meant, with its slip.
    pub fn reset_somebody_with_slip() -> Call {
        Call::new("accounts reset IDENTIFIANT --slips papillons.pdf")
    }

    /// The resets that were asked for.
    pub fn reset_requested() -> Call {
        Call::new("accounts reset --requested")
    }

    /// Resets that wait.
    pub fn requests() -> Call {
        Call::new("accounts request --list")
    }

    /// Opens a locked account.
    pub fn unlock(login: impl ToString) -> Call {
        Call::new("accounts unlock").arg(login)
    }

    /// A letter with a temporary password.
    pub fn forgot(login: impl ToString) -> Call {
        Call::new("accounts forgot").arg(login)
    }

    /// A reset for the next night.
    pub fn forgot_request(login: impl ToString) -> Call {
        Call::new("accounts forgot").arg(login).then("--request")
    }

    /// Why an account is as it is.
    pub fn explain(login: impl ToString) -> Call {
        Call::new("accounts explain").arg(login)
    }

    /// The same, of whoever is meant.
    pub fn explain_somebody() -> Call {
        Call::new("accounts explain IDENTIFIANT")
    }

    /// Signing in.
    pub fn login(login: impl ToString) -> Call {
        Call::new("accounts login").arg(login)
    }

    /// The same, of whoever is meant.
    pub fn login_somebody() -> Call {
        Call::new("accounts login IDENTIFIANT")
    }

    /// Another password.
    pub fn passwd(login: impl ToString) -> Call {
        Call::new("accounts passwd").arg(login)
    }

    /// The address of a person.
    pub fn email(login: impl ToString) -> Call {
        Call::new("accounts email").arg(login).then("ADRESSE")
    }
}

/// `cpro assistance`.
pub mod assistance {
    use super::Call;

    /// The questions that people ask.
    pub fn faq() -> Call {
        Call::new("assistance faq")
    }

    /// One of them.
    pub fn faq_about() -> Call {
        Call::new("assistance faq NUMÉRO")
    }

    /// Why somebody cannot sign in.
    pub fn diagnose(login: impl ToString) -> Call {
        Call::new("assistance diagnose").arg(login)
    }

    /// Every ticket.
    pub fn tickets() -> Call {
        Call::new("assistance tickets list")
    }

    /// Tickets that are open.
    pub fn open_tickets() -> Call {
        Call::new("assistance tickets list --open")
    }

    /// A new ticket.
    pub fn new_ticket() -> Call {
        Call::new("assistance tickets new")
    }

    /// Sends a ticket.
    pub fn send_ticket(number: impl ToString) -> Call {
        Call::new("assistance tickets send").arg(number)
    }

    /// The letter of a ticket as a file.
    pub fn ticket_file(number: impl ToString) -> Call {
        Call::new("assistance tickets show").arg(number).then("--eml FICHIER.eml")
    }
}

/// `cpro import`.
pub mod import {
    use super::Call;

    /// Pupils.
    pub fn siecle() -> Call {
        Call::new("import siecle FICHIER")
    }

    /// Pupils, from a list in columns.
    pub fn siecle_csv() -> Call {
        Call::new("import siecle FICHIER.csv")
    }

    /// Pupils, from a newer export.
    pub fn siecle_again() -> Call {
        Call::new("import siecle EXPORT_À_JOUR.csv")
    }

    /// Staff.
    pub fn sts() -> Call {
        Call::new("import sts FICHIER")
    }

    /// Candidates.
    pub fn candidates() -> Call {
        Call::new("import candidates FICHIER")
    }

    /// Staff, from a list in columns.
    pub fn people_staff() -> Call {
        Call::new("import people FICHIER --kind staff")
    }

    /// A list that was filled in.
    pub fn people_file(path: impl ToString, staff: bool) -> Call {
        let call = Call::new("import people").arg(path);
        if staff { call.then("--kind staff") } else { call }
    }

    /// A file of corrected rows.
    pub fn again(command: &'static str, path: impl ToString, options: &'static str) -> Call {
        Call::new("import").then(command).arg(path).then(options)
    }

    /// Rows that may be somebody known.
    pub fn conflicts() -> Call {
        Call::new("import conflicts")
    }

    /// The same, with those that were decided.
    pub fn all_conflicts() -> Call {
        Call::new("import conflicts --all")
    }

    /// Deciding of one.
    pub fn decide(number: impl ToString) -> Call {
        Call::new("import conflicts").arg(number).then("--same")
    }

    /// Deciding that one is not to be used.
    pub fn ignore(number: impl ToString) -> Call {
        Call::new("import conflicts").arg(number).then("--ignore")
    }

    /// Every batch.
    pub fn history() -> Call {
        Call::new("import history")
    }

    /// Takes a batch back.
    pub fn undo(batch: impl ToString) -> Call {
        Call::new("import undo").arg(batch)
    }

    /// The same, of whichever is meant.
    pub fn undo_some() -> Call {
        Call::new("import undo LOT")
    }
}

/// `cpro inspectors`.
pub mod inspectors {
    use super::Call;

    /// Lets an inspector in.
    pub fn open() -> Call {
        Call::new("inspectors open")
    }

    /// The same, whole.
    pub fn open_example() -> Call {
        Call::new("inspectors open --by IDENTIFIANT-DU-CHEF --name 'Prénom NOM' --email ADRESSE")
    }

    /// Ends an access.
    pub fn close() -> Call {
        Call::new("inspectors close IDENTIFIANT")
    }

    /// Who was let in.
    pub fn list() -> Call {
        Call::new("inspectors list")
    }
}

/// `cpro settings`.
pub mod settings {
    use super::Call;

    /// Changes a setting.
    pub fn set(key: impl ToString, value: impl ToString) -> Call {
        Call::new("settings set").arg(key).arg(value)
    }

    /// Changes a setting, shown by an example that is typed as it stands.
    pub fn set_as(key: impl ToString, example: &'static str) -> Call {
        Call::new("settings set").arg(key).then(example)
    }

    /// Back to a default.
    pub fn unset(key: impl ToString) -> Call {
        Call::new("settings unset").arg(key)
    }

    /// The logo of the slips.
    pub fn logo() -> Call {
        Call::new("settings logo FICHIER")
    }

    /// The stamp of the slips.
    pub fn stamp() -> Call {
        Call::new("settings stamp FICHIER")
    }

    /// Takes the settings of a file, in another school.
    pub fn import_elsewhere(path: impl ToString) -> Call {
        Call::new("settings import").arg(path).elsewhere()
    }

    /// The labels of the forms.
    pub fn masks() -> Call {
        Call::new("settings masks list")
    }

    /// The labels as a file.
    pub fn masks_file() -> Call {
        Call::new("settings masks export -o FICHIER.json")
    }
}

/// `cpro slips`.
pub mod slips {
    use super::Call;

    /// The slips of a division.
    pub fn generate_division(division: impl ToString) -> Call {
        let file = format!("{}.pdf", division.to_string().to_lowercase());
        Call::new("slips generate --division").arg(division).then("-o").arg(file)
    }

    /// Every slip that is due.
    pub fn generate() -> Call {
        Call::new("slips generate -o papillons.pdf")
    }

    /// The slip of one account.
    pub fn generate_one(login: impl ToString) -> Call {
        Call::new("slips generate").arg(login).then("-o papillon.pdf")
    }

    /// The same, under another name.
    pub fn generate_as(login: impl ToString, file: &'static str) -> Call {
        Call::new("slips generate").arg(login).then("-o").then(file)
    }

    /// The slips of some accounts.
    pub fn generate_some(logins: &[String]) -> Call {
        logins.iter().fold(Call::new("slips generate"), Call::arg).then("-o papillons.pdf")
    }

    /// The documents already made.
    pub fn list() -> Call {
        Call::new("slips list")
    }
}

/// `cpro transfers`.
pub mod transfers {
    use super::Call;

    /// Enables transfers.
    pub fn enable() -> Call {
        Call::new("transfers enable")
    }

    /// The same, under a reference.
    pub fn enable_under() -> Call {
        Call::new("transfers enable --register RÉFÉRENCE")
    }

    /// The key of the school.
    pub fn key() -> Call {
        Call::new("transfers key")
    }

    /// The key of another school.
    pub fn key_elsewhere() -> Call {
        Call::new("transfers key").elsewhere()
    }

    /// Pupils without INE.
    pub fn missing_ine() -> Call {
        Call::new("transfers missing-ine")
    }

    /// What was sent and received.
    pub fn list() -> Call {
        Call::new("transfers list")
    }

    /// The pupils of a transfer.
    pub fn show(number: impl ToString) -> Call {
        Call::new("transfers list").arg(number)
    }

    /// The file of a transfer.
    pub fn export(number: impl ToString) -> Call {
        Call::new("transfers export").arg(number).then("-o FICHIER.age")
    }

    /// The same, at another school.
    pub fn export_elsewhere() -> Call {
        Call::new("transfers export").elsewhere()
    }

    /// Sending, at another school.
    pub fn send_elsewhere() -> Call {
        Call::new("transfers send").elsewhere()
    }

    /// Receiving, at another school.
    pub fn receive_elsewhere(file: impl ToString) -> Call {
        Call::new("transfers receive").arg(file).elsewhere()
    }

    /// Takes a transfer back.
    pub fn cancel(number: impl ToString) -> Call {
        Call::new("transfers cancel").arg(number)
    }

    /// The same, of whichever is meant.
    pub fn cancel_some() -> Call {
        Call::new("transfers cancel NUMÉRO")
    }
}

/// `cpro users`.
pub mod users {
    use super::Call;

    /// Everybody.
    pub fn list() -> Call {
        Call::new("users list")
    }

    /// Somebody.
    pub fn show(who: impl ToString) -> Call {
        Call::new("users show").arg(who)
    }

    /// Somebody new.
    pub fn add() -> Call {
        Call::new("users add")
    }

    /// The head.
    pub fn add_head() -> Call {
        Call::new("users add --profile chef-etablissement")
    }

    /// Gives an INE by hand.
    pub fn edit_ine() -> Call {
        Call::new("users edit PERSONNE --ine INE")
    }
}
