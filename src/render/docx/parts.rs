//! The parts beside the body: types, relations, properties, styles, settings, the page's number.

use super::body::NAMESPACES;
use super::xml::{DECLARATION, element, escape, mark, value};
use super::{Docx, hidden};
use crate::locale::Language;

/// The relation of a section to the part with the page's number.
pub const PAGE_NUMBER: &str = "rId3";

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const FONT: &str = "Times New Roman";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// `[Content_Types].xml`.
pub fn content_types(docx: &Docx) -> String {
    let default = |ending: &str, kind: &str| element("Default", &[("Extension", ending), ("ContentType", kind)], "");
    let part =
        |path: &str, kind: &str| element("Override", &[("PartName", &format!("/{path}")), ("ContentType", kind)], "");
    let mut types = [
        default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        default("xml", "application/xml"),
        part("word/document.xml", &format!("{WORD}.document.main+xml")),
        part("word/styles.xml", &format!("{WORD}.styles+xml")),
        part("word/settings.xml", &format!("{WORD}.settings+xml")),
        part("word/fontTable.xml", &format!("{WORD}.fontTable+xml")),
        part("word/header1.xml", &format!("{WORD}.header+xml")),
        part("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
        part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        part("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    .concat();
    if docx.hidden.is_some() {
        types +=
            &part(hidden::PROPERTIES_PATH, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml");
    }
    let namespace = "http://schemas.openxmlformats.org/package/2006/content-types";
    format!("{DECLARATION}{}", element("Types", &[("xmlns", namespace)], &types))
}

/// `_rels/.rels`.
pub fn package_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(&[
        relation("rId1", &format!("{RELATION}/officeDocument"), "word/document.xml"),
        relation("rId2", core, "docProps/core.xml"),
        relation("rId3", &format!("{RELATION}/extended-properties"), "docProps/app.xml"),
    ])
}

/// `word/_rels/document.xml.rels`.
pub fn document_relations(docx: &Docx) -> String {
    let mut list = vec![
        relation("rId1", &format!("{RELATION}/styles"), "styles.xml"),
        relation("rId2", &format!("{RELATION}/settings"), "settings.xml"),
        relation(PAGE_NUMBER, &format!("{RELATION}/header"), "header1.xml"),
        relation("rId4", &format!("{RELATION}/fontTable"), "fontTable.xml"),
        relation("rId5", &format!("{RELATION}/theme"), "theme/theme1.xml"),
    ];
    if docx.hidden.is_some() {
        list.push(relation("rId6", &format!("{RELATION}/customXml"), &format!("../{}", hidden::PATH)));
    }
    relations(&list)
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    element("Relationship", &[("Id", id), ("Type", kind), ("Target", target)], "")
}

fn relations(list: &[String]) -> String {
    format!("{DECLARATION}{}", element("Relationships", &[("xmlns", RELATIONS)], &list.concat()))
}

/// `docProps/core.xml`, with the first day that a package can hold in place of a clock's.
pub fn core_properties(docx: &Docx) -> String {
    let day = |name: &str| element(name, &[("xsi:type", "dcterms:W3CDTF")], "1980-01-01T00:00:00Z");
    let content = [
        element("dc:title", &[], &escape(&docx.title)),
        element("dc:creator", &[], "ttc"),
        element("cp:lastModifiedBy", &[], "ttc"),
        day("dcterms:created"),
        day("dcterms:modified"),
        element("dc:language", &[], code(docx.language)),
    ];
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    format!("{DECLARATION}{}", element("cp:coreProperties", &namespaces, &content.concat()))
}

/// `docProps/app.xml`.
pub fn application_properties() -> String {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let content = element("Application", &[], "ttc");
    format!("{DECLARATION}{}", element("Properties", &[("xmlns", namespace)], &content))
}

/// `word/settings.xml`: a document of Word 2013 and later, so that it opens without "compatibility mode".
pub fn settings(language: Language) -> String {
    let mode =
        [("w:name", "compatibilityMode"), ("w:uri", "http://schemas.microsoft.com/office/word"), ("w:val", "15")];
    let content = [
        element("w:zoom", &[("w:percent", "100")], ""),
        value("w:defaultTabStop", 720),
        value("w:characterSpacingControl", "doNotCompress"),
        element("w:compat", &[], &element("w:compatSetting", &mode, "")),
        value("w:themeFontLang", code(language)),
        element("w:decimalSymbol", &[("w:val", if language == Language::Vi { "," } else { "." })], ""),
        element("w:listSeparator", &[("w:val", if language == Language::Vi { ";" } else { "," })], ""),
    ];
    part("w:settings", &content.concat())
}

/// `word/theme/theme1.xml`: plain colours and the one font. Word does without, but the schema asks for it.
pub fn theme() -> String {
    include_str!("theme.xml").to_owned()
}

/// `word/fontTable.xml`.
pub fn fonts() -> String {
    let traits = [
        value("w:panose1", "02020603050405020304"),
        value("w:charset", "00"),
        value("w:family", "roman"),
        value("w:pitch", "variable"),
    ];
    part("w:fonts", &element("w:font", &[("w:name", FONT)], &traits.concat()))
}

/// `word/styles.xml`.
pub fn styles(language: Language) -> String {
    let font = FONT;
    let fonts = element("w:rFonts", &[("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)], "");
    let code = code(language);
    let language = element("w:lang", &[("w:val", code), ("w:eastAsia", code), ("w:bidi", "ar-SA")], "");
    let run = [fonts, value("w:sz", 28), value("w:szCs", 28), language].concat();
    let defaults = element("w:rPrDefault", &[], &element("w:rPr", &[], &run)) + &element("w:pPrDefault", &[], "");
    let centred = element("w:pPr", &[], &value("w:jc", "center"));
    let content = [
        element("w:docDefaults", &[], &defaults),
        style("paragraph", "Normal", "Normal", true, ""),
        style("table", "TableNormal", "Normal Table", true, &table_defaults()),
        style("paragraph", "Title", "Title", false, &(based() + &mark("w:qFormat", true) + &centred + &bold())),
        style(
            "paragraph",
            "Heading1",
            "heading 1",
            false,
            &(based() + &mark("w:qFormat", true) + &outline() + &bold()),
        ),
        style("paragraph", "Header", "header", false, &(based() + &centred)),
    ];
    part("w:styles", &content.concat())
}

fn style(kind: &str, id: &str, name: &str, is_default: bool, content: &str) -> String {
    let mut attributes = vec![("w:type", kind)];
    if is_default {
        attributes.push(("w:default", "1"));
    }
    attributes.push(("w:styleId", id));
    element("w:style", &attributes, &(value("w:name", name) + content))
}

fn based() -> String {
    value("w:basedOn", "Normal") + &value("w:next", "Normal")
}

fn bold() -> String {
    element("w:rPr", &[], &(mark("w:b", true) + &mark("w:bCs", true)))
}

fn outline() -> String {
    element("w:pPr", &[], &(mark("w:keepNext", true) + &value("w:outlineLvl", 0)))
}

fn table_defaults() -> String {
    let none = [("w:w", "0"), ("w:type", "dxa")];
    let margins = ["w:top", "w:left", "w:bottom", "w:right"].map(|side| element(side, &none, "")).concat();
    let content = element("w:tblInd", &none, "") + &element("w:tblCellMar", &[], &margins);
    value("w:uiPriority", 99) + &mark("w:semiHidden", true) + &element("w:tblPr", &[], &content)
}

/// `word/header1.xml`: the page's number in the middle of the top margin, 14 point.
pub fn page_number() -> String {
    let field = |kind: &str| element("w:r", &[], &element("w:fldChar", &[("w:fldCharType", kind)], ""));
    let instruction = element("w:r", &[], &element("w:instrText", &[("xml:space", "preserve")], " PAGE "));
    let shown = element("w:r", &[], &element("w:t", &[], "2"));
    let properties = element("w:pPr", &[], &value("w:pStyle", "Header"));
    let paragraph = [properties, field("begin"), instruction, field("separate"), shown, field("end")].concat();
    part("w:hdr", &element("w:p", &[], &paragraph))
}

fn part(root: &str, content: &str) -> String {
    format!("{DECLARATION}{}", element(root, &NAMESPACES, content))
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Vi => "vi-VN",
        Language::En => "en-GB",
    }
}
