//! Text of foreign origin, made harmless for a terminal: no control character, no change of direction.

use crate::domain::name::is_forbidden;

/// `text` with every dangerous character shown as `\u{…}`.
pub fn safe(text: &str) -> String {
    if !text.contains(is_forbidden) {
        return text.to_owned();
    }
    text.chars()
        .flat_map(
            |letter| if is_forbidden(letter) { letter.escape_unicode().collect::<Vec<_>>() } else { vec![letter] },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn controls_are_shown() {
        assert_eq!(safe("L\u{1b}[31méa"), "L\\u{1b}[31méa");
        assert_eq!(safe("Léa D’ARC"), "Léa D’ARC");
    }
}
