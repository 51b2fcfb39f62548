//! `cpro completions`: completion scripts for four shells.

use clap::{Args, ValueEnum};
use clap_complete::{Shell, generate};

use super::Session;
use crate::error::{Result, exit};

/// Écrit le script de complétion d’un interpréteur de commandes
#[derive(Debug, Args)]
pub struct Completions {
    /// Interpréteur : bash, zsh, fish ou powershell
    #[arg(value_name = "SHELL")]
    shell: ShellArg,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ShellArg {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

impl Completions {
    pub fn run(self, session: &mut Session) -> Result {
        let shell = match self.shell {
            ShellArg::Bash => Shell::Bash,
            ShellArg::Zsh => Shell::Zsh,
            ShellArg::Fish => Shell::Fish,
            ShellArg::Powershell => Shell::PowerShell,
        };
        let mut script = Vec::new();
        generate(shell, &mut super::command(), "cpro", &mut script);
        session.terminal.answer_bytes(&script);
        Ok(exit::DONE)
    }
}
