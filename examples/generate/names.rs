//! People who do not exist: names as they are borne in the province (Kinh, Khmer, Hoa), each given out once.

use std::collections::BTreeSet;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::random::Random;

/// A name, its slug and a mailbox; no two people share any of the three.
#[derive(Clone)]
pub struct Person {
    pub name: String,
    pub slug: String,
    pub mailbox: String,
}

/// One way of naming: families, and what follows the family name.
struct Tradition {
    families: &'static [&'static str],
    middles: &'static [&'static str],
    given: &'static [&'static str],
}

// Commoner family names stand several times.
const KINH_FAMILIES: &[&str] = &[
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Trần", "Lê", "Lê", "Phạm", "Huỳnh", "Huỳnh", "Võ", "Phan",
    "Trương", "Đặng", "Bùi", "Đỗ", "Ngô", "Hồ", "Dương", "Mai", "Cao", "Đinh", "Tô", "Đoàn", "Lương", "Hà",
];

const KINH_MEN: Tradition = Tradition {
    families: KINH_FAMILIES,
    middles: &[
        "Văn", "Văn", "Hữu", "Minh", "Thanh", "Quốc", "Hoàng", "Đức", "Công", "Chí", "Tấn", "Trung", "Ngọc", "Thành",
        "Phước", "Xuân",
    ],
    given: &[
        "An", "Bảo", "Bình", "Chiến", "Cường", "Duy", "Dũng", "Đạt", "Điền", "Đông", "Hải", "Hậu", "Hiếu", "Hòa",
        "Hùng", "Hưng", "Khải", "Khang", "Khánh", "Khoa", "Kiệt", "Lâm", "Lộc", "Long", "Luân", "Mẫn", "Nam", "Nghĩa",
        "Nhân", "Phong", "Phú", "Phúc", "Quân", "Quang", "Sang", "Sơn", "Tâm", "Tân", "Thái", "Thắng", "Thiện",
        "Thịnh", "Toàn", "Trí", "Tuấn", "Tùng", "Việt", "Vinh",
    ],
};

const KINH_WOMEN: Tradition = Tradition {
    families: KINH_FAMILIES,
    middles: &[
        "Thị",
        "Thị",
        "Thị Thu",
        "Thị Ngọc",
        "Thị Kim",
        "Thị Hồng",
        "Thị Thanh",
        "Ngọc",
        "Kim",
        "Thu",
        "Mỹ",
        "Bích",
        "Thùy",
        "Cẩm",
        "Diễm",
    ],
    given: &[
        "Anh", "Chi", "Dung", "Duyên", "Đào", "Giang", "Hằng", "Hạnh", "Hiền", "Hoa", "Huệ", "Hương", "Khanh", "Lan",
        "Liên", "Linh", "Loan", "My", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Quyên", "Thảo", "Thơ", "Trang",
        "Trâm", "Trinh", "Tuyền", "Tuyết", "Uyên", "Vân", "Yến",
    ],
};

const KHMER: Tradition = Tradition {
    families: &["Thạch", "Thạch", "Sơn", "Sơn", "Kim", "Danh", "Kiên", "Trà", "Lý", "Châu", "Liêu"],
    middles: &["Sà", "Sa", "Sô", "Thị Sà", "Thị Sa", "Thị Sô", "Chanh", "Thị Chanh", "Minh", "Ngọc", "Thị Đa", "Rít"],
    given: &["Rây", "Rên", "Rinh", "Phia", "Vone", "Mên", "Tha", "Ni", "Phép", "Oanh", "Mát", "Rượl", "Khone", "Vươne"],
};

const HOA: Tradition = Tradition {
    families: &["Lâm", "Lâm", "Quách", "Tăng", "Trịnh", "Khưu", "Tạ", "Mã", "Lưu", "Vưu", "Hứa", "La", "Vương", "Ong"],
    middles: &["Vĩnh", "Chí", "Mỹ", "Tiểu", "Huệ", "Gia", "Thuận", "Diệu", "Bửu", "Tú"],
    given: &["Phát", "Cường", "Linh", "Muội", "Mẫn", "Hưng", "Thành", "Nghi", "Dân", "Phụng", "Lợi", "Xương", "Quân"],
};

/// Gives out people, remembering whom it has given out.
#[derive(Default)]
pub struct People {
    slugs: BTreeSet<String>,
    mailboxes: BTreeSet<String>,
}

impl People {
    /// Somebody new, whose name differs from every other by more than marks or a letter or two: the sample has no
    /// pairs that a reader, or a rule about misspelt names, could take for one person.
    pub fn somebody(&mut self, random: &mut Random) -> Person {
        loop {
            let tradition = match random.below(100) {
                0..45 => &KINH_MEN,
                45..78 => &KINH_WOMEN,
                78..91 => &KHMER,
                _ => &HOA,
            };
            let (family, middle) = (*random.pick(tradition.families), *random.pick(tradition.middles));
            let given = *random.pick(tradition.given);
            let name = format!("{family} {middle} {given}");
            let slug = slug(&name);
            let repeats = name.split(' ').filter(|word| *word == given).count() > 1;
            if repeats || self.slugs.iter().any(|other| strsim::levenshtein(other, &slug) <= 2) {
                continue;
            }
            self.slugs.insert(slug.clone());
            let mailbox = self.mailbox(&slug);
            return Person { name, slug, mailbox };
        }
    }

    /// Given name and initials, with a number from the second bearer on.
    fn mailbox(&mut self, slug: &str) -> String {
        let (before, given) = slug.rsplit_once('-').unwrap_or(("", slug));
        let initials: String = before.split('-').filter_map(|word| word.chars().next()).collect();
        let plain = format!("{given}{initials}");
        let numbered = (2..).map(|number| format!("{plain}{number}"));
        for candidate in [plain.clone()].into_iter().chain(numbered) {
            if self.mailboxes.insert(candidate.clone()) {
                return candidate;
            }
        }
        unreachable!("there is always a next number")
    }
}

/// Lower-case ASCII words joined by hyphens: `Huyện Kế Sách` is `huyen-ke-sach`.
pub fn slug(text: &str) -> String {
    let bare: String = DecomposingNormalizerBorrowed::new_nfd()
        .normalize(text)
        .chars()
        .filter_map(|letter| match letter {
            'đ' | 'Đ' => Some('d'),
            letter if letter.is_ascii_alphanumeric() => Some(letter.to_ascii_lowercase()),
            letter if letter.is_ascii() => Some(' '),
            _ => None, // the marks, now on their own
        })
        .collect();
    bare.split_whitespace().collect::<Vec<_>>().join("-")
}
