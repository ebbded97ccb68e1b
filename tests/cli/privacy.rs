//! What is somebody's own affair: what is published does not have it, what is masked cannot be won back, and what
//! machines upload does not say it.

use std::io::{Cursor, Read};

use sha2::{Digest, Sha256};

use crate::workplace::{DAY, Workplace, run};

/// What nobody may learn from what is published, as the registry has it, and how it may show where it is masked.
const SECRETS: &[&str] = &[
    "0912345671",
    "giangkv",
    "0387654329",
    "xab.ubnd",
    "094085001237",
    "365123459",
    "0905111223",
    "kimgiang",
    "0977000881",
    "0988123457",
];

const OFFICER: &str = "registry/officers/xa-b.yaml";
const UNIT: &str = "registry/units/huyen-a.yaml";

/// Private particulars in every field that is published or masked, of a person and of a unit; all of it committed.
fn with_secrets() -> Workplace {
    let place = Workplace::with_base();
    place.replace(
        OFFICER,
        "    email: giang@tinhthu.example\n",
        "    email: giangkv@gmail.com\n    phone: 0912 345 671\n    note: CCCD 094085001237, CMND 365 123 459, \
         gọi 0905.111.223 hoặc kimgiang@yahoo.com, thư chung an@tinhthu.example\n",
    );
    place.replace(OFFICER, "Công chức Văn phòng – Thống kê", "Công chức Văn phòng – Thống kê (0977 000 881)");
    place.replace(
        UNIT,
        "    name: Xã B\n",
        "    name: Xã B\n    email: xab.ubnd@gmail.com\n    phone: 0299 382 1234; 0387 654 329\n",
    );
    place.replace(UNIT, "    name: Huyện A\n", "    name: Huyện A\n    phone: +84 988 123 457\n");
    place.commit();
    place
}

/// All that a file holds in any place: its bytes as text, or of a package each part, its name and its comments.
fn everything(bytes: &[u8]) -> Vec<String> {
    let Ok(mut package) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return vec![String::from_utf8_lossy(bytes).into_owned()];
    };
    let mut texts = vec![String::from_utf8_lossy(package.comment()).into_owned()];
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        texts.push(format!("{} {}", part.name().unwrap(), part.comment()));
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        texts.push(String::from_utf8_lossy(&content).into_owned());
    }
    texts
}

/// A secret found as it is, backwards, spaced out, or in hexadecimal digits.
fn found_in<'s>(texts: &[String], secrets: &[&'s str]) -> Vec<&'s str> {
    let plain = |text: &str| text.replace("&#64;", "@").chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let texts: Vec<String> = texts.iter().flat_map(|text| [plain(text), text.to_lowercase()]).collect();
    let is_in = |secret: &&&str| {
        let bare = plain(secret);
        let backwards: String = bare.chars().rev().collect();
        let hexadecimal: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        let ways = [(**secret).to_owned(), bare, backwards, hexadecimal];
        texts.iter().any(|text| ways.iter().any(|way| text.contains(way)))
    };
    secrets.iter().filter(is_in).copied().collect()
}

/// Everything that may be a digest, or the beginning of one.
fn digests_in(texts: &[String]) -> Vec<String> {
    let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_ascii_hexdigit()));
    words.filter(|word| word.len() >= 7).map(str::to_lowercase).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The last three digits of a number in a file, won from digests by whoever knows all the rest: by trying.
fn won_by_trying(place: &Workplace, digests: &[String], file: &str, number: &str) -> Option<String> {
    let text = place.read(file);
    assert!(text.contains(number));
    let path = file.trim_start_matches("registry/");
    let is_known = |digest: &str| digests.iter().any(|known| digest.starts_with(known.as_str()));
    (0..1000).map(|tried| format!("{}{tried:03}", &number[..number.len() - 3])).find(|tried| {
        let digest = hex(&Sha256::digest(text.replace(number, tried)));
        is_known(&digest) || is_known(&hex(&Sha256::digest(format!("{digest}  {path}\n"))))
    })
}

