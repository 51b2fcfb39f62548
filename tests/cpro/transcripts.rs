//! Whole transcripts: what people see, to the letter, command after command, as 0.4 says it.
//!
//! What is typed is in `transcripts/*.script` (see `script.rs`), what is seen in `transcripts/*.txt` (see `golden.rs`):
//! `1| ` before what goes to standard output, `2| ` before what goes to standard error, `·` for a no-break space, `##` for a
//! size.

use crate::golden;
use crate::script::{Seen, play};

/// What is seen of a script, or of several, each in a new world.
fn transcript(scripts: &str) -> String {
    let mut text = String::new();
    for script in scripts.split("\n---\n") {
        if !text.is_empty() {
            text.push_str("---\n\n");
        }
        play(script, "", &mut |seen| match seen {
            Seen::Note(note) => text.push_str(&format!("# {note}\n")),
            Seen::Ran { line, output, .. } => {
                text.push_str(&format!("$ cpro {line}\n"));
                if is_text(&output.bytes) {
                    stream(&mut text, "1", &output.out);
                } else {
                    text.push_str("1| <n octets>\n");
                }
                stream(&mut text, "2", &output.err);
                text.push_str(&format!("[code {}]\n\n", output.code));
            }
            Seen::File { name, text: content } => {
                text.push_str(&format!("= {name}\n"));
                stream(&mut text, "=", &content);
                text.push('\n');
            }
        });
    }
    text
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0') && !text.starts_with("%PDF"))
}

/// Each line of a stream, and what does not show in it.
fn stream(text: &mut String, sign: &str, content: &str) {
    for line in content.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, "<sans fin de ligne>"), |line| (line, ""));
        let visible = line.replace('\u{a0}', "·").replace('\u{202f}', "<fine>").replace('\u{feff}', "<bom>");
        let visible = visible.replace('\r', "<cr>").replace('\u{1b}', "<esc>");
        text.push_str(&format!("{sign}| {}{end}\n", sizes(&visible)));
    }
}

/// `##` for a size in Kio: printpdf names its objects after a counter of the whole process, and a document weighs a few
/// bytes more or less according to the tests that ran before.
fn sizes(line: &str) -> String {
    let mut letters: Vec<char> = line.chars().collect();
    for at in 1..letters.len().saturating_sub(3) {
        if letters[at + 1..].starts_with(&['K', 'i', 'o']) && [' ', '·'].contains(&letters[at]) {
            let digits = letters[..at].iter().rev().take_while(|letter| letter.is_ascii_digit()).count();
            letters[at - digits..at].fill('#');
        }
    }
    letters.into_iter().collect()
}

macro_rules! stories {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            let found = transcript(include_str!(concat!("transcripts/", stringify!($name), ".script")));
            golden::compare("transcripts", stringify!($name), &found);
        })*

        /// A transcript that no story makes would say nothing of the program.
        #[test]
        fn every_transcript_has_its_story() {
            let stories = [$(stringify!($name).to_owned()),*];
            golden::no_other("transcripts", &stories, |_| true);
        }
    };
}

stories!(
    accounts,
    advice,
    assistance,
    conflicts,
    csv,
    exports,
    demo,
    departures,
    errors,
    import,
    init,
    inspectors,
    journal,
    mail,
    masks,
    nightly,
    other_lists,
    quiet,
    settings,
    sign_in,
    slips,
    status,
    transfers,
    undo,
    users,
    verbose,
);

#[test]
fn what_does_not_show_is_shown() {
    let mut text = String::new();
    stream(&mut text, "1", "\u{feff}a\u{a0}:\r\n\u{1b}[1mb");
    assert_eq!(text, "1| <bom>a·:<cr>\n1| <esc>[1mb<sans fin de ligne>\n");
    assert_eq!(sizes("p.pdf : 106·Kio, 7 Kio"), "p.pdf : ###·Kio, # Kio");
    assert!(is_text("é\n".as_bytes()) && !is_text(b"%PDF-1.7") && !is_text(b"\xff"));
}
