//! The catalogue of rules as pages: what each checks, under which clauses, with examples. One source for
//! `ttc explain`, `docs/rules/` and the help texts of machine formats.

use std::collections::HashMap;
use std::fmt::Write;

use super::{RULES, Rule};
use crate::diagnostic::RuleDoc;
use crate::load::layout::FileType;
use crate::locale::{Both, Language};
use crate::model::Registry;

/// Rule by rule, the clauses that the regulations of a registry say it keeps, in the regulations' order.
pub fn clauses(registry: &Registry) -> HashMap<&'static str, Vec<String>> {
    let mut clauses: HashMap<&'static str, Vec<String>> = HashMap::new();
    for rule in RULES {
        let kept = clauses.entry(rule.id.name).or_default();
        for clause in registry.regulations.iter().flat_map(|regulation| regulation.kept_by(rule.id.name)) {
            if !kept.iter().any(|known| **known == *clause.id) {
                kept.push(clause.id.to_string());
            }
        }
    }
    clauses
}

/// Every rule as documents tell of it.
pub fn documents(clauses: &HashMap<&'static str, Vec<String>>) -> Vec<RuleDoc> {
    RULES
        .iter()
        .map(|rule| RuleDoc {
            id: rule.id,
            title: rule.title,
            about: rule.about,
            mend: rule.mend,
            clauses: clauses.get(rule.id.name).cloned().unwrap_or_default(),
        })
        .collect()
}

/// A rule's page in Markdown, in one language.
pub fn page(rule: &Rule, clauses: &[String], language: Language) -> String {
    let words = |vi, en| Both::new(vi, en).get(language);
    let mut page = format!("# {}: {}\n\n", rule.id.name, rule.title.get(language));
    let severity = match rule.id.severity {
        crate::diagnostic::Severity::Error => words("Lỗi", "Error"),
        crate::diagnostic::Severity::Warning => words("Cảnh báo", "Warning"),
        crate::diagnostic::Severity::Note => {
            words("Lịch sử (chỉ hiện với --history)", "History (shown with --history)")
        }
    };
    let cited = if clauses.is_empty() {
        String::new()
    } else {
        format!(" · {} {}", words("Điều khoản:", "Clauses:"), clauses.join(", "))
    };
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{severity} · {}{cited}\n", rule.group.name().get(language));
    let _ = writeln!(page, "{}\n", rule.about.get(language));
    let _ = writeln!(page, "## {}\n\n{}", words("Sai", "Wrong"), example(rule.example.bad));
    let _ = writeln!(page, "## {}\n\n{}", words("Đúng", "Right"), example(rule.example.good));
    let _ = writeln!(page, "## {}\n\n{}", words("Cách sửa", "How to mend"), rule.mend.get(language));
    page
}

/// An example's files as fenced blocks; its first lines are for the test that runs it.
fn example(fixture: &str) -> String {
    let mut shown = String::new();
    for part in fixture.split("\n-- ").skip(1) {
        let Some((header, text)) = part.split_once(" --\n") else { continue };
        let _ = writeln!(shown, "`{header}`\n\n```yaml\n{}\n```\n", text.trim_end());
    }
    shown
}

/// The parts of a report by which people see that a clause is observed, as a regulation names them. Rules do not know
/// the reports; a test holds this list to their table.
pub const REPORTS: [&str; 6] = ["compliance", "overdue", "late", "staffing", "ranking", "matrix"];

/// Everything that can keep a clause: the rules and the reports by name, and the record types.
pub fn keepers() -> Vec<&'static str> {
    let records = FileType::ALL.into_iter().flat_map(record_types);
    RULES.iter().map(|rule| rule.id.name).chain(REPORTS).chain(records.copied()).collect()
}

/// The record types of a file, as a regulation names them when the record itself keeps a clause.
fn record_types(file: FileType) -> &'static [&'static str] {
    match file {
        FileType::Manifest => &["manifest"],
        FileType::Regulation => &["regulation"],
        FileType::Calendar => &["calendar"],
        FileType::Units => &["units"],
        FileType::Officers => &["officers"],
        FileType::Decision => &["decisions"],
        FileType::Submissions => &["submissions", "extensions", "requests"],
        FileType::Waivers => &["waivers"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_types_are_called_what_the_format_calls_them() {
        for file in FileType::ALL {
            let description = file.description();
            let folder = file.pattern().split('/').next().unwrap_or_default();
            for name in record_types(file) {
                let known = [description.name, folder].contains(name)
                    || description.fields.iter().any(|field| field.key == *name);
                assert!(known, "{name}");
            }
        }
    }
}
