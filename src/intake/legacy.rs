//! Text typed with fonts from before Unicode: VNI and TCVN3 (ABC) borrow the letters of other alphabets, so that
//! `Nguyeãn Vaên Minh` and `NguyÔn V¨n Minh` only look right in those fonts. Which letters were meant is not guessed here.

use super::fault::Fault;
use super::grid::{Grid, Value};
use crate::both;

/// A way of writing Vietnamese from before Unicode.
struct Legacy {
    name: &'static str,
    /// Whether two letters that follow one another are written so, and never in Unicode.
    betrays: fn(char, char) -> bool,
}

const LEGACIES: [Legacy; 2] =
    [Legacy { name: "VNI", betrays: is_vni }, Legacy { name: "TCVN3 (ABC)", betrays: is_tcvn3 }];

/// A foreign name may have one such pair of letters; a list in an old font is full of them.
const LEAST: usize = 2;

/// That a sheet is written with an old font, with the first cell that is.
pub fn fault(grid: &Grid) -> Option<Fault> {
    LEGACIES.iter().find_map(|legacy| {
        let mut first = None;
        let mut count = 0;
        for row in &grid.rows {
            for (column, value) in &row.cells {
                let Value::Text(text) = value else { continue };
                let found =
                    text.chars().zip(text.chars().skip(1)).filter(|(left, right)| (legacy.betrays)(*left, *right));
                let found = found.count();
                if found > 0 && first.is_none() {
                    first = Some((grid.cell_name(row.number, *column), text));
                }
                count += found;
                if count >= LEAST {
                    break;
                }
            }
        }
        let (cell, text) = first.filter(|_| count >= LEAST)?;
        let (shown, name): (String, _) = (text.chars().take(40).collect(), legacy.name);
        Some(Fault::at(
            cell,
            both!(
                "“{shown}” gõ bằng phông chữ {name} cũ; hãy chuyển cả danh sách sang Unicode rồi nhập lại",
                "“{shown}” is typed in the old encoding {name}; convert the list to Unicode and import it again"
            ),
        ))
    })
}

/// A vowel, and after it a letter that stands for its mark. Unicode has the mark on the vowel, and only a vowel that may
/// follow it in a syllable after it: `hoà`, `hoé`, `thuý`.
fn is_vni(left: char, right: char) -> bool {
    const MARKS: &str = "øùûõïâáàåãäêéèúüë";
    let right = right.to_lowercase().next().unwrap_or(right);
    match left.to_lowercase().next().unwrap_or(left) {
        'a' | 'e' => MARKS.contains(right),
        'o' => "øùûõïâåä".contains(right),
        'u' | 'y' | 'ô' | 'ö' => "øùûõï".contains(right),
        _ => false,
    }
}

/// A letter, and beside it a sign or a capital with a mark where a small letter belongs.
fn is_tcvn3(left: char, right: char) -> bool {
    let is_sign = |letter: char| "¨©ª«¬\u{ad}®µ¸¶·¹»¾¼½×÷ßþ".contains(letter);
    let is_capital = |letter: char| ('À'..='Þ').contains(&letter);
    left.is_ascii_alphabetic() && is_sign(right)
        || is_sign(left) && right.is_ascii_lowercase()
        || left.is_ascii_lowercase() && is_capital(right)
}

#[cfg(test)]
mod tests {
    use super::super::grid::Row;
    use super::*;

    fn told(text: &str) -> Option<String> {
        let cells = vec![(1, Value::Text(text.to_owned()))];
        fault(&Grid { rows: vec![Row { number: 4, cells }], ..Grid::default() }).map(|fault| fault.text().en)
    }

    #[test]
    fn an_old_font_is_told_with_its_name_and_cell() {
        for text in
            ["Nguyeãn Vaên Minh", "NGUYEÃN VAÊN MINH", "Traàn Thò Höông, Leâ Phaïm", "Sôû Taøi chính, Buøi Huyønh"]
        {
            assert!(told(text).is_some_and(|said| said.contains("cell B4") && said.contains("VNI")), "{text}");
        }
        for text in ["NguyÔn V¨n Minh", "TrÇn ThÞ H\u{ad}¬ng", "Lª ThÞ Hoµ", "®oµn thÞ Lª"] {
            assert!(told(text).is_some_and(|said| said.contains("TCVN3")), "{text}: {:?}", told(text));
        }
    }

    #[test]
    fn unicode_is_not_taken_for_an_old_font() {
        // Every sound of the language, both ways of placing a mark, names of other peoples, and what else lists hold.
        for text in [
            "Nguyễn Văn Hoà, Võ Thị Thuý, Đoàn Quý Khoáng, Huỳnh Uyên Loã, Ngoèo Khoé Hoẻ, Quỳnh Giàu Miều",
            "NGUYỄN VĂN HOÀ, LOÃ, KHOÉ, THUÝ, HƯƠNG ƯỚC, ĐỖ ĐẶNG",
            "Niê Kđăm Y Bhiŏ, H’Wen Êban, Siu Ñuê, Sô Phia, João da Silva, Müller, Núñez, Raphaël",
            "Văn phòng HĐND và UBND; Phó Giám đốc (phụ trách)",
            "an.nv@soctrang.gov.vn; 0299 3822 333 – 0912·345·678",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