/// The hashes that git has of the files, their folders and the commit: with all the rest known each can be tried too.
fn hashes_of_git(place: &Workplace) -> Vec<String> {
    ["HEAD", "HEAD^{tree}", "HEAD:registry", "HEAD:registry/officers", "HEAD:registry/officers/xa-b.yaml"]
        .map(|object| {
            let output = std::process::Command::new("git")
                .args(["rev-parse", object])
                .current_dir(place.root())
                .env("HOME", place.root())
                .output()
                .unwrap();
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        })
        .to_vec()
}

/// Every form, the address book and what a terminal shows.
const FORMS: [&str; 8] = ["text", "csv", "json", "markdown", "html", "xlsx", "docx", "vcf"];

fn made(place: &Workplace, arguments: &[&str], form: &str) -> Vec<String> {
    let file = format!("out.{form}");
    let to = format!("{form}:{file}");
    let run = place.run(&[arguments, &["--as-of", DAY, "--format", &to]].concat());
    assert_eq!(run.code, Some(0), "{arguments:?} {form}: {run:?}");
    everything(&std::fs::read(place.at(&file)).unwrap())
}

#[test]
fn nothing_private_is_won_back_from_what_is_published() {
    let place = with_secrets();
    let columns = "name,position,unit,unit_id,parent,tier,kind,phone,email";
    for arguments in [
        &["roster", "export", "--public"][..],
        &["roster", "export", "--public", "--sort", "name", "--lang", "en"],
        &["roster", "export", "--public", "--columns", columns],
    ] {
        for form in FORMS.iter().filter(|form| **form != "vcf" || !arguments.contains(&"--columns")) {
            let texts = made(&place, arguments, form);
            assert_eq!(found_in(&texts, SECRETS), Vec::<&str>::new(), "{arguments:?} {form}");
            let digests = digests_in(&texts);
            for (file, number) in [(OFFICER, "0912 345 671"), (UNIT, "0387 654 329"), (OFFICER, "094085001237")] {
                assert_eq!(won_by_trying(&place, &digests, file, number), None, "{arguments:?} {form}");
            }
            for hash in hashes_of_git(&place) {
                let known = digests.iter().find(|digest| hash.starts_with(digest.as_str()));
                assert_eq!(known, None, "{arguments:?} {form}");
            }
        }
    }
}

/// The attack is a real one: what is for the office alone gives way to it.
#[test]
fn a_digest_of_a_file_gives_away_what_is_masked_in_it() {
    let place = with_secrets();
    let texts = made(&place, &["report", "--month", "2024-05"], "json");
    assert_eq!(won_by_trying(&place, &digests_in(&texts), OFFICER, "0912 345 671").as_deref(), Some("0912 345 671"));
    let whole = made(&place, &["roster", "export", "--with-private"], "json");
    // A published list has no notes, and this one has not the number of the unit that it does not list.
    assert_eq!(found_in(&whole, &SECRETS[..2]), SECRETS[..2]);
}

#[test]
fn nothing_masked_is_won_back_from_what_is_handed_on() {
    let place = with_secrets();
    for arguments in [
        &["roster", "export"][..],
        &["roster", "export", "--history"],
        &["roster", "show", "xa-b"],
        &["roster", "show", "huyen-a"],
        &["roster", "show", "kim-van-giang"],
    ] {
        for form in FORMS.iter().filter(|form| **form != "vcf" || arguments[1] == "export") {
            if *form == "csv" && arguments[1] == "show" {
                continue;
            }
            let texts = made(&place, arguments, form);
            assert_eq!(found_in(&texts, SECRETS), Vec::<&str>::new(), "{arguments:?} {form}");
            for (file, number) in [(OFFICER, "0912 345 671"), (UNIT, "0387 654 329"), (OFFICER, "094085001237")] {
                let won = won_by_trying(&place, &digests_in(&texts), file, number);
                assert_eq!(won, None, "{arguments:?} {form}");
            }
        }
    }
    let shown = made(&place, &["roster", "export"], "csv").concat();
    for masked in ["g***@gmail.com", "09xx xxx 671", "CCCD xxxxxxxxxxxx", "CMND xxx xxx xxx", "k***@yahoo.com"] {
        assert!(shown.contains(masked), "no {masked}: {shown}");
    }
    assert!(shown.contains("thư chung an@tinhthu.example"), "{shown}");
}

