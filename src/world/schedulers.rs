//! The system's own commands: those that schedule (`crontab`, `systemctl`, `schtasks`), and the one that opens a file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use directories::BaseDirs;

/// What a command of the system came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ran {
    pub success: bool,
    pub out: String,
    /// What it complained of.
    pub err: String,
}

/// Commands of the system.
pub trait System {
    /// Runs one with `input` typed into it; an answer that is no UTF-8 is an error (`InvalidData`), for what is written back
    /// must be what was read.
    fn run(&self, program: &str, args: &[&str], input: &str) -> io::Result<Ran>;

    /// Where the units of this user's systemd are, if it runs.
    fn units(&self) -> Option<PathBuf>;

    /// Opens a file, or a folder, with the program that the person who works here has for it.
    fn open(&self, path: &Path) -> io::Result<()>;
}

/// Those of this machine.
pub struct Machine;

impl System for Machine {
    fn run(&self, program: &str, args: &[&str], input: &str) -> io::Result<Ran> {
        let mut command = Command::new(program);
        // Their complaints are read.
        command.env("LC_ALL", "C");
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // One that reads nothing is no failure.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output = child.wait_with_output()?;
        Ok(Ran {
            success: output.status.success(),
            out: String::from_utf8(output.stdout).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?,
            err: String::from_utf8_lossy(&output.stderr).trim_end().to_owned(),
        })
    }

    fn units(&self) -> Option<PathBuf> {
        let runs = Path::new("/run/systemd/system").exists() && std::env::var_os("XDG_RUNTIME_DIR").is_some();
        BaseDirs::new().filter(|_| runs).map(|folders| folders.config_dir().join("systemd/user"))
    }

    fn open(&self, path: &Path) -> io::Result<()> {
        let has_screen = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let opener = match std::env::consts::OS {
            "windows" => "explorer",
            "macos" => "open",
            _ if has_screen("DISPLAY") || has_screen("WAYLAND_DISPLAY") => "xdg-open",
            _ => return Err(io::ErrorKind::Unsupported.into()),
        };
        Command::new(opener)
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map(drop)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_was_written() {
        let told = |bytes: &str| Machine.run("printf", &[bytes], "").map(|ran| ran.out);
        assert_eq!(told("\\303\\251").unwrap(), "é");
        assert_eq!(told("# r\\351union").unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
