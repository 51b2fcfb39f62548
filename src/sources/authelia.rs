//! Authelia’s file of users, as Authelia writes it itself when somebody changes a password.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::domain::member::Present;

/// A file that is none of Authelia’s, and what its reader says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUsers(pub Option<u64>);

#[derive(Deserialize)]
struct File {
    users: Users,
}

/// `users:` alone is nobody.
type Users = Option<BTreeMap<String, BTreeMap<String, Value>>>;

/// Everybody in the file; values are written again as JSON, which YAML takes.
pub fn read(text: &str) -> Result<Vec<Present>, NotUsers> {
    if !text.lines().any(|line| line.starts_with("users:")) {
        return Err(NotUsers(None));
    }
    let file: File = serde_saphyr::from_str(text).map_err(|error| NotUsers(error.location().map(|at| at.line())))?;
    let users = file.users.unwrap_or_default().into_iter();
    let present = |(login, fields): (String, BTreeMap<String, Value>)| Present {
        login,
        fields: fields.into_iter().map(|(key, value)| (key, value.to_string())).collect(),
    };
    Ok(users.map(present).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_read_as_authelia_writes_them() {
        let text = "---\nusers:\n    lea.dupont:\n        password: $argon2id$v=19$m=8,t=1,p=1$a$b\n        displayname: \"Léa\"\n\
            \x20       email: \"\"\n        groups:\n            - 6A\n        disabled: false\n    autre: {password: 'x'}\n";
        let users = read(text).unwrap();
        assert_eq!(users.iter().map(|one| one.login.as_str()).collect::<Vec<_>>(), ["autre", "lea.dupont"]);
        assert_eq!(users[1].field("password"), Some("\"$argon2id$v=19$m=8,t=1,p=1$a$b\""));
        assert_eq!(users[1].field("groups"), Some("[\"6A\"]"));
        assert_eq!(read("users:\n"), Ok(Vec::new()));
        assert!(read("foo: 1").is_err());
        assert!(read("users: [").is_err() && read("nom;prenom").is_err());
    }
}
