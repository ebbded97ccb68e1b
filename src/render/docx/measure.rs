//! How wide text is in Times New Roman, and how the columns of a table share the room there is.
//!
//! Word sets the lines; this is to draw rules as long as a text and to give each column what its words need.

/// The room that a column needs and would like, in twentieths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// For its longest word.
    pub least: u32,
    /// For its longest line; not less than `least`.
    pub wish: u32,
}

/// The widths of the glyphs from space to tilde in thousandths of the size, as the font's metrics have them.
const REGULAR: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];
const BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944,
    722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556,
    444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394,
    220, 394, 520,
];

/// A font put in the place of the one measured may be wider by one part in so many, above all in letters with marks.
const SLACK: u32 = 10;

/// The width of a line of text of a size in half points, in twentieths of a point.
pub fn width_of(text: &str, size: u32, bold: bool) -> u32 {
    let widths = if bold { &BOLD } else { &REGULAR };
    let thousandths: u64 = crate::text::bare(text)
        .chars()
        .map(|letter| {
            let at = (letter as usize).checked_sub(' ' as usize);
            u64::from(at.and_then(|at| widths.get(at)).copied().unwrap_or(600))
        })
        .sum();
    u32::try_from(thousandths * u64::from(size) / 100).unwrap_or(u32::MAX)
}

/// A text in as few lines as the room allows, all about equally long: how a heading is broken by hand.
pub fn lines(text: &str, size: u32, bold: bool, room: u32) -> Vec<String> {
    let fewest = filled(text, size, bold, room);
    let step = (room / 50).max(1);
    let narrower = (1..50).map(|times| room - (times * step).min(room));
    narrower
        .map(|room| filled(text, size, bold, room))
        .take_while(|it| it.len() == fewest.len())
        .last()
        .unwrap_or(fewest)
}

fn filled(text: &str, size: u32, bold: bool, room: u32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width_of(&format!("{line} {word}"), size, bold) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

impl Need {
    /// Of a text of a size in half points; nothing asks for more than `most` for one line.
    pub fn of(text: &str, size: u32, bold: bool, most: u32) -> Self {
        let least = text.split_whitespace().map(|word| width_of(word, size, bold)).max().unwrap_or(0);
        let [least, wish] = [least, width_of(text, size, bold)].map(|width| (width + width / SLACK).min(most));
        Self { least, wish }
    }

    /// What holds both.
    pub fn and(self, other: Self) -> Self {
        Self { least: self.least.max(other.least), wish: self.wish.max(other.wish) }
    }

    /// The same with room at the sides.
    pub fn padded(self, by: u32) -> Self {
        Self { least: self.least + by, wish: self.wish + by }
    }
}

/// The widths of columns that fill the room. Where there is enough each has what it wishes and its part of what is left
/// over; where there is not, those that wish for little have it and the others are about alike, none below what it needs.
/// Where even that is too much words are broken.
pub fn fit(needs: &[Need], room: u32) -> Vec<u32> {
    let least = sum(needs.iter().map(|need| need.least));
    let wish = sum(needs.iter().map(|need| need.wish));
    let mut widths: Vec<u32> = if wish <= u64::from(room) {
        needs.iter().map(|need| part(need.wish, room, wish)).collect()
    } else if least <= u64::from(room) {
        levelled(needs, room)
    } else {
        needs.iter().map(|need| part(need.least, room, least)).collect()
    };
    // What rounding lost goes to the last.
    let given = sum(widths.iter().copied());
    if let Some(last) = widths.last_mut() {
        *last += u32::try_from(u64::from(room).saturating_sub(given)).unwrap_or(0);
    }
    widths
}

fn part(width: u32, room: u32, whole: u64) -> u32 {
    u32::try_from(u64::from(width) * u64::from(room) / whole.max(1)).unwrap_or(u32::MAX)
}

/// Every column what it wishes up to the highest level that fits, or what it needs where that is more.
fn levelled(needs: &[Need], room: u32) -> Vec<u32> {
    let at = |level: u32| needs.iter().map(move |need| need.wish.min(level).max(need.least));
    let (mut low, mut high) = (0, room);
    while low < high {
        let level = high - (high - low) / 2;
        if sum(at(level)) <= u64::from(room) {
            low = level;
        } else {
            high = level - 1;
        }
    }
    at(low).collect()
}

fn sum(widths: impl Iterator<Item = u32>) -> u64 {
    widths.map(u64::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Measured on paper: 14 pt bold, 75 mm.
    #[test]
    fn the_motto_is_as_long_as_it_is_printed() {
        let width = width_of("Độc lập - Tự do - Hạnh phúc", 28, true);
        assert!((3350..3750).contains(&width), "{width}");
    }

    #[test]
    fn marks_take_no_room() {
        assert_eq!(width_of("Hạnh phúc", 28, true), width_of("Hanh phuc", 28, true));
        assert_eq!(width_of("ĐỘC", 28, true), width_of("DOC", 28, true));
    }

    #[test]
    fn a_heading_is_broken_into_equal_lines_where_a_person_would() {
        let body = "ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG";
        assert_eq!(lines(body, 26, false, 3600), ["ỦY BAN NHÂN DÂN", "TỈNH SÓC TRĂNG"]);
        assert_eq!(lines(body, 26, false, 9000), [body]);
        assert_eq!(lines("Ủy", 26, false, 0), ["Ủy"]);
        assert!(lines(" ", 26, false, 100).is_empty());
    }

    #[test]
    fn columns_fill_the_room_and_no_word_is_broken_while_there_is_room() {
        let needs = [Need { least: 100, wish: 200 }, Need { least: 300, wish: 2000 }, Need { least: 50, wish: 50 }];
        for room in [500, 1000, 5000] {
            let widths = fit(&needs, room);
            assert_eq!(widths.iter().sum::<u32>(), room);
            assert!(widths.iter().zip(&needs).all(|(width, need)| *width >= need.least), "{widths:?}");
        }
        assert_eq!(fit(&needs, 1000), [200, 750, 50], "who wishes for little has it");
        assert_eq!(fit(&needs, 45).iter().sum::<u32>(), 45);
        assert_eq!(fit(&[], 45), Vec::<u32>::new());
        assert_eq!(fit(&[Need::default()], 45), [45]);
    }
}
