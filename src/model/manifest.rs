//! `ttc.yaml`: what the registry is called, and the local practice that is no law.

use crate::record;
use crate::record::scalar::Words;
use crate::words;

record! {
    /// The manifest; its folder is the registry's root.
    pub struct Manifest = "manifest" ("tệp ttc.yaml", "manifest")
        "Tệp khai báo của sổ: tên, ngôn ngữ và các thiết lập của địa phương.",
        "The registry's manifest: its name, its language and local settings." {
        format: FormatVersion => "Phiên bản định dạng của sổ; hiện chỉ có 1.", "The version of the registry's format; there is only 1.";
        name: Words => "Tên sổ, thường là tên tỉnh.", "The registry's name, usually the province's.";
        language: Option<RegistryLanguage> => "Ngôn ngữ của báo cáo và dự thảo; mặc định là vi.", "The language of reports and drafts; vi by default.";
        email_domains: Vec<Words> => "Các tên miền thư công vụ.", "The domains of official e-mail.";
        notice: Option<Words> => "Dòng lưu ý in trên mọi báo cáo.", "A notice printed on every report.";
        settings: Option<Settings> => "Quy ước của địa phương; không phải quy định của pháp luật.", "Local practice; none of it is law.";
    }
}

record! {
    /// Local practice; none of it is law, and every figure says so where it shows.
    pub struct Settings = "settings" ("nhóm thiết lập", "settings")
        "Các quy ước của địa phương.", "Local practice." {
        due_soon_days: Option<u16> => "Báo trước hạn bao nhiêu ngày; mặc định 5.", "From how many days before a deadline a report is due soon; 5 by default.";
        recognition_grace_days: Option<u16> => "Chờ công nhận quá bao nhiêu ngày thì thành lỗi; bỏ trống thì luôn chỉ là cảnh báo.",
            "After how many days without a decision waiting becomes an error; absent, it stays a warning.", "2.4";
        waiver_max_days: Option<u16> => "Một miễn trừ được dài nhất bao nhiêu ngày; mặc định 365.", "The most days a waiver may last; 365 by default.";
    }
}

words! {
    /// The version of the registry's format.
    pub enum FormatVersion("phiên bản định dạng (hiện chỉ có 1)", "a version of the format (there is only 1)") {
        One = "1" ("phiên bản 1", "version 1"),
    }
}

words! {
    /// The language of reports and drafts.
    pub enum RegistryLanguage("vi hoặc en", "vi or en") {
        Vi = "vi" ("tiếng Việt", "Vietnamese"),
        En = "en" ("tiếng Anh", "English"),
    }
}