#[test]
fn a_report_has_no_private_contact_of_a_unit() {
    let place = with_secrets();
    for form in FORMS.iter().filter(|form| **form != "vcf") {
        let arguments = ["report", "--month", "2024-06", "--part", "overdue"];
        let to = format!("{form}:out.{form}");
        let run = place.run(&[&arguments[..], &["--as-of", "2024-12-31", "--format", &to]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        let texts = everything(&std::fs::read(place.at(&format!("out.{form}"))).unwrap());
        assert!(texts.iter().any(|text| text.contains("Xã B")), "{form}");
        assert_eq!(found_in(&texts, SECRETS), Vec::<&str>::new(), "{form}");
    }
}

#[test]
fn what_is_masked_comes_back_from_a_list_as_no_change() {
    let place = with_secrets();
    for options in [&[][..], &["--public"]] {
        for file in ["r.csv", "r.xlsx"] {
            let made = place.run(&[&["roster", "export", "--as-of", DAY, "-o", file], options].concat());
            assert_eq!(made.code, Some(0), "{made:?}");
            let run = place.run(&["roster", "import", file, "--lang", "en", "--format", "json"]);
            let plan: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
            assert_eq!(plan["sections"]["changes"]["rows"], serde_json::json!([]), "{file} {options:?}");
        }
    }
}

/// With a finding about every one of them.
fn with_told_secrets() -> Workplace {
    let place = with_secrets();
    // An address that is none, a note with a loose accent, a key that is a number, a second record of one person.
    place.write(
        "registry/officers/extra.yaml",
        "officers:\n  - id: giang-hai\n    name: Kim Văn Giang\n    unit: xa-b\n    seat: one-stop-officer\n    \
         position: Công chức\n    employment: civil-servant\n    from: 2024-02-20\n    until: 2024-02-19\n    \
         email: GiangKV@gmail.com\n    0977000881: x\n    phone: 0912345671\n    note: 'go\u{323}i 0905111223'\n  \
         - id: giang-ba\n    name: Kim Văn Ba\n    unit: xa-b\n    seat: one-stop-officer\n    position: Công chức\n    \
         employment: civil-servant\n    from: 2024-02-20\n    email: kimgiang@yahoo,com\n",
    );
    place
}

#[test]
fn validate_tells_people_what_it_keeps_from_what_is_uploaded() {
    let place = with_told_secrets();
    for people in ["human", "concise"] {
        let told = place.validate(&["--format", people]).out;
        for secret in ["giangkv@gmail.com", "xab.ubnd@gmail.com", "kimgiang@yahoo,com", "0977000881", "0905111223"] {
            // One line a finding has no room for a remedy.
            assert!(people == "concise" || told.contains(secret), "{people} does not say {secret}: {told}");
        }
        assert!(told.contains("giangkv@gmail.com"), "{told}");
    }
    for machine in ["json", "sarif", "github", "gitlab", "junit", "markdown"] {
        for language in ["vi", "en"] {
            let mut command = place.ttc(&["validate", "--as-of", DAY, "--lang", language, "--format", machine]);
            command.env("GITHUB_STEP_SUMMARY", place.at("summary.md"));
            let told = run(command).out;
            assert!(told.contains("unofficial-email") && told.contains("gmail.com"), "{machine}: {told}");
            assert_eq!(found_in(&[told], SECRETS), Vec::<&str>::new(), "{machine}");
        }
    }
    assert_eq!(found_in(&[place.read("summary.md")], SECRETS), Vec::<&str>::new());
}

/// A fingerprint is a hash, too.
#[test]
fn a_fingerprint_is_made_of_nothing_private() {
    let place = with_told_secrets();
    let fingerprints = |place: &Workplace| -> Vec<String> {
        let findings = place.findings(&[]);
        findings.iter().map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let before = fingerprints(&place);
    place.replace("registry/officers/extra.yaml", "0977000881: x", "0977000882: x");
    place.replace("registry/officers/extra.yaml", "kimgiang@yahoo,com", "kimgiangx@yahoo,com");
    assert_eq!(fingerprints(&place), before);
}
