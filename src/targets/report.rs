//! A document as a text: Markdown, a list for spreadsheets, or a page that an office program opens (OpenDocument).

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::spreadsheet::Sheet;
use crate::domain::report::{Block, Report};

/// The document in Markdown.
pub fn markdown(report: &Report) -> String {
    let mut text = format!("# {}\n", report.title);
    report.heading.iter().for_each(|line| text.push_str(&format!("\n{line}  ")));
    for section in &report.sections {
        text.push_str(&format!("\n\n## {}\n", section.title));
        for block in &section.blocks {
            text.push_str(&match block {
                Block::Paragraph(words) => format!("\n{words}\n"),
                Block::Field(label, value) => format!("\n- **{label}** : {value}"),
                Block::Point(words) => format!("\n- {words}"),
            });
        }
    }
    text.push('\n');
    text
}

/// The document as rows: part, what is said of, what is said.
pub fn csv(report: &Report) -> Vec<u8> {
    let mut sheet = Sheet::new(["Rubrique", "Objet", "Contenu"]);
    for section in &report.sections {
        for block in &section.blocks {
            let (label, words) = match block {
                Block::Field(label, words) => (label.clone(), words.clone()),
                Block::Paragraph(words) | Block::Point(words) => (String::new(), words.clone()),
            };
            sheet.row([section.title.clone(), label, words]);
        }
    }
    sheet.csv()
}

const MIME: &str = "application/vnd.oasis.opendocument.text";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"><office:automatic-styles><style:style style:name="gras" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:text>"#;

/// The document in OpenDocument.
pub fn odt(report: &Report) -> Vec<u8> {
    let mut xml = String::from(HEAD);
    let heading = |level: u8, words: &str| format!("<text:h text:outline-level=\"{level}\">{}</text:h>", escape(words));
    let paragraph = |words: &str| format!("<text:p>{}</text:p>", escape(words));
    xml.push_str(&heading(1, &report.title));
    report.heading.iter().for_each(|line| xml.push_str(&paragraph(line)));
    for section in &report.sections {
        xml.push_str(&heading(2, &section.title));
        for block in &section.blocks {
            xml.push_str(&match block {
                Block::Paragraph(words) => paragraph(words),
                Block::Point(words) => paragraph(&format!("– {words}")),
                Block::Field(label, value) => format!(
                    "<text:p><text:span text:style-name=\"gras\">{} : </text:span>{}</text:p>",
                    escape(label.as_str()),
                    escape(value.as_str())
                ),
            });
        }
    }
    xml.push_str("</office:text></office:body></office:document-content>");
    // Its type comes first, and as it is: that is how such a file is known.
    archive(&[
        ("mimetype", MIME.as_bytes(), false),
        ("META-INF/manifest.xml", MANIFEST.as_bytes(), true),
        ("content.xml", xml.as_bytes(), true),
    ])
}

/// A value for machines.
pub fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec_pretty(value).unwrap_or_default()
}

/// Files in one archive.
pub fn zip(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let files: Vec<(&str, &[u8], bool)> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice(), true)).collect();
    archive(&files)
}

fn archive(files: &[(&str, &[u8], bool)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, is_deflated) in files {
        let method = if *is_deflated { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        // Writing to memory cannot fail.
        let _ = zip.start_file(*name, SimpleFileOptions::default().compression_method(method));
        let _ = zip.write_all(bytes);
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
