//! Exit codes, and what they mean: one table for the program, `--help`, the manual page and the README.

use std::process::ExitCode;

use crate::locale::Both;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Clean,
    Findings,
    Unusable,
    NothingToCheck,
    GitNotAsked,
}

impl Exit {
    /// Every code, in order.
    pub const ALL: [Self; 5] = [Self::Clean, Self::Findings, Self::Unusable, Self::NothingToCheck, Self::GitNotAsked];

    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Unusable => 2,
            Self::NothingToCheck => 3,
            Self::GitNotAsked => 4,
        }
    }

    pub fn meaning(self) -> Both {
        match self {
            Self::Clean => Both::new("không có vấn đề nào", "clean"),
            Self::Findings => Both::new(
                "có vấn đề ở mức --fail-on trở lên (mặc định là lỗi)",
                "findings at or above --fail-on (errors by default)",
            ),
            Self::Unusable => Both::new(
                "dòng lệnh sai, không mở được sổ, hoặc chương trình hỏng",
                "wrong usage, a registry that cannot be opened, or an internal failure",
            ),
            Self::NothingToCheck => Both::new("không có gì để xét vào ngày đó", "nothing to check on that day"),
            Self::GitNotAsked => Both::new(
                "không hỏi được git về kho chứa sổ, nên có điều không nói được",
                "git could not be asked about the registry's repository, so something is left unsaid",
            ),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
