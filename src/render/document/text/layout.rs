//! Where the columns of a table stand in a width: which are shown, how wide, and in how many blocks.

/// What a column asks for, in columns of the terminal.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// As wide as its widest cell.
    pub wanted: usize,
    /// What it can be squeezed to; as much as is wanted where its cells cannot be broken.
    pub least: usize,
    /// What its longest word takes, an address or a number: it gets that where the columns shown leave room for it.
    pub word: usize,
    /// How soon it is left out: 0 never, else the largest first.
    pub rank: u8,
    /// Blanks before it, unless it begins a line.
    pub gap: usize,
}

/// A table in a width.
#[derive(Debug)]
pub struct Layout {
    /// Columns side by side, a block below the other. Each begins with the first column, which says what a row is about.
    pub blocks: Vec<Vec<Place>>,
    /// The positions of the columns that there is no room for.
    pub left_out: Vec<usize>,
}

/// A column in its block.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// By position in the table.
    pub column: usize,
    pub width: usize,
    pub gap: usize,
}

impl Layout {
    /// Where all columns do not fit even when squeezed, those of the largest rank are left out; where those that may
    /// never be left out do not fit, they are shown in blocks.
    pub fn of(needs: &[Need], width: usize) -> Self {
        let mut shown: Vec<usize> = (0..needs.len()).collect();
        while squeezed(needs, &shown) > width {
            let Some(next) = shown.iter().copied().filter(|at| needs[*at].rank > 0).max_by_key(|at| needs[*at].rank)
            else {
                break;
            };
            shown.retain(|at| *at != next);
        }
        let blocks = blocks(needs, &shown, width).iter().map(|block| places(needs, block, width)).collect();
        Self { blocks, left_out: (0..needs.len()).filter(|at| !shown.contains(at)).collect() }
    }
}

fn squeezed(needs: &[Need], columns: &[usize]) -> usize {
    columns.iter().map(|at| needs[*at].least).sum::<usize>() + gaps(needs, columns)
}

fn gaps(needs: &[Need], columns: &[usize]) -> usize {
    columns.iter().skip(1).map(|at| needs[*at].gap).sum()
}

fn blocks(needs: &[Need], shown: &[usize], width: usize) -> Vec<Vec<usize>> {
    let Some((first, rest)) = shown.split_first().filter(|_| squeezed(needs, shown) > width) else {
        return vec![shown.to_vec()];
    };
    let room = width - needs[*first].wanted.min(width / 2);
    let mut blocks = Vec::new();
    let (mut block, mut left) = (vec![*first], room);
    for at in rest {
        let needed = needs[*at].gap + needs[*at].least;
        if needed > left && block.len() > 1 {
            blocks.push(std::mem::replace(&mut block, vec![*first]));
            left = room;
        }
        block.push(*at);
        left = left.saturating_sub(needed);
    }
    blocks.push(block);
    blocks
}

/// Columns that can be squeezed share what the others leave.
fn places(needs: &[Need], block: &[usize], width: usize) -> Vec<Place> {
    let is_firm = |at: &usize| needs[*at].least == needs[*at].wanted;
    let firm: usize = block.iter().filter(|at| is_firm(at)).map(|at| needs[*at].wanted).sum();
    let soft: Vec<usize> = block.iter().copied().filter(|at| !is_firm(at)).collect();
    let shares = shares(needs, &soft, width.saturating_sub(firm + gaps(needs, block)));
    let width_of =
        |at: &usize| soft.iter().position(|each| each == at).map_or(needs[*at].wanted, |share| shares[share]);
    let gap_of = |position, at: &usize| if position == 0 { 0 } else { needs[*at].gap };
    let places = block.iter().enumerate();
    places.map(|(position, at)| Place { column: *at, width: width_of(at), gap: gap_of(position, at) }).collect()
}

