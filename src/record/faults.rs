//! What can be wrong with a file before its meaning is looked at: the names of the rules, and their findings.

mod names;

use super::tree::Value;
use super::{FieldType, RecordType, ScalarShape, Shape, scalar};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::locale::{Both, Language, Text};
use crate::source::{FileId, Place, Span, Spot, Step};
use crate::text;

pub use names::{foreign_working_file, not_on_windows, same_name_elsewhere};

pub const UNREADABLE_FILE: RuleId = RuleId::error("unreadable-file");
pub const NOT_UTF8: RuleId = RuleId::error("not-utf8");
pub const YAML_SYNTAX: RuleId = RuleId::error("yaml-syntax");
pub const YAML_FEATURE: RuleId = RuleId::error("yaml-feature");
pub const BEYOND_LIMITS: RuleId = RuleId::error("beyond-limits");
pub const DUPLICATE_KEY: RuleId = RuleId::error("duplicate-key");
pub const UNKNOWN_FIELD: RuleId = RuleId::error("unknown-field");
pub const MISSING_FIELD: RuleId = RuleId::error("missing-field");
pub const WRONG_TYPE: RuleId = RuleId::error("wrong-type");
pub const INVALID_VALUE: RuleId = RuleId::error("invalid-value");
pub const EMPTY_FIELD: RuleId = RuleId::error("empty-field");
pub const UNQUOTED_CODE: RuleId = RuleId::warning("unquoted-code");
pub const NOT_NFC: RuleId = RuleId::error("not-nfc");
pub const STRAY_FILE: RuleId = RuleId::warning("stray-file");
pub const FOREIGN_WORKING_FILE: RuleId = RuleId::error("foreign-working-file");
pub const UNPORTABLE_NAME: RuleId = RuleId::error("unportable-name");
pub const DUPLICATE_ID: RuleId = RuleId::error("duplicate-id");
pub const UNKNOWN_REFERENCE: RuleId = RuleId::error("unknown-reference");

pub const A_LIST: Both = Both::new("một danh sách", "a list");
pub const A_MAP: Both = Both::new("một nhóm trường", "a group of fields");

pub fn unreadable_file(place: Place, reason: &Text) -> Diagnostic {
    let Text { vi, en } = reason;
    Diagnostic::new(UNREADABLE_FILE, both!("không đọc được tệp: {vi}", "the file cannot be read: {en}"), place)
        .remedy(both!("kiểm tra quyền đọc và đường dẫn của tệp", "check the file's permissions and path"))
}

pub fn not_utf8(place: Place) -> Diagnostic {
    Diagnostic::new(
        NOT_UTF8,
        both!(
            "tệp không phải mã hóa UTF-8, nên không đọc được chữ",
            "the file is not in UTF-8, so its text is unknown"
        ),
        place,
    )
    .label(both!("chỗ đầu tiên không đọc được", "the first place that cannot be read"))
    .remedy(both!(
        "mở tệp bằng phần mềm đã tạo ra nó rồi lưu lại với mã hóa UTF-8 (Unicode)",
        "open the file with the program that made it and save it as UTF-8 (Unicode)"
    ))
}

/// A file that Windows calls "Unicode": two bytes a letter.
pub fn utf16(place: Place) -> Diagnostic {
    Diagnostic::new(
        NOT_UTF8,
        both!("tệp được lưu với mã hóa UTF-16, không phải UTF-8", "the file is saved as UTF-16, not as UTF-8"),
        place,
    )
    .remedy(both!("lưu lại tệp, chọn mã hóa UTF-8", "save the file again and choose UTF-8"))
}

pub fn too_large(place: Place, bytes: u64, most: u64) -> Diagnostic {
    let (megabytes, most) = (bytes >> 20, most >> 20);
    Diagnostic::new(
        BEYOND_LIMITS,
        both!(
            "tệp quá lớn: {megabytes} MiB, tối đa {most} MiB",
            "the file is too large: {megabytes} MiB, at most {most} MiB"
        ),
        place,
    )
    .remedy(both!("chia thành nhiều tệp trong cùng thư mục", "divide it into several files in the same folder"))
}

