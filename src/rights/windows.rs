//! Access lists of Windows, written and read by `icacls`; people and groups by the numbers that are the same in every language.

/// Everybody whom a list may name beside the owner, as the system shortens it and in full: everyone, anonymous, authenticated,
/// on the network, interactive, users, guests.
const OTHERS: [&str; 14] = [
    "WD",
    "S-1-1-0",
    "AN",
    "S-1-5-7",
    "AU",
    "S-1-5-11",
    "NU",
    "S-1-5-2",
    "IU",
    "S-1-5-4",
    "BU",
    "S-1-5-32-545",
    "BG",
    "S-1-5-32-546",
];

/// Ends of the numbers of a domain's users, guests and computers.
const DOMAIN: [&str; 3] = ["-513", "-514", "-515"];

/// True for an access list (SDDL) that lets anybody read beside the owner, the system and the administrators.
fn lets_others_in(list: &str) -> bool {
    let Some((_, entries)) = list.split_once("D:") else { return false };
    // Where there is no list at all, whoever comes may read.
    if entries.starts_with("NO_ACCESS_CONTROL") {
        return true;
    }
    let entries = entries.split_once("S:").map_or(entries, |(entries, _)| entries);
    entries.split('(').skip(1).any(|entry| {
        let fields: Vec<&str> = entry.split(')').next().unwrap_or_default().split(';').collect();
        let [kind, flags, _, _, _, who, ..] = fields[..] else { return false };
        // An entry for what will be made in a folder says nothing of the folder.
        let is_here = !flags.contains("IO");
        let allows = kind == "A" || kind == "XA" || kind == "OA";
        let shortened = ["DU", "DG", "DC"].contains(&who);
        let of_domain = who.starts_with("S-1-5-21-") && DOMAIN.iter().any(|end| who.ends_with(end));
        allows && is_here && (OTHERS.contains(&who) || shortened || of_domain)
    })
}

/// Leaves a file, or a folder and what will be made in it, to its owner, the system and the administrators; false where the
/// disk knows no such thing.
#[cfg(windows)]
pub fn restrict(path: &std::path::Path) -> bool {
    let below = if path.is_dir() { "(OI)(CI)F" } else { "F" };
    let mut command = icacls(path);
    command.args(["/inheritance:r", "/grant:r"]);
    // The rights of whoever owns it, the system, the administrators.
    command.args(["*S-1-3-4", "*S-1-5-18", "*S-1-5-32-544"].map(|who| format!("{who}:{below}")));
    // What was given to others by name stays beside what is inherited: everyone, signed in, users, guests.
    command.arg("/remove:g").args(["*S-1-1-0", "*S-1-5-11", "*S-1-5-4", "*S-1-5-32-545", "*S-1-5-32-546"]);
    command.status().is_ok_and(|status| status.success())
}

/// True where others are known to be let in.
#[cfg(windows)]
pub fn is_exposed(path: &std::path::Path) -> bool {
    let Ok(saved) = tempfile::Builder::new().prefix("cpro-").tempfile().map(tempfile::NamedTempFile::into_temp_path)
    else {
        return false;
    };
    let is_saved = icacls(path).arg("/save").arg(&saved).status().is_ok_and(|status| status.success());
    let bytes = std::fs::read(&saved).unwrap_or_default();
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    // The name of the file stands on the first line, its list on the second.
    let text = String::from_utf16_lossy(&units);
    is_saved && text.lines().skip(1).any(lets_others_in)
}

#[cfg(windows)]
fn icacls(path: &std::path::Path) -> std::process::Command {
    use std::process::{Command, Stdio};
    // The system's own, whatever else has its name beside us.
    let system = std::env::var_os("SystemRoot").map(|root| std::path::Path::new(&root).join("System32\\icacls.exe"));
    let mut command = Command::new(system.filter(|path| path.is_file()).unwrap_or_else(|| "icacls".into()));
    command.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_let_others_in_are_known() {
        let own = "(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";
        for (list, others) in [
            (format!("D:PAI{own}"), false),
            (format!("D:PAI{own}(A;;FA;;;S-1-5-21-1-2-3-1001)"), false),
            (format!("D:AI{own}(A;ID;0x1200a9;;;BU)"), true),
            (format!("D:AI{own}(A;OICIIOID;GA;;;BU)"), false),
            (format!("D:AI{own}(A;;FR;;;WD)"), true),
            ("D:NO_ACCESS_CONTROL".to_owned(), true),
            (format!("D:AI{own}(A;;FR;;;S-1-1-0)"), true),
            (format!("D:AI{own}(D;;FR;;;WD)"), false),
            (format!("D:AI{own}(A;;FR;;;S-1-5-21-1-2-3-513)"), true),
            (format!("O:BAD:{own}S:(ML;;NW;;;LW)(A;;FR;;;WD)"), false),
            ("cpro.db".to_owned(), false),
            ("D:(A;;FR".to_owned(), false),
        ] {
            assert_eq!(lets_others_in(&list), others, "{list}");
        }
    }
}
