//! Carries out a change to the registry: worked out under the lock, judged in memory, written only if it brings no error.
//!
//! What the registry says wrongly already keeps nobody from recording: only what is new counts. What is lacking once the
//! change is made (the seat of somebody who left) is shown and refuses nothing.

use std::path::Path;

use chrono::NaiveDate;

use super::globals::Globals;
use super::writing::{Unfinished, Writer};
use super::{Exit, output, registry, since};
use crate::both;
use crate::diagnostic::{Diagnostic, Located, Severity};
use crate::edit::{Change, Draft};
use crate::facts::Facts;
use crate::load::tree::InputFile;
use crate::load::{Loaded, load, locate::locate};
use crate::locale::{Text, refusal};
use crate::render::{Terminal, frames, visible};
use crate::rules;

/// Carries out what `draft` asks of the registry as it is when its turn has come. With `dry_run` nothing is written and
/// the difference is printed.
///
/// # Errors
/// Where the registry cannot be read or written, or `draft` refuses.
pub fn carry_out(
    globals: &Globals,
    dry_run: bool,
    draft: &dyn Fn(&mut Draft<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<Exit> {
    let root = registry::root(globals)?;
    // Nobody else writes from here until the writing is done. A dry run writes nothing, not even a lock.
    let writer = if dry_run { None } else { Some(begin(globals, &root)?) };
    let input = registry::files(globals, &root)?;
    let loaded = load(input.clone());
    let mut drafted = Draft::of(&loaded);
    draft(&mut drafted)?;
    let change = drafted.finish().map_err(|text| anyhow::anyhow!(text.get(globals.language).to_owned()))?;
    if change.is_empty() {
        globals.remark(&both!(
            "sổ đã ghi đúng như vậy; không có gì thay đổi",
            "the registry says so already; nothing changes"
        ));
        return Ok(Exit::Clean);
    }
    let brought = brought_about(globals, &change, &input, loaded);
    let refused = brought.iter().any(refuses);
    if dry_run {
        output::print(&difference(&change, &registry::prefix_from_here(&root)), globals.language)?;
    }
    show(globals, &root, &brought, dry_run)?;
    if refused {
        let what = Text::from(match dry_run {
            true => {
                crate::locale::Both::new("không ghi được: còn lỗi ở trên", "it would be refused: mend the errors above")
            }
            false => crate::locale::Both::new(
                "không ghi: thay đổi này gây ra lỗi ở trên; sổ còn nguyên như cũ",
                "nothing was written: the change brings about the errors above; the registry is as it was",
            ),
        });
        output::tell(what.get(globals.language));
        return Ok(Exit::Findings);
    }
    if let Some(writer) = writer {
        writer.write(&change, globals.language)?;
        output::print(&recorded(globals, &change, &registry::prefix_from_here(&root)), globals.language)?;
    }
    Ok(Exit::Clean)
}

/// The right to write, once what a writer that was killed left is finished or undone. What it left is judged as any change.
///
/// # Errors
/// Where somebody else does not stop writing, something is in the way, or the disk fails.
pub fn begin(globals: &Globals, root: &Path) -> anyhow::Result<Writer> {
    let writer = Writer::wait(root, globals.language)?;
    if let Some(unfinished) = writer.unfinished(globals.language)? {
        settle(globals, root, &writer, &unfinished)?;
    }
    writer.sweep();
    Ok(writer)
}

fn settle(globals: &Globals, root: &Path, writer: &Writer, unfinished: &Unfinished) -> anyhow::Result<()> {
    let Unfinished { steps, change, changed } = unfinished;
    let names = steps.iter().map(|step| step.path.as_str()).collect::<Vec<_>>().join(", ");
    let why = if let Some(change) = change {
        let before = change.under(&registry::files(globals, root)?);
        let brought = brought_about(globals, change, &before, load(before.clone()));
        if !brought.iter().any(refuses) {
            writer.finish(steps, globals.language)?;
            globals.remark(&both!(
                "đã ghi nốt phần còn dở từ một lệnh bị ngắt: {names}",
                "what an interrupted command still had to write is done now: {names}"
            ));
            return Ok(());
        }
        show(globals, root, &brought, true)?;
        both!("nó gây ra lỗi ở trên", "it brings about the errors above")
    } else {
        let changed = changed.join(", ");
        both!("sau đó {changed} đã bị sửa", "{changed} was changed since")
    };
    let cannot = |error: std::io::Error| {
        let cause = refusal(&error);
        let text = both!(
            vi: ("không hoàn lại được thay đổi dở dang của {names}: {}", cause.vi),
            en: ("the unfinished change of {names} cannot be undone: {}", cause.en)
        );
        anyhow::anyhow!(text.get(globals.language).to_owned())
    };
    if writer.undo(steps).map_err(cannot)? {
        globals.remark(&both!(
            vi: ("một lệnh bị ngắt chưa ghi xong {names}; {}, nên đã hoàn lại như trước lệnh ấy", why.vi),
            en: ("an interrupted command had not finished writing {names}; {}, so it was undone", why.en)
        ));
        return Ok(());
    }
    writer.abandon(steps).map_err(cannot)?;
    // Said even where remarks are not wanted: somebody has to look.
    let text = both!(
        vi: ("cảnh báo: một lệnh bị ngắt mới ghi một phần của {names}; {}, nên không ghi nốt. Hãy xem lại các tệp ấy (git diff)", why.vi),
        en: ("warning: an interrupted command wrote a part of {names}; {}, so the rest is not written. Look at these files (git diff)", why.en)
    );
    output::tell(&visible(text.get(globals.language)));
    Ok(())
}

/// Whether a new finding keeps a change from being made.
fn refuses(finding: &Located) -> bool {
    finding.rule.severity == Severity::Error && !rules::finds_a_lack(finding.rule.name)
}

/// The findings that the registry would have with a change made and has not without it, worst first.
fn brought_about(globals: &Globals, change: &Change, input: &[InputFile], before: Loaded) -> Vec<Located> {
    let after = load(change.over(input));
    let days = registry::days(globals, &after.registry);
    let mut new: Vec<Located> = Vec::new();
    // As of the day that validate goes by, and of today, by which everything recorded is known.
    let mut judged = vec![days.as_of.unwrap_or(days.asked), days.today];
    judged.dedup();
    for as_of in judged {
        let (now, earlier) =
            rayon::join(|| findings(&after, as_of, days.today), || findings(&before, as_of, days.today));
        let only_new = since::only_new(now, &since::texts(&after.files), earlier, &since::texts(&before.files));
        for finding in only_new {
            if !new.iter().any(|known| known.rule == finding.rule && known.subject == finding.subject) {
                new.push(finding);
            }
        }
    }
    new.sort_by_key(|finding| std::cmp::Reverse(finding.rule.severity));
    new
}

fn findings(loaded: &Loaded, as_of: NaiveDate, today: NaiveDate) -> Vec<Located> {
    let facts = Facts::new(&loaded.registry, as_of, today);
    let mut found: Vec<Diagnostic> = loaded.diagnostics.clone();
    found.extend(rules::judge(&facts).standing);
    found.retain(|finding| finding.rule.severity > Severity::Note);
    locate(found, &loaded.files)
}

/// Shows findings: on standard output, but beside a difference that is printed there.
fn show(globals: &Globals, root: &Path, findings: &[Located], beside: bool) -> anyhow::Result<()> {
    let prefix = registry::prefix_from_here(root);
    let terminal =
        if beside { Terminal { width: globals.width(), ..Terminal::plain() } } else { globals.terminal(&prefix) };
    let shown = frames(findings, &prefix, globals.language, &terminal);
    if beside {
        shown.lines().for_each(output::tell);
        return Ok(());
    }
    output::print(&shown, globals.language)
}

/// Where what was recorded stands, one line each.
fn recorded(globals: &Globals, change: &Change, prefix: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for touched in &change.touched {
        let place = format!("{prefix}{}:{}", touched.path, touched.line);
        let line = both!("đã ghi: {place}", "recorded: {place}").get(globals.language).to_owned();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.iter().map(|line| format!("{}\n", visible(line))).collect()
}

/// The change as a unified difference.
fn difference(change: &Change, prefix: &str) -> String {
    let mut shown = String::new();
    for file in &change.files {
        let path = format!("{prefix}{}", file.path);
        let old = if file.before.is_some() { path.as_str() } else { "/dev/null" };
        let lines = similar::TextDiff::from_lines(file.before.as_deref().unwrap_or_default(), &file.after);
        shown.push_str(&lines.unified_diff().header(old, &path).to_string());
    }
    shown.split('\n').map(|line| visible(line.trim_end_matches('\r')).into_owned()).collect::<Vec<_>>().join("\n")
}
