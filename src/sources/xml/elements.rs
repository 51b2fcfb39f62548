//! An XML file as a stream of the few elements that matter, each with the texts below it.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::text::Text;
use crate::sources::Error;
use crate::sources::archive::unreadable;

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
    /// Texts under their paths (`STRUCTURE/CODE_STRUCTURE`) and attributes (`@ELEVE_ID`, `UAJ@CODE`), in order.
    texts: Vec<(String, String)>,
    bytes: usize,
}

impl Element {
    /// The first text under a path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts().find(|(found, _)| *found == path).map(|(_, text)| text)
    }

    /// Every text, in the order of the file.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    fn add(&mut self, path: String, text: &str) {
        if self.texts.len() < MOST_TEXTS && self.bytes + text.len() <= MOST_BYTES {
            self.bytes += text.len();
            self.texts.push((path, text.to_owned()));
        }
    }
}

/// Reads a whole file and hands over every element at one of `paths` (below the root, without it); `progress` is told
/// the bytes read and may stop everything. Returns the name of the root.
pub fn read(
    input: Text<impl Read>,
    paths: &[&str],
    take: &mut dyn FnMut(&Element) -> Result<(), Error>,
    progress: &mut dyn FnMut(u64) -> Result<(), Error>,
) -> Result<String, Error> {
    let mut walk = Walk { paths, stack: Vec::new(), root: String::new(), current: None, text: String::new() };
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
                if let Some(element) = walk.close() {
                    take(&element)?;
                }
            }
            Ok(Event::Text(text)) => walk.text.push_str(&text),
            Ok(Event::CData(text)) => walk.text.push_str(&text),
            Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                Ok(Some(letter)) => walk.text.push(letter),
                _ => walk.text.push_str(named(&name).ok_or(Error::BadXml { line })?),
            },
            Ok(Event::DocType(_)) => return Err(Error::Doctype),
            Ok(Event::Eof) if walk.stack.is_empty() && !walk.root.is_empty() => return Ok(walk.root),
            Ok(Event::Eof) => return Err(Error::CutXml { line }),
            Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_)) => {}
            Err(_) if walk.stack.is_empty() && walk.root.is_empty() => return Err(Error::BadXml { line }),
            Err(quick_xml::Error::Io(error)) if error.kind() == std::io::ErrorKind::QuotaExceeded => {
                return Err(Error::HugeText { line });
            }
            Err(quick_xml::Error::Io(error)) => return Err(unreadable(&error)),
            Err(quick_xml::Error::Syntax(_)) => return Err(Error::CutXml { line }),
            Err(_) => return Err(Error::BadXml { line }),
        }
        if count.is_multiple_of(4096) {
            progress(reader.get_ref().read)?;
        }
    }
    Err(Error::BadXml { line: 0 })
}

/// The five names that XML knows without a DOCTYPE.
fn named(name: &str) -> Option<&'static str> {
    [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")]
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, letter)| letter)
}

struct Walk<'a> {
    paths: &'a [&'a str],
    /// Names below the root.
    stack: Vec<String>,
    root: String,
    /// The element being read, and how deep it is.
    current: Option<(Element, usize)>,
    text: String,
}

impl Walk<'_> {
    fn open(&mut self, tag: &BytesStart<'_>, line: u32) -> Result<(), Error> {
        let name = tag.name().as_ref().to_owned();
        if self.stack.len() >= DEEPEST || (self.stack.is_empty() && !self.root.is_empty()) {
            return Err(Error::BadXml { line });
        }
        if self.root.is_empty() {
            self.root.clone_from(&name);
        }
        self.stack.push(name);
        self.text.clear();
        if self.current.is_none()
            && let Some(which) = self.paths.iter().position(|path| self.is_at(path))
        {
            self.current = Some((Element { which, line, ..Element::default() }, self.stack.len()));
        }
        if let Some((element, depth)) = &mut self.current {
            let path = self.stack[*depth..].join("/");
            for attribute in tag.attributes().flatten() {
                let value = quick_xml::escape::unescape(&attribute.value).unwrap_or_default();
                element.add(format!("{path}@{}", attribute.key.as_ref()), &value);
            }
        }
        Ok(())
    }

    fn is_at(&self, path: &str) -> bool {
        let names = path.split('/');
        names.clone().count() + 1 == self.stack.len() && names.eq(self.stack[1..].iter().map(String::as_str))
    }

    /// Ends an element; gives it if it is one of those asked for.
    fn close(&mut self) -> Option<Element> {
        let depth = self.stack.len();
        let done = match &mut self.current {
            Some((_, own)) if *own == depth => true,
            Some((element, own)) => {
                if !self.text.trim().is_empty() {
                    element.add(self.stack[*own..].join("/"), &self.text);
                }
                false
            }
            None => false,
        };
        self.stack.pop();
        self.text.clear();
        if done { self.current.take().map(|(element, _)| element) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(xml: &str) -> Result<(String, Vec<String>), Error> {
        let mut seen = Vec::new();
        let mut take = |element: &Element| {
            let texts: Vec<String> = element.texts().map(|(path, text)| format!("{path}={text}")).collect();
            seen.push(format!("{}:{} {}", element.which, element.line, texts.join(" ")));
            Ok(())
        };
        let text = Text::new(xml.as_bytes(), encoding_rs::UTF_8);
        let root = read(text, &["P", "D/E"], &mut take, &mut |_| Ok(()))?;
        Ok((root, seen))
    }

    #[test]
    fn elements_with_their_texts() {
        let xml = "<?xml version='1.0'?>\n<R><P><U C='1&amp;2'/></P>\n<D><E I='7'><A>a&amp;b</A><S><T>t&#233;</T></S><S><T><![CDATA[<]]></T></S></E>\n<X><E><A>no</A></E></X></D></R>";
        let (root, seen) = gather(xml).unwrap();
        assert_eq!((root.as_str(), seen.len()), ("R", 2));
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