pub fn too_deep(place: Place, most: usize) -> Diagnostic {
    Diagnostic::new(BEYOND_LIMITS, both!("lồng nhau quá {most} tầng", "nested deeper than {most} levels"), place)
        .remedy(both!(
            "không tệp nào của sổ cần lồng sâu như vậy; kiểm tra các dấu [ và {{",
            "no file of a registry nests that deep; look at the [ and {{"
        ))
}

pub fn too_many(place: Place, most: usize) -> Diagnostic {
    Diagnostic::new(
        BEYOND_LIMITS,
        both!(
            "tệp có hơn {most} lỗi về hình thức; từ đó trở đi không đọc nữa",
            "the file has more than {most} faults of form; the rest of it is not read"
        ),
        place,
    )
    .remedy(both!("sửa các lỗi đã nêu rồi kiểm tra lại", "mend the faults that are told and check again"))
}

/// What is wrong with the syntax at a place.
#[derive(Clone, Debug)]
pub struct Syntax {
    pub message: Text,
    /// The words under the caret.
    pub label: Text,
    pub remedy: Text,
}

pub fn syntax(place: Place, syntax: Syntax) -> Diagnostic {
    Diagnostic::new(YAML_SYNTAX, syntax.message, place).label(syntax.label).remedy(syntax.remedy).note(both!(
        "bản ghi này chưa được đọc; các bản ghi khác trong tệp vẫn được kiểm tra",
        "this record is not read; the other records of the file are still checked"
    ))
}

pub fn alias(place: Place) -> Diagnostic {
    feature(place, both!("sổ không dùng tham chiếu * của YAML", "a registry does not use YAML's aliases (*)")).remedy(
        both!(
            "chép giá trị ra đầy đủ ở chỗ này; giá trị bắt đầu bằng * thì đặt trong ngoặc kép",
            "write the value out in full here; a value that begins with * is put in quotation marks"
        ),
    )
}

pub fn anchor(place: Place) -> Diagnostic {
    feature(place, both!("sổ không dùng dấu neo & của YAML", "a registry does not use YAML's anchors (&)")).remedy(
        both!(
            "bỏ dấu neo; giá trị bắt đầu bằng & thì đặt trong ngoặc kép",
            "take the anchor away; a value that begins with & is put in quotation marks"
        ),
    )
}

pub fn tag(place: Place) -> Diagnostic {
    feature(place, both!("sổ không dùng thẻ ! của YAML", "a registry does not use YAML's tags (!)")).remedy(both!(
        "bỏ thẻ: trường nào có kiểu nấy; giá trị bắt đầu bằng ! thì đặt trong ngoặc kép",
        "take the tag away: the field says what type it has; a value that begins with ! is put in quotation marks"
    ))
}

pub fn merge_key(place: Place) -> Diagnostic {
    feature(place, both!("sổ không dùng khóa gộp << của YAML", "a registry does not use YAML's merge keys (<<)"))
        .remedy(both!("viết từng trường ra ở chỗ này", "write each field out here"))
}

pub fn several_documents(place: Place) -> Diagnostic {
    feature(
        place,
        both!(
            "tệp có nhiều tài liệu YAML; chỉ tài liệu đầu được đọc",
            "the file holds several YAML documents; only the first is read"
        ),
    )
    .label(both!("tài liệu thứ hai bắt đầu ở đây", "the second begins here"))
    .remedy(both!(
        "bỏ dấu --- hoặc ... giữa tệp, hoặc chuyển phần sau sang tệp khác",
        "take away the --- or ... inside the file, or move what follows to another file"
    ))
}

pub fn key_not_text(place: Place) -> Diagnostic {
    feature(place, both!("tên trường phải là một từ", "a field's name must be one word"))
        .remedy(both!("viết tên trường, dấu hai chấm, rồi giá trị", "write the field's name, a colon, then the value"))
}

fn feature(place: Place, message: Text) -> Diagnostic {
    Diagnostic::new(YAML_FEATURE, message, place)
}

