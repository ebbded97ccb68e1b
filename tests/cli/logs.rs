//! No name in a registry, no name of a file and no argument is a command to those who read a log line by line.

use crate::workplace::{Run, Workplace, run};

/// Whether a reader of logs would act on a line: GitHub Actions on `::` after blanks and on `##[` anywhere, Azure Pipelines
/// and TeamCity on theirs anywhere, GitLab on the marks of sections.
fn is_command(line: &str) -> bool {
    let mut start = line.trim_start();
    while let Some((_, after)) = start.strip_prefix("\x1b[").and_then(|rest| rest.split_once('m')) {
        start = after.trim_start();
    }
    let marks_a_section = ["section_start:", "section_end:"]
        .iter()
        .any(|mark| line.split(mark).skip(1).any(|after| after.starts_with(|first: char| first.is_ascii_digit())));
    start.starts_with("::")
        || marks_a_section
        || ["##[", "##vso[", "##teamcity["].iter().any(|opening| line.contains(opening))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
}

fn assert_no_command(run: &Run, what: &str) {
    assert!(run.code.is_some_and(|code| code <= 4), "{what}: {run:?}");
    for text in [&run.out, &run.err] {
        if let Some(line) = lines(text).find(|line| is_command(line)) {
            panic!("{what}: {line:?}");
        }
    }
}

/// As they stand in a registry, between quotation marks of YAML.
const HOSTILE: [&str; 14] = [
    "::error::pwned",
    "::add-mask::pwned",
    "::set-output name=a::pwned",
    "::stop-commands::pwned",
    "##[error]pwned",
    "##[add-mask]pwned",
    "##vso[task.setvariable variable=a]pwned",
    "##teamcity[message text='pwned']",
    "section_start:1700000000:pwned[collapsed=true]",
    "\u{a0}\u{3000}::error::pwned",
    "a\\r\\n::error::pwned",
    "a\\L::error::pwned",
    "a\\v  ##[error]pwned",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ::error::pwned ::error::pwned",
];

/// The base registry with one such name wherever a registry has names, and something to say of each.
fn hostile(name: &str) -> Workplace {
    let place = Workplace::with_vacancy();
    place.commit();
    let quoted = format!("\"{name}\"");
    place.replace("registry/ttc.yaml", "Tỉnh Thử", &quoted);
    place.replace("registry/units/province.yaml", "name: Sở Y tế", &format!("name: {quoted}"));
    place.replace("registry/units/huyen-a.yaml", "name: Xã B", &format!("name: {quoted}"));
    place.replace("registry/units/huyen-a.yaml", "document: 40/UBND-VP", &format!("document: {quoted}"));
    place.replace("registry/officers/so-y-te.yaml", "Lý Văn An", &quoted);
    place.replace("registry/officers/so-y-te.yaml", "Phó Giám đốc", &quoted);
    place.replace("registry/officers/huyen-a.yaml", "unit: huyen-a", &format!("unit: {quoted}"));
    place.write(
        "registry/waivers.yaml",
        format!(
            "waivers:\n  - {{rule: seat-vacant, unit: so-y-te, seat: office-leader, from: 2024-06-01, until: 2024-12-31, \
             document: {quoted}, approved_by: {quoted}, reason: {quoted}}}\n"
        ),
    );
    let plain = name.replace("\\r\\n", "\r\n").replace("\\L", "\u{2028}").replace("\\v", "\u{b}");
    let file = plain.replace('/', "-");
    place.write(&format!("registry/units/{file}.yaml"), "units:\n  - {id: [\n");
    place.write(&format!("registry/{file}"), "");
    place.write(
        "registry/units/wild.yaml",
        format!("units:\n  - id: \"{name}\"\n    kind:\n      plain\n      {file}\n"),
    );
    place.write("list.csv", format!("Họ và tên,Đơn vị,Chức vụ,Vị trí\n\"{plain}\",Sở Y tế,\"{plain}\",\"{plain}\"\n"));
    place
}

