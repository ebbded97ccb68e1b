//! XML as the parts of a document are written in: elements, attributes and escaped text, no indentation.

use crate::render::visible;

pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Text as it may stand between tags and in attributes: nothing that XML forbids, nothing that steers what is drawn.
pub fn escape(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// `<name attributes>content</name>`, or `<name attributes/>` without content, which is XML already.
pub fn element(name: &str, attributes: &[(&str, &str)], content: &str) -> String {
    let mut element = format!("<{name}");
    for (attribute, value) in attributes {
        element.push_str(&format!(" {attribute}=\"{}\"", escape(value)));
    }
    if content.is_empty() {
        element.push_str("/>");
    } else {
        element.push_str(&format!(">{content}</{name}>"));
    }
    element
}

/// An element with the one attribute `w:val`, which is how the format says most things.
pub fn value(name: &str, value: impl ToString) -> String {
    element(name, &[("w:val", &value.to_string())], "")
}

/// An element that says all by being there.
pub fn mark(name: &str, there: bool) -> String {
    if there { format!("<{name}/>") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_shown_and_what_it_reads_is_escaped() {
        assert_eq!(escape("a\u{0}b\u{b}c\u{fffe}"), "a␀b␋c\u{fffd}");
        assert_eq!(escape("<w:t>&\"]]>"), "&lt;w:t&gt;&amp;&quot;]]&gt;");
    }

    #[test]
    fn an_element_without_content_closes_itself() {
        assert_eq!(element("w:p", &[], ""), "<w:p/>");
        assert_eq!(element("w:jc", &[("w:val", "a\"b")], "x"), "<w:jc w:val=\"a&quot;b\">x</w:jc>");
    }
}
