//! A temporary folder with registries in it, and the real program run there in a clean environment.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// The day on which the base registry is judged.
pub const DAY: &str = "2024-06-30";

pub struct Workplace {
    folder: TempDir,
}

/// How a run of the program ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample province.
pub fn sample() -> String {
    project().join("registry").to_str().unwrap().to_owned()
}

/// After so long a run has hung and is ended. Nothing is measured by it: a busy machine is given all the time it needs.
pub const HUNG: Duration = Duration::from_secs(600);

/// The program under test: the one built with the tests, or the one that `TTC_PROGRAM` names.
fn program() -> std::ffi::OsString {
    std::env::var_os("TTC_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_ttc").into())
}

/// The program with nothing in its environment but what is needed to find git.
pub fn ttc(folder: &Path) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(program());
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", folder);
    command.env("GIT_CONFIG_NOSYSTEM", "1").current_dir(folder).timeout(HUNG);
    command
}

pub fn run(mut command: assert_cmd::Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

impl Workplace {
    pub fn empty() -> Self {
        Self { folder: tempfile::Builder::new().prefix("ttc").tempdir().unwrap() }
    }

    /// With the base registry of the rules' fixtures in `registry/`.
    pub fn with_base() -> Self {
        let place = Self::empty();
        place.put_base("registry");
        place
    }

    /// With the sample province in `registry/`.
    pub fn with_sample() -> Self {
        let place = Self::empty();
        copy(&project().join("registry"), &place.at("registry"));
        place
    }

    /// With a seat of it vacant since 01/06/2024.
    pub fn with_vacancy() -> Self {
        let place = Self::with_base();
        place.vacate();
        place
    }

    pub fn vacate(&self) {
        let email = "    email: binh@tinhthu.example";
        self.replace("registry/officers/so-y-te.yaml", email, &format!("    until: 2024-05-31\n{email}"));
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Puts a copy of the base registry into a folder.
    pub fn put_base(&self, folder: &str) {
        copy(&project().join("tests/rules/base"), &self.at(folder));
    }

    /// Puts a copy of the sample province into a folder.
    pub fn put_sample(&self, folder: &str) {
        copy(&project().join("registry"), &self.at(folder));
    }

    /// The same as the base registry, under another name.
    pub fn put_base_named(&self, folder: &str, name: &str) {
        self.put_base(folder);
        let manifest = Path::new(folder).join("ttc.yaml");
        self.replace(manifest.to_str().unwrap(), "Tỉnh Thử", name);
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from}");
        self.write(path, text.replacen(from, to, 1));
    }

    pub fn ttc(&self, arguments: &[&str]) -> assert_cmd::Command {
        let mut command = ttc(self.root());
        command.args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run(self.ttc(arguments))
    }

    /// `ttc validate --as-of DAY` with more arguments.
    pub fn validate(&self, arguments: &[&str]) -> Run {
        self.run(&[&["validate", "--as-of", DAY], arguments].concat())
    }

    /// The findings of `ttc validate --format json` as data.
    pub fn findings(&self, arguments: &[&str]) -> Vec<Value> {
        let run = self.validate(&[&["--format", "json"], arguments].concat());
        let mut json: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no JSON: {run:?}"));
        json["findings"].as_array_mut().map(std::mem::take).unwrap()
    }

    /// Where a rule finds something, as `path`.
    pub fn found_by(&self, rule: &str, arguments: &[&str]) -> Vec<String> {
        let of_rule = self.findings(arguments).into_iter().filter(|finding| finding["rule"] == rule);
        of_rule.map(|finding| finding["place"]["path"].as_str().unwrap().to_owned()).collect()
    }

    pub fn git(&self, arguments: &[&str]) {
        let output = std::process::Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@tinhthu.example", "-c", "init.defaultBranch=main"])
            .args(arguments)
            .current_dir(self.root())
            .env("HOME", self.root())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    pub fn commit(&self) {
        if !self.at(".git").exists() {
            self.git(&["init", "--quiet"]);
        }
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Record"]);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else if entry.file_name() != ".ttc.lock" {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
