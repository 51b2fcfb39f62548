//! Sentences folded to the width of the terminal; continuations stand under their beginning.

/// Folds each line of `text` that is longer than `width`. Only ordinary spaces are places to fold.
pub fn wrap(text: &str, width: u16) -> String {
    text.lines().map(|line| fold(line, usize::from(width))).collect::<Vec<_>>().join("\n")
}

fn fold(line: &str, width: usize) -> String {
    let length = |text: &str| text.chars().count();
    if length(line) <= width {
        return line.to_owned();
    }
    let hang = " ".repeat(hang(line));
    let start = line.len() - line.trim_start().len();
    let mut folded = String::new();
    let mut current = line[..start].to_owned();
    for word in line[start..].split(' ') {
        let empty = current.trim().is_empty();
        if !empty && length(&current) + 1 + length(word) > width {
            folded.push_str(current.trim_end());
            folded.push('\n');
            current = format!("{hang}{word}");
        } else {
            current.push_str(if empty { "" } else { " " });
            current.push_str(word);
        }
    }
    folded + &current
}

/// Under the text after a label (« Label  text »), or under the first word.
fn hang(line: &str) -> usize {
    let start = line.chars().take_while(|letter| *letter == ' ').count();
    let text: String = line.chars().skip(start).collect();
    match text.find("  ") {
        Some(end) if end < 20 => {
            let after = text[end..].len() - text[end..].trim_start().len();
            start + text[..end].chars().count() + after
        }
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_under_their_beginning() {
        assert_eq!(wrap("court", 20), "court");
        assert_eq!(wrap("  un deux trois quatre", 12), "  un deux\n  trois\n  quatre");
        assert_eq!(wrap("À dire   un deux trois", 14), "À dire   un\n         deux\n         trois");
        assert_eq!(wrap("mot\u{a0}: insécable", 6), "mot\u{a0}:\ninsécable");
    }
}
