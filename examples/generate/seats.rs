//! The seats each kind of unit has, as the regulation file numbers and names them, and the positions that fit them.

use crate::units::{Kind, Unit};

/// A seat of a kind of unit.
pub struct Seat {
    pub id: &'static str,
    pub employment: &'static str,
    /// Whether its holder directly runs the One-Stop section.
    pub one_stop: bool,
    pub holders: usize,
    /// How many in a thousand hold the first title rather than the second.
    pub first_title: u32,
    /// Whether who bears the first title heads the unit.
    pub heads_unit: bool,
}

const DEPARTMENT: [Seat; 2] = [
    Seat { id: "unit-leader", first_title: 120, heads_unit: true, ..CIVIL_SERVANT },
    Seat { id: "office-leader", first_title: 450, ..CIVIL_SERVANT },
];

const PROVINCIAL_OFFICE: [Seat; 2] = [
    Seat { id: "office-leader", first_title: 0, heads_unit: true, ..CIVIL_SERVANT },
    // "The officers on TTHC control" of the centre: as many as there are.
    Seat { id: "control-officer", holders: 3, ..CIVIL_SERVANT },
];

const DISTRICT: [Seat; 2] = [
    Seat { id: "committee-leader", employment: "cadre", first_title: 150, heads_unit: true, ..CIVIL_SERVANT },
    Seat { id: "office-leader", one_stop: true, first_title: 600, ..CIVIL_SERVANT },
];

const COMMUNE: [Seat; 1] = [Seat { id: "one-stop-officer", one_stop: true, ..CIVIL_SERVANT }];

const CIVIL_SERVANT: Seat =
    Seat { id: "", employment: "civil-servant", one_stop: false, holders: 1, first_title: 0, heads_unit: false };

/// The seats of a kind.
pub fn of(kind: Kind) -> &'static [Seat] {
    match kind {
        Kind::Department => &DEPARTMENT,
        Kind::ProvincialOffice => &PROVINCIAL_OFFICE,
        Kind::District => &DISTRICT,
        Kind::Commune => &COMMUNE,
        Kind::Province | Kind::CentralAgency => &[],
    }
}

/// The title of somebody in a seat: the first of it, or the deputy's.
pub fn position(unit: &Unit, seat: &Seat, first: bool) -> String {
    let title = match seat.id {
        "unit-leader" => head_position(unit),
        "committee-leader" => format!("Chủ tịch UBND {}", unit.style),
        "office-leader" if unit.kind == Kind::District => format!("Chánh Văn phòng HĐND và UBND {}", unit.style),
        "office-leader" => "Chánh Văn phòng".to_owned(),
        "control-officer" => return "Chuyên viên Trung tâm Phục vụ hành chính công".to_owned(),
        _ => return "Công chức Văn phòng - Thống kê".to_owned(),
    };
    if first {
        return title;
    }
    format!("Phó {title}")
}

/// The title of a unit's head.
pub fn head_position(unit: &Unit) -> String {
    match unit.kind {
        Kind::ProvincialOffice => "Chánh Văn phòng".to_owned(),
        Kind::Department | Kind::CentralAgency => match unit.style.as_str() {
            "thanh-tra" => "Chánh Thanh tra",
            "ban-dan-toc" | "bql-kcn" => "Trưởng ban",
            _ => "Giám đốc",
        }
        .to_owned(),
        Kind::Province | Kind::District | Kind::Commune => format!("Chủ tịch UBND {}", unit.style),
    }
}
