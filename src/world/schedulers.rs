//! The system's own commands that schedule: `crontab`, `systemctl`, `schtasks`.

use std::io::{self, Write};
use std::path::PathBuf;
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
    /// Runs one with `input` typed into it.
    fn run(&self, program: &str, args: &[&str], input: &str) -> io::Result<Ran>;

    /// Where the units of this user's systemd are, if it runs.
    fn units(&self) -> Option<PathBuf>;
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
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
        Ok(Ran {
            success: output.status.success(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: text(&output.stderr),
        })
    }

    fn units(&self) -> Option<PathBuf> {
        let runs =
            std::path::Path::new("/run/systemd/system").exists() && std::env::var_os("XDG_RUNTIME_DIR").is_some();
        BaseDirs::new().filter(|_| runs).map(|folders| folders.config_dir().join("systemd/user"))
    }
}