/// Every command that prints what it reads, with its arguments; `NAME` is the hostile name.
const COMMANDS: &[&[&str]] = &[
    &["validate", "--as-of", "2024-06-30", "--reports", "-v"],
    &["validate", "--as-of", "2024-06-30", "--statistics", "--format", "human"],
    &["validate", "--as-of", "2024-06-30", "--color", "always"],
    &["validate", "--as-of", "2024-06-30", "--since", "HEAD"],
    &["validate", "--rev", "NAME"],
    &["validate", "--baseline", "NAME"],
    &["report", "--as-of", "2024-06-30", "--month", "2024-05", "--part", "all"],
    &["report", "--as-of", "2024-06-30", "--month", "2024-05", "--part", "all", "--color", "always"],
    &["report", "--as-of", "2024-06-30", "--month", "2024-05", "--part", "all", "--format", "markdown"],
    &["report", "--as-of", "2024-06-30", "--month", "2024-05", "--part", "all", "--format", "html"],
    &["report", "--as-of", "2024-06-30", "--month", "2024-05", "--part", "all", "--format", "json"],
    &["report", "--as-of", "2024-06-30", "--month", "2024-05", "--unit", "NAME"],
    &["report", "--verify", "NAME"],
    &["deadlines", "--as-of", "2024-06-30"],
    &["deadlines", "--as-of", "2024-06-30", "--format", "ics"],
    &["deadlines", "--as-of", "2024-06-30", "--format", "csv"],
    &["why", "xa-b", "2024-05", "--as-of", "2024-06-30"],
    &["why", "NAME", "2024-05"],
    &["roster", "export", "--as-of", "2024-06-30"],
    &["roster", "export", "--as-of", "2024-06-30", "--columns", "name,unit"],
    &["roster", "export", "--as-of", "2024-06-30", "--format", "text"],
    &["roster", "export", "--as-of", "2024-06-30", "--format", "vcf"],
    &["roster", "show", "so-y-te", "--as-of", "2024-06-30"],
    &["roster", "show", "NAME"],
    &["roster", "import", "list.csv"],
    &["roster", "import", "list.csv", "--started-on", "2024-06-01", "--unit", "so-y-te"],
    &["roster", "import", "NAME"],
    &["diff", "HEAD", "--as-of", "2024-06-30"],
    &["diff", "HEAD", "--as-of", "2024-06-30", "--format", "markdown"],
    &["fmt", "--check"],
    &["regulation"],
    &["regulation", "NAME"],
    &["explain", "NAME"],
    &["record", "submission", "--unit", "NAME"],
    &[
        "record",
        "submission",
        "--unit",
        "xa-b",
        "--period",
        "2024-06",
        "--received",
        "2024-06-18",
        "--number",
        "NAME",
        "--dry-run",
    ],
    &["draft", "reminders", "-o", "letters", "--as-of", "2024-06-30", "--month", "2024-05"],
    &["draft", "list", "--unit", "so-y-te", "-o", "NAME.csv"],
    &["NAME"],
];

const FORMATS: [&str; 7] = ["human", "concise", "json", "sarif", "gitlab", "junit", "markdown"];

#[test]
fn no_line_that_any_command_prints_is_a_command_to_who_reads_the_log() {
    let mut was_shown = vec![false; COMMANDS.len()];
    for name in HOSTILE {
        let place = hostile(name);
        let plain = name.replace("\\r\\n", "\r\n").replace("\\L", "\u{2028}").replace("\\v", "\u{b}");
        for format in FORMATS {
            for registry in ["registry", "."] {
                let mut command =
                    place.ttc(&["validate", "--as-of", "2024-06-30", "--format", format, "--registry", registry]);
                if registry == "." {
                    command.current_dir(place.at("registry"));
                }
                let run = run(command);
                assert!(run.out.contains("pwned"), "{format}: {run:?}");
                assert_no_command(&run, &format!("validate --format {format}, {name:?}"));
            }
        }
        for (at, command) in COMMANDS.iter().enumerate() {
            let arguments: Vec<String> = command.iter().map(|word| word.replace("NAME", &plain)).collect();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let run = place.run(&arguments);
            assert_no_command(&run, &format!("{command:?}, {name:?}"));
            was_shown[at] |= run.out.contains("pwned") || run.err.contains("pwned");
        }
    }
    let silent: Vec<_> =
        COMMANDS.iter().zip(was_shown).filter(|(_, shown)| !shown).map(|(command, _)| command).collect();
    assert!(silent.len() <= COMMANDS.len() / 4, "these never showed the name, so nothing was tried: {silent:?}");
}

#[test]
fn on_github_only_the_annotations_that_are_meant_are_commands() {
    for name in HOSTILE {
        let place = hostile(name);
        let run = place.validate(&["--format", "github", "--registry", "registry"]);
        for line in lines(&run.out).chain(lines(&run.err)) {
            let is_meant =
                ["::error file=", "::warning file=", "::notice file="].iter().any(|meant| line.starts_with(meant));
            let rest = if is_meant { &line[2..] } else { line };
            assert!(!is_command(rest), "{name:?}: {line:?}");
        }
    }
}