pub fn duplicate_key(file: FileId, key: &str, second: Span, first: Span) -> Diagnostic {
    let shown = shortened(key);
    Diagnostic::new(
        DUPLICATE_KEY,
        both!(
            "trường {shown} được ghi hai lần; chỉ lần đầu được đọc",
            "the field {shown} stands twice; only the first is read"
        ),
        Place::bytes(file, second),
    )
    .label(both!("lần thứ hai", "the second"))
    .related(Place::bytes(file, first), both!("lần đầu ở đây", "the first is here"))
    .remedy(both!("giữ giá trị đúng, bỏ trường kia", "keep the value that is right and take the other away"))
    .about(Subject::default().detail(shown))
}

/// A key that no field has; `place` is the key's, `record_place` its record's.
pub fn unknown_field(
    place: Place,
    record_place: &Place,
    key: &str,
    nearest: Option<&str>,
    record: &RecordType,
) -> Diagnostic {
    let Both { vi, en } = record.noun;
    let shown = shortened(key);
    let detail = route_of(&record_place.field(&shown));
    let finding =
        Diagnostic::new(UNKNOWN_FIELD, both!("{vi} không có trường {shown}", "the {en} has no field {shown}"), place)
            .about(Subject::default().detail(detail));
    match nearest {
        Some(nearest) => finding
            .label(both!("có phải là {nearest}?", "did you mean {nearest}?"))
            .paste(both!("đổi tên trường", "change the field's name"), format!("{nearest}:")),
        None => {
            let known = record.fields.iter().map(|field| field.key).collect::<Vec<_>>().join(", ");
            finding.remedy(both!("các trường có thể dùng: {known}", "the fields there are: {known}"))
        }
    }
}

/// A required field that is not there, told at its record.
pub fn missing_field(record_place: &Place, field: &FieldType, record: &RecordType) -> Diagnostic {
    let key = field.key;
    let Both { vi, en } = field.says;
    let noun = record.noun;
    Diagnostic::new(
        MISSING_FIELD,
        both!(vi: ("{} thiếu trường {key}", noun.vi), en: ("the {} lacks the field {key}", noun.en)),
        record_place.field(key),
    )
    .label(both!("thiếu {key}", "{key} is missing"))
    .note(both!("{key}: {vi}", "{key}: {en}"))
    .paste(both!("thêm trường này", "add the field"), format!("{key}: {}", placeholder(&field.shape)))
    .about(Subject::default().detail(format!("{}.{key}", route_of(record_place))))
}

/// Something to fill in, for a remedy.
fn placeholder(shape: &Shape) -> String {
    match shape {
        Shape::Scalar(scalar) => match scalar.values.first() {
            Some((value, _)) => (*value).to_owned(),
            None if scalar.pattern.starts_with("^[0-9]{4}-(0") => "2024-06-20".to_owned(),
            None => "…".to_owned(),
        },
        Shape::List(_) => "[…]".to_owned(),
        Shape::Record(_) | Shape::Table(_) => "{…}".to_owned(),
        Shape::Either(shapes) => shapes.first().map_or_else(|| "…".to_owned(), placeholder),
    }
}

/// A value of another type than its field's. `at` is the value's own bytes: of a map where a text should be, the map is
/// what is wrong, and not its first field.
pub fn wrong_type(field: &Place, at: Place, expected: Both, found: &Value) -> Diagnostic {
    let found = match found {
        Value::Scalar(_) | Value::Broken(_) => Both::new("một giá trị đơn", "a single value"),
        Value::List(_) => A_LIST,
        Value::Map(_) => A_MAP,
    };
    let Both { vi, en } = expected;
    let detail = route_of(field);
    let what = named(field);
    Diagnostic::new(
        WRONG_TYPE,
        both!(
            vi: ("{} phải là {vi}, không phải {}", what.vi, found.vi),
            en: ("{} must be {en}, not {}", what.en, found.en)
        ),
        at,
    )
    .remedy(both!("viết lại thành {vi}", "write it as {en}"))
    .about(Subject::default().detail(detail))
}

