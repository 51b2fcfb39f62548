//! Settings and pictures of the establishment.

use rusqlite::{OptionalExtension, params};

use super::{Entry, Record, Result, Store, Tx};
use crate::domain::setting::{Key, Settings};

/// A picture of the establishment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageKind {
    Logo,
    Stamp,
}

/// A picture as kept: PNG, 8 bits a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub width: u32,
    pub height: u32,
    pub png: Vec<u8>,
}

impl ImageKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::Stamp => "stamp",
        }
    }
}

impl Store {
    /// Everything that was set; keys of a later version are passed over.
    pub fn settings(&self) -> Result<Settings> {
        let mut statement = self.conn.prepare_cached("select key, value from settings")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let mut settings = Settings::default();
        for row in rows {
            let (key, value) = row?;
            if let Some(key) = Key::find(&key) {
                settings.0.insert(key, value);
            }
        }
        Ok(settings)
    }

    /// The logo or the stamp.
    pub fn image(&self, kind: ImageKind) -> Result<Option<Image>> {
        let sql = "select width, height, png from images where kind = ?1";
        let row = |row: &rusqlite::Row<'_>| Ok(Image { width: row.get(0)?, height: row.get(1)?, png: row.get(2)? });
        Ok(self.conn.query_row(sql, [kind.as_str()], row).optional()?)
    }
}

impl Tx<'_> {
    /// Sets a key, or goes back to its default.
    pub fn set(&self, key: Key, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => {
                let sql =
                    "insert into settings (key, value) values (?1, ?2) on conflict (key) do update set value = ?2";
                self.conn.execute(sql, [key.as_str(), value])?;
            }
            None => {
                self.conn.execute("delete from settings where key = ?1", [key.as_str()])?;
            }
        }
        if let (Key::Uai, Some(code)) = (key, value) {
            self.rename_administrator(code)?;
        }
        if key == Key::LetterAddresses && value != Some(Key::KEPT) {
            self.forget_addresses()?;
        }
        let result = if value.is_some() { "réglé" } else { "valeur par défaut" };
        self.log(&Entry::new("settings.set", Record::Setting, 0, &format!("{} : {result}", key.as_str())))
    }

    /// Keeps a picture, or removes it.
    pub fn set_image(&self, kind: ImageKind, image: Option<&Image>) -> Result<()> {
        self.conn.execute("delete from images where kind = ?1", [kind.as_str()])?;
        if let Some(Image { width, height, png }) = image {
            let sql = "insert into images (kind, width, height, png) values (?1, ?2, ?3, ?4)";
            self.conn.execute(sql, params![kind.as_str(), width, height, png])?;
        }
        let result = if image.is_some() { "enregistré" } else { "retiré" };
        self.log(&Entry::new(&format!("settings.{}", kind.as_str()), Record::Setting, 0, result))
    }
}
