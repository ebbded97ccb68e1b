//! Data that a document carries and Word keeps without showing it: a custom XML part (ECMA-376, part 1, 15.2.5).

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{DECLARATION, element};
use crate::render::visible::harmless_json;

/// What tells the part from those of other programs.
const NAMESPACE: &str = "urn:ttc:hidden:1";

/// Where the parts stand; Word may give them other numbers when it saves the document.
pub const PATH: &str = "customXml/item1.xml";
pub const PROPERTIES_PATH: &str = "customXml/itemProps1.xml";

/// No part that this program wrote is longer; what comes from elsewhere is not unpacked without end.
const LONGEST: u64 = 64 << 20;

/// The parts that hold the data, which is JSON.
pub fn parts(json: &str) -> [(&'static str, String); 3] {
    let content = element("hidden", &[("xmlns", NAMESPACE)], &escaped(&harmless_json(json.to_owned())));
    let schema = element("ds:schemaRef", &[("ds:uri", NAMESPACE)], "");
    let properties = element(
        "ds:datastoreItem",
        &[
            ("ds:itemID", "{7C1B0B5E-5B0E-4F6B-9C38-6C1E0A6D2B46}"),
            ("xmlns:ds", "http://schemas.openxmlformats.org/officeDocument/2006/customXml"),
        ],
        &element("ds:schemaRefs", &[], &schema),
    );
    let relation = element(
        "Relationship",
        &[
            ("Id", "rId1"),
            ("Type", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"),
            ("Target", "itemProps1.xml"),
        ],
        "",
    );
    let relations = element(
        "Relationships",
        &[("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")],
        &relation,
    );
    [
        (PATH, format!("{DECLARATION}{content}")),
        (PROPERTIES_PATH, format!("{DECLARATION}{properties}")),
        ("customXml/_rels/item1.xml.rels", format!("{DECLARATION}{relations}")),
    ]
}

/// The data that a document's bytes carry; `None` where they are no Word document, or one without.
pub fn hidden(docx: &[u8]) -> Option<String> {
    let mut package = ZipArchive::new(Cursor::new(docx)).ok()?;
    let paths: Vec<String> = package.file_names().filter_map(|path| Some(path.ok()?.into_owned())).collect();
    let mut parts = paths.iter().filter(|path| path.starts_with("customXml/"));
    parts.find_map(|path| {
        let mut content = String::new();
        package.by_name(path).ok()?.take(LONGEST).read_to_string(&mut content).ok()?;
        data(&content)
    })
}

/// The text of the part's one element.
fn data(xml: &str) -> Option<String> {
    let (_, after) = xml.split_once("<hidden")?;
    let (attributes, content) = after.split_once('>')?;
    let (content, _) = content.split_once("</hidden>")?;
    attributes.contains(NAMESPACE).then(|| plain(content))
}

fn escaped(json: &str) -> String {
    json.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn plain(content: &str) -> String {
    content.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_read_back_as_it_was() {
        let json = r#"{"a":"<&>\" &amp;lt;","b":["Sóc Trăng"]}"#;
        let [(_, part), ..] = parts(json);
        assert_eq!(data(&part).as_deref(), Some(json));
    }

    #[test]
    fn what_is_no_document_holds_nothing() {
        assert_eq!(hidden(b""), None);
        assert_eq!(hidden(b"PK\x03\x04 and no more"), None);
        assert_eq!(data("<hidden xmlns=\"urn:other\">x</hidden>"), None);
    }
}
