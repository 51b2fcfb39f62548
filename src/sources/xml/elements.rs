//! An XML file as a stream of the few elements that matter, each with the texts below it.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::text::Text;
use crate::sources::archive::unreadable;
use crate::sources::{Error, MAX_XML_BYTES};

/// Deepest nesting that is followed.
const DEEPEST: usize = 32;

/// Most texts kept of one element, and the bytes of all of them.
const MOST_TEXTS: usize = 4096;
const MOST_BYTES: usize = 1 << 20;

/// One element: `DONNEES/ELEVES/ELEVE` and what is below it.
#[derive(Debug, Default)]
pub struct Element {
    /// Which of the paths asked for.
    pub which: usize,
    /// Line of its first tag.
    pub line: u32,
    /// Paths and texts, one after the other.
    buffer: String,
    /// Where each path ends and begins its text, and where the text ends.
    ends: Vec<(usize, usize)>,
}

impl Element {
    /// The first text under a path: `STRUCTURE/CODE_STRUCTURE`, or an attribute, `@ELEVE_ID`, `UAJ@CODE`.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts().find(|(found, _)| *found == path).map(|(_, text)| text)
    }

    /// Every text with its path, in the order of the file.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(_, end)| *end));
        starts.zip(&self.ends).map(|(start, (middle, end))| (&self.buffer[start..*middle], &self.buffer[*middle..*end]))
    }

    fn add(&mut self, path: [&str; 2], text: &str) -> Result<(), Error> {
        if self.ends.len() >= MOST_TEXTS || self.buffer.len() + text.len() > MOST_BYTES {
            return Err(Error::HugeText { line: self.line });
        }
        path.into_iter().for_each(|part| self.buffer.push_str(part));
        let middle = self.buffer.len();
        self.buffer.push_str(text);
        self.ends.push((middle, self.buffer.len()));
        Ok(())
    }

    fn start(&mut self, which: usize, line: u32) {
        (self.which, self.line) = (which, line);
        self.buffer.clear();
        self.ends.clear();
    }
}

/// A file that was read to its end.
#[derive(Debug)]
pub struct Whole {
    /// How many there were.
    pub bytes: u64,
    lines: u32,
    tags: u64,
}

impl Whole {
    /// True where people stand on lines of their own: about a line for each of them.
    pub fn has_lines(&self) -> bool {
        u64::from(self.lines) * 100 > self.tags
    }
}

/// Reads a whole file and hands over every element at one of `paths` (below the root, without it); `progress` is told
/// the bytes read and may stop everything.
pub fn read(
    input: Text<impl Read>,
    paths: &[&str],
    take: &mut dyn FnMut(&Element) -> Result<(), Error>,
    progress: &mut dyn FnMut(u64) -> Result<(), Error>,
) -> Result<Whole, Error> {
    let mut walk = Walk { paths, ..Walk::default() };
    let mut reader = Reader::from_reader(input);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    for count in 0_u64.. {
        buffer.clear();
        reader.get_mut().rest();
        let line = reader.get_ref().line;
        let event = reader.read_event_into(&mut buffer);
        match event {
            Ok(Event::Start(tag)) => walk.open(&tag, line)?,
            Ok(Event::End(_)) => {
                if walk.close()? {
                    take(&walk.element)?;
                }
            }
            Ok(Event::Text(text)) => walk.say(&text, line)?,
            Ok(Event::CData(text)) => walk.say(&text, line)?,
            Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                Ok(Some(letter)) => walk.say(letter.encode_utf8(&mut [0; 4]), line)?,
                _ => walk.say(named(&name).ok_or(Error::BadXml { line })?, line)?,
            },
            Ok(Event::DocType(_)) => return Err(Error::Doctype),
            Ok(Event::Eof) if walk.starts.is_empty() && !walk.root.is_empty() => {
                let Text { read, tags, .. } = *reader.get_ref();
                return Ok(Whole { bytes: read, lines: line - 1, tags });
            }
            Ok(Event::Eof) => return Err(Error::CutXml { line }),
            Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_)) => {}
            Err(quick_xml::Error::Io(error)) if error.kind() == std::io::ErrorKind::QuotaExceeded => {
                return Err(Error::HugeText { line });
            }
            Err(quick_xml::Error::Io(error)) => return Err(unreadable(&error)),
            Err(_) if walk.starts.is_empty() && walk.root.is_empty() => return Err(Error::BadXml { line }),
            Err(quick_xml::Error::Syntax(_)) if is_over(reader.get_mut()) => return Err(Error::CutXml { line }),
            Err(_) => return Err(Error::BadXml { line }),
        }
        if reader.get_ref().read > MAX_XML_BYTES {
            return Err(Error::TooLarge);
        }
        if count.is_multiple_of(4096) {
            progress(reader.get_ref().read)?;
        }
    }
    Err(Error::BadXml { line: 0 })
}

