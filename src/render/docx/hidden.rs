//! Data that a document carries and Word keeps without showing it: a custom XML part (ECMA-376, part 1, 15.2.5).

use super::xml::{DECLARATION, element};
use crate::container::{self, Container};
use crate::locale::Text;
use crate::render::visible::harmless_json;

/// What tells the part from those of other programs.
const NAMESPACE: &str = "urn:ttc:hidden:1";

/// Where the parts stand; Word may give them other numbers when it saves the document.
pub const PATH: &str = "customXml/item1.xml";
pub const PROPERTIES_PATH: &str = "customXml/itemProps1.xml";

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

/// The data that a document's bytes carry; `None` where it is one without.
///
/// # Errors
/// Where it is broken, or goes beyond the limits of a document.
pub fn hidden(docx: &[u8]) -> Result<Option<String>, Text> {
    if !container::is_one(docx) {
        return Ok(None);
    }
    Container::open(docx)?.find_in("customXml/", data)
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
        assert_eq!(hidden(b""), Ok(None));
        assert!(hidden(b"PK\x03\x04 and no more").is_err());
        assert_eq!(data("<hidden xmlns=\"urn:other\">x</hidden>"), None);
    }
}