pub fn empty_field(place: Place, expected: Both) -> Diagnostic {
    let Both { vi, en } = expected;
    let detail = route_of(&place);
    let what = named(&place);
    Diagnostic::new(EMPTY_FIELD, both!(vi: ("{} bị bỏ trống", what.vi), en: ("{} is left empty", what.en)), place)
        .remedy(both!(
            "điền {vi}, hoặc bỏ hẳn trường này nếu không bắt buộc",
            "fill in {en}, or take the field away if it is not required"
        ))
        .about(Subject::default().detail(detail))
}

pub fn invalid_value(place: Place, shape: &ScalarShape, found: &str) -> Diagnostic {
    let Both { vi, en } = shape.says;
    let meant = scalar::meant(shape, found);
    let found = shortened(found);
    let detail = route_of(&place);
    let what = named(&place);
    let finding = Diagnostic::new(
        INVALID_VALUE,
        both!(
            vi: ("{} ghi \"{found}\", không phải là {vi}", what.vi),
            en: ("{} says \"{found}\", which is not {en}", what.en)
        ),
        place,
    )
    .about(Subject::default().detail(detail));
    if let Some(meant) = meant {
        return finding
            .label(both!("có phải là {meant}?", "did you mean {meant}?"))
            .paste(both!("viết {vi}", "write {en}"), meant);
    }
    if shape.values.is_empty() {
        return finding.remedy(both!("viết {vi}", "write {en}"));
    }
    let list = |language| {
        shape
            .values
            .iter()
            .map(|(value, says)| format!("{value} ({})", says.get(language)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (known_vi, known_en) = (list(Language::Vi), list(Language::En));
    finding.remedy(both!("dùng một trong: {known_vi}", "use one of: {known_en}"))
}

/// A decision is known by its path, which has to be an id.
pub fn invalid_file_name(place: Place, shape: &ScalarShape, found: &str) -> Diagnostic {
    let Both { vi, en } = shape.says;
    let meant = found.split('/').map(text::slug).collect::<Vec<_>>().join("/");
    let found = shortened(found);
    Diagnostic::new(
        INVALID_VALUE,
        both!(
            "tên tệp quyết định cho mã \"{found}\", không phải là {vi}",
            "the decision's file name gives the id \"{found}\", which is not {en}"
        ),
        place,
    )
    .paste(both!("đổi tên tệp", "rename the file"), format!("decisions/{meant}.yaml"))
    .about(Subject::default().detail(found))
}

/// A record that gives one day and a run of days besides.
pub fn day_and_days(record_place: &Place) -> Diagnostic {
    Diagnostic::new(
        INVALID_VALUE,
        both!("ghi cả một ngày (date) và một đợt (from, until)", "both a day (date) and a run of days (from, until)"),
        record_place.field("date"),
    )
    .remedy(both!("chỉ giữ một cách ghi", "keep one of the two"))
    .about(Subject::default().detail(route_of(record_place)))
}

/// Text of the input as it may stand in a message: not longer than a line.
pub fn shortened(found: &str) -> String {
    const LONGEST: usize = 60;
    let line: String = found.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if found.chars().nth(LONGEST).is_some() { format!("{}…", line.trim_end()) } else { line }
}

pub fn unquoted_code(place: Place, found: &str) -> Diagnostic {
    let found = shortened(found);
    let detail = route_of(&place);
    Diagnostic::new(
        UNQUOTED_CODE,
        both!(
            "{found} không có ngoặc kép; phần mềm khác sẽ đọc thành một giá trị khác",
            "{found} has no quotation marks; other tools will read another value"
        ),
        place,
    )
    .paste(both!("đặt trong ngoặc kép", "put it in quotation marks"), format!("\"{found}\""))
    .remedy(both!("hoặc chạy ttc fmt cho cả sổ", "or run ttc fmt, for the whole registry"))
    .about(Subject::default().detail(detail))
}

pub fn not_nfc(place: Place, found: &str) -> Diagnostic {
    let found = shortened(&text::to_nfc(found));
    Diagnostic::new(
        NOT_NFC,
        both!(
            "\"{found}\" được gõ bằng dấu rời (Unicode tổ hợp), nhìn giống nhưng so sánh thì khác",
            "\"{found}\" is typed with loose accents (decomposed Unicode): it looks the same and compares as different"
        ),
        place,
    )
    .label(both!("dấu rời", "loose accents"))
    .paste(both!("gõ lại bằng Unicode dựng sẵn (NFC)", "type it again in composed Unicode (NFC)"), found.clone())
    .remedy(both!("hoặc chạy ttc fmt cho cả sổ", "or run ttc fmt, for the whole registry"))
    .about(Subject::default().detail(found))
}

/// What a file that is no part of a registry was probably meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StrayHint {
    /// A file or folder of this name.
    Name(String),
    /// One of the files that stand in its folder, which are named so.
    Pattern(&'static str),
}

pub fn stray_file(place: Place, path: &str, hint: Option<StrayHint>) -> Diagnostic {
    let finding = Diagnostic::new(
        STRAY_FILE,
        both!("{path} không thuộc sổ nên không được đọc", "{path} is no part of a registry and is not read"),
        place,
    )
    .about(Subject::default().detail(path));
    match hint {
        Some(StrayHint::Name(name)) => finding.paste(both!("có phải tên đúng là", "should it be called"), name),
        Some(StrayHint::Pattern(pattern)) => {
            finding.remedy(both!("ở đó sổ chỉ có {pattern}", "there a registry has {pattern} only"))
        }
        None => finding.remedy(both!(
            "chuyển nó ra ngoài thư mục của sổ, hoặc đổi tên cho đúng (xem docs/registry-format.md)",
            "move it out of the registry's folder, or give it the right name (see docs/registry-format.md)"
        )),
    }
}

pub fn duplicate_id(place: &Place, first: &Place, record: &RecordType, id: &str) -> Diagnostic {
    let Both { vi, en } = record.noun;
    Diagnostic::new(
        DUPLICATE_ID,
        both!("mã {id} đã dùng cho một {vi} khác", "the id {id} is taken by another {en}"),
        place.field("id"),
    )
    .related(first.field("id"), both!("dùng lần đầu ở đây", "first used here"))
    .remedy(both!(
        "đặt mã khác cho một trong hai, hoặc bỏ bản ghi trùng",
        "give one of the two another id, or take the repeated record away"
    ))
    .about(Subject::default().detail(format!("{} {id}", record.name)))
}

pub fn unknown_reference(place: Place, noun: Both, id: &str, nearest: Option<&str>) -> Diagnostic {
    let Both { vi, en } = noun;
    let shown = shortened(id);
    let detail = format!("{} {shown}", route_of(&place));
    let finding = Diagnostic::new(
        UNKNOWN_REFERENCE,
        both!("không có {vi} nào mang mã {shown}", "there is no {en} {shown}"),
        place,
    )
    .about(Subject::default().detail(detail));
    match nearest {
        Some(nearest) => finding
            .label(both!("có phải là {nearest}?", "did you mean {nearest}?"))
            .paste(both!("sửa mã", "mend the id"), nearest),
        None => finding.remedy(both!("sửa mã, hoặc ghi bản ghi còn thiếu", "mend the id, or record what is missing")),
    }
}

/// A route in words that survive moved lines: indexes are left out.
fn route_of(place: &Place) -> String {
    match &place.spot {
        Spot::Value(route) => route
            .steps()
            .iter()
            .filter_map(|step| match step {
                Step::Key(key) => Some(&**key),
                Step::Index(_) => None,
            })
            .collect::<Vec<_>>()
            .join("."),
        Spot::File | Spot::Bytes(_) => String::new(),
    }
}

/// What people call the value at a place: the field, or an item of the field.
fn named(place: &Place) -> Text {
    let steps = match &place.spot {
        Spot::Value(route) => route.steps(),
        Spot::File | Spot::Bytes(_) => &[],
    };
    let field = steps.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(shortened(key)),
        Step::Index(_) => None,
    });
    match (field, steps.last()) {
        (Some(field), Some(Step::Index(_))) => both!("một mục của {field}", "an item of {field}"),
        (Some(field), _) => both!("trường {field}", "the field {field}"),
        (None, _) => both!("tệp", "the file"),
    }
}