/// True where nothing follows.
fn is_over(input: &mut impl std::io::BufRead) -> bool {
    input.fill_buf().is_ok_and(<[u8]>::is_empty)
}

/// The five names that XML knows without a DOCTYPE.
fn named(name: &str) -> Option<&'static str> {
    [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")]
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, letter)| letter)
}

#[derive(Default)]
struct Walk<'a> {
    paths: &'a [&'a str],
    root: String,
    /// Names of the open elements below the root, and where each begins, the root included.
    path: String,
    starts: Vec<usize>,
    element: Element,
    /// How many elements are open where `element` is the innermost, 0 outside of any.
    own: usize,
    text: String,
}

impl Walk<'_> {
    fn open(&mut self, tag: &BytesStart<'_>, line: u32) -> Result<(), Error> {
        let name = tag.name();
        if self.starts.len() >= DEEPEST || (self.starts.is_empty() && !self.root.is_empty()) {
            return Err(Error::BadXml { line });
        }
        self.starts.push(self.path.len());
        if self.starts.len() == 1 {
            self.root.push_str(name.as_ref());
        } else {
            if self.starts.len() > 2 {
                self.path.push('/');
            }
            self.path.push_str(name.as_ref());
        }
        self.text.clear();
        if self.own == 0
            && let Some(which) = self.paths.iter().position(|path| *path == self.path)
        {
            self.element.start(which, line);
            self.own = self.starts.len();
        }
        if self.own > 0 && !tag.attributes_raw().is_empty() {
            self.attributes(tag)?;
        }
        Ok(())
    }

    /// A piece of text: several make one where entities stand between them. Outside the elements that matter, none is kept.
    fn say(&mut self, text: &str, line: u32) -> Result<(), Error> {
        if self.own == 0 {
            return Ok(());
        }
        if self.text.len() + text.len() > MOST_BYTES {
            return Err(Error::HugeText { line });
        }
        self.text.push_str(text);
        Ok(())
    }

    fn attributes(&mut self, tag: &BytesStart<'_>) -> Result<(), Error> {
        for attribute in tag.attributes().flatten() {
            let value = quick_xml::escape::unescape(&attribute.value).unwrap_or_default();
            let name = format!("@{}", attribute.key.as_ref());
            let below = below(&self.path, &self.starts, self.own);
            self.element.add([below, &name], &value)?;
        }
        Ok(())
    }

    /// Ends an element; true if it is one of those asked for.
    fn close(&mut self) -> Result<bool, Error> {
        let done = self.own == self.starts.len();
        if self.own > 0 && !done && !self.text.trim().is_empty() {
            let below = below(&self.path, &self.starts, self.own);
            self.element.add([below, ""], &self.text)?;
        }
        self.path.truncate(self.starts.pop().unwrap_or_default());
        self.text.clear();
        if done {
            self.own = 0;
        }
        Ok(done)
    }
}

/// The path of the innermost element below the one that is `own` deep.
fn below<'a>(path: &'a str, starts: &[usize], own: usize) -> &'a str {
    starts.get(own).map_or("", |start| path[*start..].trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(xml: &str) -> Result<(Whole, Vec<String>), Error> {
        let mut seen = Vec::new();
        let mut take = |element: &Element| {
            let texts: Vec<String> = element.texts().map(|(path, text)| format!("{path}={text}")).collect();
            seen.push(format!("{}:{} {}", element.which, element.line, texts.join(" ")));
            Ok(())
        };
        let text = Text::new(xml.as_bytes(), encoding_rs::UTF_8);
        let whole = read(text, &["P", "D/E"], &mut take, &mut |_| Ok(()))?;
        Ok((whole, seen))
    }

    #[test]
    fn elements_with_their_texts() {
        let xml = "<?xml version='1.0'?>\n<R><P><U C='1&amp;2'/></P>\n<D><E I='7'><A>a&amp;b</A><S><T>t&#233;</T></S><S><T><![CDATA[<]]></T></S></E>\n<X><E><A>no</A></E></X></D></R>";
        let (whole, seen) = gather(xml).unwrap();
        assert_eq!((whole.lines, whole.tags, whole.has_lines()), (3, 28, true));
        assert_eq!(seen, ["0:2 U@C=1&2", "1:3 @I=7 A=a&b S/T=té S/T=<"]);
    }

    #[test]
    fn what_is_refused() {
        let cases = [
            ("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", Error::Doctype),
            ("<a>&e;</a>", Error::BadXml { line: 1 }),
            ("<a><b></a>", Error::BadXml { line: 1 }),
            ("<a>\n<b>", Error::CutXml { line: 2 }),
            ("<a>\n<b", Error::CutXml { line: 2 }),
            ("", Error::CutXml { line: 1 }),
            ("<a/><b/>", Error::BadXml { line: 1 }),
        ];
        for (xml, expected) in cases {
            assert_eq!(gather(xml).map(|_| ()), Err(expected), "{xml}");
        }
        assert!(gather(&"<a>".repeat(100)).is_err());
    }
}
