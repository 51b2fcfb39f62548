//! What is true: names, logins, passwords, who is a pupil, what changed.
//!
//! Law of this room: no clock, no file, no SQL, no printing. Time and chance come in as parameters,
//! decisions go out as values.

/// A type that the machine contract has as one of its words.
macro_rules! serialize_as_word {
    ($($of:ty),+ $(,)?) => {
        $(impl serde::Serialize for $of {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        })+
    };
}

/// A type that the machine contract has as the sentence that people read.
macro_rules! serialize_as_sentence {
    ($($of:ty),+ $(,)?) => {
        $(impl serde::Serialize for $of {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        })+
    };
}

pub mod account;
pub mod audience;
pub mod clock;
pub mod date;
pub mod directory;
pub mod division;
pub mod enrolment;
pub mod erasure;
pub mod following;
pub mod forms;
pub mod hashing;
pub mod help;
pub mod hexadecimal;
pub mod identity;
pub mod ine;
pub mod instant;
pub mod internal_number;
pub mod letter;
pub mod lockout;
pub mod login;
pub mod member;
pub mod name;
pub mod origin;
pub mod person;
pub mod policy;
pub mod preference;
pub mod profile;
pub mod report;
pub mod roster;
pub mod school_year;
pub mod scim;
pub mod search;
pub mod secret;
pub mod setting;
pub mod slip;
pub mod transfer;
pub mod typing;
pub mod uai;