/// What each gets of a width: all that it wants where there is enough, else the narrow ones that and the rest alike, but
/// none less than its longest word where all have room for theirs.
fn shares(needs: &[Need], columns: &[usize], width: usize) -> Vec<usize> {
    let words: usize = columns.iter().map(|at| needs[*at].word).sum();
    let floor = |need: &Need| if words <= width { need.word } else { 0 };
    let mut shares = vec![0; columns.len()];
    let mut open: Vec<usize> = (0..columns.len()).collect();
    open.sort_by_key(|at| needs[columns[*at]].wanted);
    let mut left = width;
    while !open.is_empty() {
        let fair = left / open.len();
        let next = open.iter().position(|at| floor(&needs[columns[*at]]) > fair).unwrap_or(0);
        let at = open.remove(next);
        let need = &needs[columns[at]];
        shares[at] = need.wanted.min(fair).max(floor(need)).max(1);
        left = left.saturating_sub(shares[at]);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm(width: usize, rank: u8) -> Need {
        Need { wanted: width, least: width, word: width, rank, gap: 2 }
    }

    fn soft(wanted: usize) -> Need {
        Need { wanted, least: 16, word: 8, rank: 0, gap: 2 }
    }

    fn widths(block: &[Place]) -> Vec<(usize, usize)> {
        block.iter().map(|place| (place.column, place.width)).collect()
    }

    #[test]
    fn columns_that_fit_are_as_wide_as_they_want() {
        let layout = Layout::of(&[soft(30), firm(10, 0)], 80);
        assert_eq!(widths(&layout.blocks[0]), [(0, 30), (1, 10)]);
        assert_eq!((layout.blocks.len(), layout.left_out.len()), (1, 0));
    }

    #[test]
    fn words_are_squeezed_before_a_column_is_left_out() {
        let layout = Layout::of(&[soft(60), firm(30, 1)], 80);
        assert_eq!(widths(&layout.blocks[0]), [(0, 48), (1, 30)]);
        assert!(layout.left_out.is_empty());
    }

    #[test]
    fn an_address_is_not_broken_while_others_can_be() {
        let address = |word| Need { word, ..soft(60) };
        assert_eq!(widths(&Layout::of(&[soft(60), soft(60), address(30)], 64).blocks[0]), [(0, 15), (1, 15), (2, 30)]);
        assert_eq!(widths(&Layout::of(&[soft(60), soft(60), address(60)], 64).blocks[0]), [(0, 20), (1, 20), (2, 20)]);
    }

    #[test]
    fn the_columns_of_the_largest_rank_are_left_out_first() {
        let layout = Layout::of(&[soft(60), firm(30, 1), firm(30, 3), firm(10, 2)], 80);
        assert_eq!(layout.left_out, [2]);
        assert_eq!(widths(&layout.blocks[0]), [(0, 36), (1, 30), (3, 10)]);
    }

    #[test]
    fn what_may_not_be_left_out_goes_on_in_blocks_under_the_first_column() {
        let needs: Vec<Need> = [soft(30)].into_iter().chain((0..6).map(|_| firm(20, 0))).collect();
        let layout = Layout::of(&needs, 80);
        let columns = |block: &Vec<Place>| block.iter().map(|place| place.column).collect::<Vec<_>>();
        assert_eq!(layout.blocks.iter().map(columns).collect::<Vec<_>>(), [[0, 1, 2], [0, 3, 4], [0, 5, 6]]);
        for block in &layout.blocks {
            assert!(block.iter().map(|place| place.width + place.gap).sum::<usize>() <= 80);
        }
        assert!(layout.left_out.is_empty());
    }

    #[test]
    fn the_narrowest_terminal_still_shows_every_column() {
        for width in 0..12 {
            let layout = Layout::of(&[soft(30), firm(10, 0), firm(5, 0)], width);
            assert_eq!(layout.blocks.len(), 2);
            assert!(layout.blocks.iter().flatten().all(|place| place.width > 0));
        }
    }
}
