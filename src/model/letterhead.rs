//! How the units of a kind name themselves on official papers (Decree 30/2020/NĐ-CP, Appendix I).

use crate::record;
use crate::record::scalar::{Id, Words};

record! {
    /// The words of a heading and a signature block. In `body`, `title`, `in_text` and `recipient`, `{name}` stands for the unit's
    /// name as it is written within a sentence, and `{above}` for the body above.
    pub struct Letterhead = "letterhead" ("cách đứng tên", "letterhead")
        "Tên cơ quan, người ký và ký hiệu trên văn bản. {name} là tên đơn vị, {above} là tên cơ quan cấp trên.",
        "The body, signer and symbol on papers. {name} is the unit's name, {above} that of the body above." {
        body: Option<Words> => "Tên cơ quan ban hành, như \"Ủy ban nhân dân {name}\"; mặc định là tên đơn vị.",
            "The body's name, such as \"Ủy ban nhân dân {name}\"; the unit's name by default.";
        above: Option<Id> => "Loại đơn vị có tên ở dòng trên của phần đầu văn bản; bỏ trống là không có.",
            "The kind of unit whose body stands above it in the heading; absent, none does.";
        head: Words => "Chức danh của người đứng đầu trong khối ký.", "The head's title in the signature block.";
        deputy: Option<Words> => "Chức danh của cấp phó khi ký thay (KT.).", "The deputy's title, for signing in the head's place (KT.).";
        title: Option<Words> => "Chức danh đầy đủ của người đứng đầu trong câu; mặc định là chức danh và tên cơ quan.",
            "The head's full title in a sentence; title and body by default.";
        in_text: Option<Words> => "Tên cơ quan trong câu; mặc định là tên cơ quan, kèm tên cơ quan cấp trên.",
            "The body's name in a sentence; by default its name, with that of the body above.";
        recipient: Option<Words> => "Cách ghi ở nơi nhận; mặc định như trong câu.", "How it is named among recipients; as in a sentence by default.";
        symbol: Words => "Chữ viết tắt trong ký hiệu văn bản.", "The abbreviation in the symbols of its papers.";
        before_place: Vec<Words> => "Những chữ đứng trước địa danh trong tên đơn vị, như \"Huyện\".",
            "The words before the place in the unit's name, such as \"Huyện\".";
    }
}
