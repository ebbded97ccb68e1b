//! What is wrong with a text's syntax, in words for somebody who never read YAML's grammar.

use granit_parser::ErrorKind;

use crate::both;
use crate::record::faults::Syntax;

pub(super) fn unclosed_quote() -> Syntax {
    Syntax {
        message: both!(
            "dấu ngoặc kép hoặc nháy đơn mở ra mà không đóng lại",
            "a quotation mark is opened and not closed"
        ),
        label: both!("mở ở đây", "opened here"),
        remedy: both!("đóng dấu ngoặc ở cuối giá trị", "close it at the end of the value"),
    }
}

pub(super) fn unclosed_bracket(open: char) -> Syntax {
    let close = if open == '{' { '}' } else { ']' };
    Syntax {
        message: both!("dấu {open} mở ra mà không đóng lại", "a {open} is opened and not closed"),
        label: both!("mở ở đây", "opened here"),
        remedy: both!("thêm dấu {close} còn thiếu", "add the {close} that is missing"),
    }
}

pub(super) fn tab() -> Syntax {
    Syntax {
        message: both!(
            "dòng được thụt bằng ký tự tab; YAML chỉ nhận dấu cách",
            "the line is indented with a tab; YAML takes spaces only"
        ),
        label: both!("ký tự tab", "a tab"),
        remedy: both!("chạy ttc fmt, hoặc thay tab bằng dấu cách", "run ttc fmt, or put spaces in its place"),
    }
}

pub(super) fn odd_blank(blank: char) -> Syntax {
    let code = format!("U+{:04X}", u32::from(blank));
    let (vi, en) = match blank {
        '\u{a0}' | '\u{202f}' => ("dấu cách không ngắt", "a no-break space"),
        _ => ("một ký tự trông như dấu cách", "a character that looks like a space"),
    };
    Syntax {
        message: both!(
            "dòng được thụt bằng {vi} ({code}); YAML chỉ nhận dấu cách thường",
            "the line is indented with {en} ({code}); YAML takes plain spaces only"
        ),
        label: both!("{vi}", "{en}"),
        remedy: both!("chạy ttc fmt, hoặc gõ lại dấu cách", "run ttc fmt, or type the spaces again"),
    }
}

pub(super) fn odd_character(character: char) -> Syntax {
    let shown = if character.is_control() { character.escape_unicode().to_string() } else { character.to_string() };
    if character.is_control() {
        return Syntax {
            message: both!(
                "có ký tự điều khiển {shown} không nhìn thấy được",
                "an invisible control character, {shown}"
            ),
            label: both!("ở đây", "here"),
            remedy: both!("xóa ký tự đó", "delete it"),
        };
    }
    Syntax {
        message: both!("giá trị không được bắt đầu bằng {shown}", "a value cannot begin with {shown}"),
        label: both!("ký tự này", "this character"),
        remedy: both!("đặt cả giá trị trong ngoặc kép", "put the whole value in quotation marks"),
    }
}

pub(super) fn no_field() -> Syntax {
    Syntax {
        message: both!(
            "dòng này thiếu dấu hai chấm sau tên trường, hoặc thụt lề không khớp các dòng bên trên",
            "this line lacks the colon after a field's name, or is not indented like the lines above it"
        ),
        label: both!("không đọc được từ đây", "unreadable from here"),
        remedy: both!(
            "viết tên trường, dấu hai chấm và một dấu cách; thụt lề như các trường khác của bản ghi",
            "write the field's name, a colon and a space; indent it like the record's other fields"
        ),
    }
}

pub(super) fn wrong_depth() -> Syntax {
    Syntax {
        message: both!("thụt lề không khớp các dòng bên trên", "the indentation does not match the lines above"),
        label: both!("thụt lề khác", "indented otherwise"),
        remedy: both!("thụt lề như mục đầu của danh sách", "indent it like the first item of the list"),
    }
}

/// What is wrong, in words for somebody who never read YAML's grammar. Kinds that need no word of their own share one.
pub(super) fn other(kind: &ErrorKind) -> Syntax {
    use ErrorKind as E;
    let (message, remedy) = match kind {
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => (
            both!("có chữ đứng ngay sau dấu ngoặc đóng", "text stands right after a closing quotation mark"),
            both!(
                "bỏ phần thừa; trong ngoặc kép viết \\\" cho dấu ngoặc kép, trong nháy đơn viết '' cho nháy đơn",
                "take it away; inside double quotes a quotation mark is written \\\", inside single ones ''"
            ),
        ),
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => (
            both!(
                "dấu \\ trong ngoặc kép mở đầu một mã không có trong YAML",
                "a \\ inside double quotes begins an escape that YAML does not know"
            ),
            both!("viết \\\\ cho dấu \\, hoặc dùng nháy đơn", "write \\\\ for a \\, or use single quotes"),
        ),
        E::MismatchedFlowCollectionEnd { open, close } => (
            both!("dấu {open} được đóng bằng {close}", "a {open} is closed by {close}"),
            both!("đóng mỗi dấu [ bằng ], mỗi dấu {{ bằng }}", "close each [ with ] and each {{ with }}"),
        ),
        E::UnexpectedEofFlowSequence | E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => (
            both!("tệp kết thúc khi dấu [ hoặc {{ chưa đóng", "the file ends before a [ or {{ is closed"),
            both!("thêm dấu đóng còn thiếu", "add the closing mark"),
        ),
        E::ExpectedFlowMappingSeparator => (
            both!("trong {{ }} thiếu dấu phẩy hoặc dấu }}", "inside {{ }} a comma or a }} is missing"),
            both!("ngăn các trường bằng dấu phẩy", "separate the fields by commas"),
        ),
        E::ExpectedFlowSequenceSeparator => (
            both!("trong [ ] thiếu dấu phẩy hoặc dấu ]", "inside [ ] a comma or a ] is missing"),
            both!("ngăn các mục bằng dấu phẩy", "separate the items by commas"),
        ),
        E::MisplacedFlowCollectionEnd => (
            both!("dấu đóng không có dấu mở", "a closing bracket has no opening one"),
            both!(
                "bỏ dấu này, hoặc đặt cả giá trị trong ngoặc kép",
                "take it away, or put the whole value in quotation marks"
            ),
        ),
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => (
            both!("có dấu hai chấm thừa trong giá trị", "a value has a colon too many"),
            both!("đặt giá trị có dấu hai chấm trong ngoặc kép", "put a value with a colon in it in quotation marks"),
        ),
        E::BomInsideDocument => (
            both!("giữa tệp có dấu BOM (U+FEFF)", "a byte order mark (U+FEFF) stands inside the file"),
            both!("xóa ký tự không nhìn thấy được này", "delete this invisible character"),
        ),
        E::CommentNotSeparated | E::CommentInterceptedScalar => (
            both!("dấu # ở chỗ không thể có ghi chú", "a # stands where no comment can"),
            both!(
                "đặt dấu cách trước #, hoặc đặt giá trị trong ngoặc kép",
                "put a space before the #, or the value in quotation marks"
            ),
        ),
        _ => (
            both!("chỗ này không đúng cú pháp YAML", "this is not valid YAML"),
            both!(
                "viết lại giá trị, đặt trong ngoặc kép nếu có ký tự đặc biệt",
                "write the value again, in quotation marks if it has special characters"
            ),
        ),
    };
    Syntax { message, label: both!("ở đây", "here"), remedy }
}
