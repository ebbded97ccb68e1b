//! The rules: one file each, and one table of all, from top to bottom.
//!
//! A rule reads facts and reports findings; it never reads files, never asks the time, and never works out again what
//! the facts hold. To add one, write its file and its fixtures and add its line to the table below.

mod acceptance;
pub mod catalogue;

use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::facts::Facts;
use crate::locale::Both;

pub use acceptance::{Accepted, Verdict, with_grounds};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    pub id: RuleId,
    pub group: Group,
    /// The problem in a line, without a full stop.
    pub title: Both,
    /// What it checks and why, in a few sentences.
    pub about: Both,
    /// How to mend what it finds.
    pub mend: Both,
    pub example: Example,
    pub check: Check,
}

/// How a rule comes to its findings.
#[derive(Debug)]
pub enum Check {
    /// They are made while files are read (`record/faults.rs`); there is nothing to do here.
    Reading,
    /// From the facts.
    Judging(fn(&Facts<'_>, &mut Vec<Diagnostic>)),
    /// From the ledger: whether reports came in, and in time. It speaks of units, not of the registry, and changes from
    /// day to day, so that it is judged where it is asked for.
    Reporting(fn(&Facts<'_>, &mut Vec<Diagnostic>)),
    /// From the facts and from what the waivers accepted: rules on waivers themselves.
    Accepting(fn(&Facts<'_>, &Accepted<'_>, &mut Vec<Diagnostic>)),
}

/// A rule's two examples: files laid over the base registry of `tests/rules/base`, with the findings marked below the
/// lines they point at. A test runs them.
#[derive(Debug)]
pub struct Example {
    pub bad: &'static str,
    pub good: &'static str,
}

/// The examples of a rule, from its folder under `tests/rules`.
macro_rules! example {
    ($name:literal) => {
        $crate::rules::Example {
            bad: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/", $name, "/bad.txtar")),
            good: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/", $name, "/good.txtar")),
        }
    };
}

/// What a rule is about; the catalogue is divided so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Files,
    Regulation,
    Units,
    Seats,
    Recognition,
    Changes,
    Submissions,
    People,
    Waivers,
}

impl Group {
    pub fn name(self) -> Both {
        match self {
            Self::Files => Both::new("Tệp của sổ", "The registry's files"),
            Self::Regulation => Both::new("Quy định và lịch", "Regulation and calendar"),
            Self::Units => Both::new("Đơn vị", "Units"),
            Self::Seats => Both::new("Vị trí đầu mối", "Seats"),
            Self::Recognition => Both::new("Công nhận", "Recognition"),
            Self::Changes => Both::new("Thay đổi nhân sự", "Changes of people"),
            Self::Submissions => Both::new("Báo cáo", "Submissions"),
            Self::People => Both::new("Con người", "People"),
            Self::Waivers => Both::new("Miễn trừ", "Waivers"),
        }
    }
}

/// Declares the modules and the table together, so that neither can lack a rule of the other.
macro_rules! rules {
    ($($module:ident,)*) => {
        $(mod $module;)*

        /// Every rule, in the order of the catalogue.
        pub const RULES: &[&Rule] = &[$(&$module::RULE),*];
    };
}

rules! {
    // The registry's files
    unreadable_file,
    not_utf8,
    yaml_syntax,
    yaml_feature,
    beyond_limits,
    duplicate_key,
    unknown_field,
    missing_field,
    wrong_type,
    invalid_value,
    empty_field,
    unquoted_code,
    not_nfc,
    stray_file,
    foreign_working_file,
    unportable_name,
    duplicate_id,
    unknown_reference,
    dates_reversed,
    // Regulation and calendar
    regulation_overlap,
    impossible_seat_count,
    impossible_deadline,
    unknown_clause,
    unknown_keeper,
    unkept_clause,
    calendar_overlap,
    calendar_missing,
    // Units
    unknown_kind,
    parent_cycle,
    parent_lifetime,
    parent_missing,
    authority_missing,
    duplicate_code,
    duplicate_unit_name,
    successor_missing,
    successor_mismatch,
    former_name_order,
    // Seats
    seat_vacant,
    seat_overfilled,
    seat_gap,
    seat_unknown,
    position_not_eligible,
    employment_not_eligible,
    charge_missing,
    experience_short,
    two_seats_at_once,
    outside_scope,
    post_outside_unit_life,
    // Recognition
    awaiting_recognition,
    recognition_overdue,
    recognition_wrong_authority,
    recognition_wrong_form,
    signed_for_committee,
    decision_number_malformed,
    decision_number_reused,
    recognized_late,
    dated_in_future,
    proposal_missing,
    proposal_wrong_body,
    proposal_after_decision,
    nomination_missing,
    nomination_not_approved,
    nomination_after_proposal,
    copies_missing,
    lists_outsider,
    lists_departed,
    // Changes of people
    departed_still_recognized,
    ending_without_effect,
    // Submissions
    owes_nothing,
    impossible_period,
    received_before_period,
    received_in_future,
    accepted_twice,
    report_ambiguous,
    head_approval_missing,
    deadline_not_set,
    deadline_after_own,
    extension_without_effect,
    report_overdue,
    report_late,
    // People
    probable_duplicate,
    misspelt_name,
    missing_email,
    unofficial_email,
    // Waivers
    waiver_without_document,
    waiver_expired,
    waiver_unused,
    waiver_too_long,
    waiver_too_broad,
    waiver_unknown_rule,
}

/// The rule with this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id.name == name)
}

/// Whether a rule of this name exists whose findings a waiver can accept. What is wrong with files as such is mended,
/// not accepted, and so are waivers.
pub fn is_waivable(name: &str) -> bool {
    rule(name).is_some_and(|rule| matches!(rule.check, Check::Judging(_) | Check::Reporting(_)))
}

/// Whether what a rule finds is that something is lacking, such as a successor or a decision, and not that something is
/// recorded that cannot be: true records bring such findings about, and the next record mends them.
pub fn finds_a_lack(name: &str) -> bool {
    [seat_vacant::RULE.id.name, recognition_overdue::RULE.id.name].contains(&name)
}

/// Judges a registry: what the rules find, parted into what stands and what waivers accept. Whether reports came in in
/// time is left out.
pub fn judge(facts: &Facts<'_>) -> Verdict {
    // What the waivers accept of it has to be known all the same, or they would seem unused.
    let waivers = &facts.registry.waivers;
    let is_needed = waivers.iter().any(|waiver| rule(&waiver.rule).is_some_and(is_on_reports));
    let mut verdict = judge_by(facts, is_needed);
    let is_left_out = |finding: &Diagnostic| rule(finding.rule.name).is_some_and(is_on_reports);
    verdict.standing.retain(|finding| !is_left_out(finding));
    verdict.waived.retain(|(_, finding)| !is_left_out(finding));
    verdict
}

/// [`judge`], and whether reports came in in time.
pub fn judge_with_reports(facts: &Facts<'_>) -> Verdict {
    judge_by(facts, true)
}

fn judge_by(facts: &Facts<'_>, with_reports: bool) -> Verdict {
    let mut found = Vec::new();
    for rule in RULES {
        match rule.check {
            Check::Judging(check) => check(facts, &mut found),
            Check::Reporting(check) if with_reports => check(facts, &mut found),
            Check::Reporting(_) | Check::Reading | Check::Accepting(_) => {}
        }
    }
    let mut verdict = acceptance::accept(facts, found);
    for rule in RULES {
        if let Check::Accepting(check) = rule.check {
            let mut on_waivers = Vec::new();
            check(facts, &verdict.accepted(), &mut on_waivers);
            verdict.standing.append(&mut on_waivers);
        }
    }
    verdict
}

fn is_on_reports(rule: &Rule) -> bool {
    matches!(rule.check, Check::Reporting(_))
}

/// Whether a rule is about the past only.
pub fn is_history(rule: &Rule) -> bool {
    rule.id.severity == Severity::Note
}
