//! Scripts: lines that are commands, or what happens between them, played in one or several schools.
//!
//! ```text
//! # a note for the next command
//! $ a command that is looked at          - a command that must only succeed      ~ or that may fail
//! $ accounts login x <<< standard input, \n between lines     $ init ??? answers|in a|terminal
//! = a file that is looked at
//! ! what happens: see `World::happens`
//! ```
//!
//! `{key2}` in a command is the public key of the second school.

use crate::env::{Output, TestEnv, fixtures};

/// What a script shows, one after the other.
pub enum Seen<'a> {
    Note(&'a str),
    /// The command as the script writes it, its words, its answer.
    Ran {
        line: &'a str,
        command: &'a str,
        output: Output,
    },
    File {
        name: &'a str,
        text: String,
    },
}

/// Schools, one of which is spoken of.
struct World {
    schools: Vec<TestEnv>,
    at: usize,
}

/// Plays a script in a new world; `more` is said at the end of each command that is looked at.
pub fn play(script: &str, more: &str, see: &mut dyn FnMut(Seen<'_>)) {
    let mut world = World { schools: vec![TestEnv::new()], at: 0 };
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (sign, rest) = line.split_once(' ').unwrap_or_else(|| panic!("{line}"));
        match sign {
            "#" => see(Seen::Note(rest)),
            "$" => {
                let (command, output) = world.run(rest, more);
                see(Seen::Ran { line: rest, command, output });
            }
            "-" => {
                let output = world.run(rest, "").1;
                assert_eq!(output.code, 0, "{line}\n{output}");
            }
            "~" => drop(world.run(rest, "")),
            "=" => {
                let bytes = std::fs::read(world.here().path(rest)).unwrap_or_else(|error| panic!("{rest}: {error}"));
                see(Seen::File { name: rest, text: world.plain(&String::from_utf8_lossy(&bytes)) });
            }
            "!" => world.happens(rest),
            _ => panic!("{line}"),
        }
    }
}

impl World {
    fn here(&self) -> &TestEnv {
        &self.schools[self.at]
    }

    fn run<'a>(&self, line: &'a str, more: &str) -> (&'a str, Output) {
        let (command, stdin) = line.split_once(" <<< ").unwrap_or((line, ""));
        let (command, answers) = match command.split_once(" ??? ") {
            Some((command, answers)) => (command, Some(answers.split('|').collect::<Vec<_>>())),
            None => (command, None),
        };
        let mut typed = format!("{command}{more}");
        for (n, school) in self.schools.iter().enumerate() {
            let key = format!("{{key{}}}", n + 1);
            if typed.contains(&key) {
                typed = typed.replace(&key, school.run("transfers key").success().out.trim());
            }
        }
        let output = match answers {
            Some(answers) => self.here().answer(&typed, &answers),
            None => self.here().pipe(&typed, escaped(stdin).as_bytes()),
        };
        (command, Output { out: self.plain(&output.out), err: self.plain(&output.err), ..output })
    }

    fn happens(&mut self, what: &str) {
        let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
        let (name, text) = rest.split_once(' ').unwrap_or((rest, ""));
        let here = self.here();
        match verb {
            // Another world for the school: with an establishment, then with pupils and accounts.
            "established" => self.schools[self.at] = TestEnv::with_school(),
            "peopled" => self.schools[self.at] = TestEnv::with_accounts(),
            "school" => {
                self.at = rest.parse::<usize>().unwrap() - 1;
                while self.schools.len() <= self.at {
                    self.schools.push(TestEnv::new());
                }
            }
            "later" => here.later(rest.parse().unwrap()),
            "wait" => here.wait(rest.parse().unwrap()),
            "fixture" => here.fixture(rest),
            "demo" => drop(std::fs::copy(fixtures().join("demo").join(rest), here.path(rest)).unwrap()),
            "write" => here.write(name, escaped(text)),
            "replace" => {
                let (file, words) = text.split_once(' ').unwrap();
                let (old, new) = words.split_once(" => ").unwrap();
                let bytes = std::fs::read(here.path(name)).unwrap();
                let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
                let latin: Vec<u8> = text.replace(old, new).chars().map(|letter| letter as u8).collect();
                here.write(file, latin);
            }
            "folder" => std::fs::create_dir(here.path(rest)).unwrap(),
            "remove" => std::fs::remove_file(here.path(rest)).unwrap(),
            "sql" => here.base().execute_batch(rest).unwrap(),
            "carry" => {
                for (n, other) in self.schools.iter().enumerate().filter(|(n, _)| *n != self.at) {
                    std::fs::copy(here.path(rest), other.path(rest)).unwrap_or_else(|error| panic!("{n}: {error}"));
                }
            }
            "seed" => self.schools[self.at].seed = rest.parse().unwrap(),
            "mode" => self.mode(name, text),
            _ => panic!("{what}"),
        }
    }

    #[cfg(unix)]
    fn mode(&self, name: &str, mode: &str) {
        use std::os::unix::fs::PermissionsExt;
        let mode = u32::from_str_radix(mode, 8).unwrap();
        std::fs::set_permissions(self.here().path(name), PermissionsExt::from_mode(mode)).unwrap();
    }

    #[cfg(not(unix))]
    fn mode(&self, _: &str, _: &str) {}

    /// A text without what changes from one run to the next: where the folder is, keys, this version.
    fn plain(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (n, school) in self.schools.iter().enumerate() {
            let number = if n == 0 { String::new() } else { format!(" {}", n + 1) };
            text = text.replace(&school.folder.path().display().to_string(), &format!("<dossier{number}>"));
        }
        keys(&text).replace(env!("CARGO_PKG_VERSION"), "<version>")
    }
}

fn escaped(text: &str) -> String {
    text.replace("\\n", "\n")
}

/// `<clé>` for each public key of age.
fn keys(text: &str) -> String {
    let mut parts = text.split("age1");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let length = part.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (known, rest) = if length == 58 { ("<clé>", &part[length..]) } else { ("age1", part) };
        plain.push_str(known);
        plain.push_str(rest);
    }
    plain
}
