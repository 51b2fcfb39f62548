//! The night as each system's own scheduler takes it: a line for cron, two units for systemd, a task for Windows.

use std::path::PathBuf;

use jiff::civil::{Date, Time};
use quick_xml::escape::escape;

/// A command that runs every night.
#[derive(Debug, Clone)]
pub struct Job {
    pub program: PathBuf,
    pub base: PathBuf,
    /// Code of the establishment: each has its own night.
    pub uai: String,
    pub at: Time,
    /// Folder of the slips of accounts that are reset.
    pub slips: Option<PathBuf>,
}

/// What stands at the end of our line in a table of cron.
fn mark(uai: &str) -> String {
    format!("# cpro {uai}")
}

impl Job {
    /// The command that is run, the program first.
    pub fn words(&self) -> Vec<String> {
        let path = |path: &PathBuf| path.display().to_string();
        let (program, base) = (path(&self.program), path(&self.base));
        // Whatever works in the evening has five minutes to end.
        let words = [&program, "--db", &base, "--quiet", "--no-input", "--wait", "300", "nightly"];
        let slips = self.slips.iter().flat_map(|folder| ["--slips".to_owned(), path(folder)]);
        words.iter().map(|word| (*word).to_owned()).chain(slips).collect()
    }

    /// Our line in a table of cron.
    pub fn cron_line(&self) -> String {
        let words: Vec<String> = self.words().iter().map(|word| cron_word(word)).collect();
        format!("{} {} * * * {} {}", self.at.minute(), self.at.hour(), words.join(" "), mark(&self.uai))
    }

    /// The unit of systemd that does the work.
    pub fn service(&self) -> String {
        let words = self.words();
        // A dollar is only read in what comes after the program.
        let program = systemd_word(&words[0]).replace("$$", "$");
        let rest = words[1..].iter().map(|word| systemd_word(word));
        let words: Vec<String> = std::iter::once(program).chain(rest).collect();
        format!(
            "[Unit]\nDescription=cpro, nuit de l'établissement {}\n\n[Service]\nType=oneshot\nExecStart={}\n",
            self.uai,
            words.join(" ")
        )
    }

    /// The unit of systemd that says when; a machine that was off catches up.
    pub fn timer(&self) -> String {
        format!(
            "[Unit]\nDescription=cpro, chaque nuit de l'établissement {}\n\n[Timer]\nOnCalendar=*-*-* {}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n",
            self.uai,
            self.at.strftime("%H:%M:%S")
        )
    }

    /// A name for units and tasks.
    pub fn name(&self) -> String {
        format!("cpro-{}", self.uai)
    }

    /// A task of the Windows Task Scheduler, in XML, from `today` on; as the file that `schtasks` reads.
    pub fn task(&self, today: Date) -> String {
        let words = self.words();
        let (program, arguments) = (&words[0], &words[1..]);
        let arguments = arguments.iter().map(|word| windows_word(word)).collect::<Vec<_>>().join(" ");
        format!(
            r#"<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>cpro, chaque nuit de l’établissement {uai}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{today}T{at}</StartBoundary>
      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <WakeToRun>false</WakeToRun>
  </Settings>
  <Actions>
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"#,
            uai = escape(&self.uai),
            at = self.at.strftime("%H:%M:%S"),
            program = escape(program),
            arguments = escape(&arguments),
        )
    }
}

/// A table of cron with our line, and the rest as it was; without it where there is no `job`.
pub fn with_line(table: &str, uai: &str, job: Option<&Job>) -> String {
    let others = table.lines().filter(|line| !is_ours(line, uai));
    let lines: Vec<String> = others.map(str::to_owned).chain(job.map(Job::cron_line)).collect();
    if lines.is_empty() { String::new() } else { lines.join("\n") + "\n" }
}

/// Our line in a table of cron.
pub fn line_of<'a>(table: &'a str, uai: &str) -> Option<&'a str> {
    table.lines().find(|line| is_ours(line, uai))
}

fn is_ours(line: &str, uai: &str) -> bool {
    line.trim_end().ends_with(&mark(uai)) && !line.trim_start().starts_with('#')
}

/// True for a word that nothing reads but as it stands.
fn is_plain(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-".contains(letter))
}

/// As the shell takes it in a table where `%` ends a line.
fn cron_word(word: &str) -> String {
    if is_plain(word) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''").replace('%', "\\%"))
}

fn systemd_word(word: &str) -> String {
    if is_plain(word) {
        return word.to_owned();
    }
    let escaped = word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    format!("\"{escaped}\"")
}

fn windows_word(word: &str) -> String {
    if !word.contains(' ') {
        return word.to_owned();
    }
    // A backslash before the last quote would escape it.
    let ends = word.chars().rev().take_while(|letter| *letter == '\\').count();
    format!("\"{word}{}\"", "\\".repeat(ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(base: &str) -> Job {
        Job {
            program: "/usr/bin/cpro".into(),
            base: base.into(),
            uai: "0990001N".into(),
            at: jiff::civil::time(2, 30, 0, 0),
            slips: None,
        }
    }

    #[test]
    fn each_scheduler_has_its_quotes() {
        let line = job("/srv/l'école 100%/a.db").cron_line();
        assert_eq!(
            line,
            "30 2 * * * /usr/bin/cpro --db '/srv/l'\\''école 100\\%/a.db' --quiet --no-input --wait 300 nightly # cpro 0990001N"
        );
        let service = job("/srv/l'école 100% $x \"y\"/a.db").service();
        assert!(service.contains("--db \"/srv/l'école 100%% $$x \\\"y\\\"/a.db\" --quiet"), "{service}");
        let dear = Job { program: "/opt/à $/cpro".into(), ..job("a") };
        assert!(dear.service().contains("ExecStart=\"/opt/à $/cpro\" --db a"), "{}", dear.service());
        assert_eq!((windows_word("C:\\a b\\"), windows_word("C:\\a\\")), ("\"C:\\a b\\\\\"".into(), "C:\\a\\".into()));
        assert!(job("a").timer().contains("OnCalendar=*-*-* 02:30:00\nPersistent=true"));
        let task = job("C:\\L & M\\a.db").task(jiff::civil::date(2026, 9, 1));
        assert!(task.contains("<StartBoundary>2026-09-01T02:30:00<"), "{task}");
        assert!(
            task.contains("<Arguments>--db &quot;C:\\L &amp; M\\a.db&quot; --quiet --no-input --wait 300 nightly<"),
            "{task}"
        );
    }

    #[test]
    fn the_lines_of_others_stay() {
        let table = "MAILTO=x\n# cpro 0990001N\n0 1 * * * cpro # cpro 0932048W\n";
        let with = with_line(table, "0990001N", Some(&job("/a")));
        assert_eq!(with, format!("{table}{}\n", job("/a").cron_line()));
        assert_eq!(line_of(&with, "0990001N"), Some(job("/a").cron_line().as_str()));
        // Another hour takes its place, and taking it out leaves what was there.
        assert_eq!(with_line(&with, "0990001N", Some(&job("/b"))).matches("nightly").count(), 1);
        assert_eq!(with_line(&with, "0990001N", None), table);
        assert_eq!((with_line("", "0990001N", None).as_str(), line_of(table, "0990001N")), ("", None));
    }
}
