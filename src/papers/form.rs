//! The list that a unit fills in: its seats with whoever the registry knows to hold them, the rest blank (Decision 246,
//! Article 2.3). What comes back is read by `ttc roster import`.

use super::words::{FOCAL_POINTS, notice};
use crate::both;
use crate::facts::Facts;
use crate::facts::citation::long_day;
use crate::locale::Text;
use crate::paper::{BlankList, BlankRow};

/// The list for a unit: its own seats, and those of the units for which it decides on recognition.
///
/// # Errors
/// Where none of them has seats on the day judged.
pub fn form(facts: &Facts<'_>, unit: usize) -> Result<BlankList, Text> {
    let is_for = |at: usize| {
        let decides = || facts.asked_on(at, facts.as_of).is_some_and(|asked| asked.authority == Some(unit));
        at == unit || decides()
    };
    let mut list = BlankList {
        title: vec![
            format!("DANH SÁCH {}", FOCAL_POINTS.to_uppercase()),
            format!("{} (theo sổ đến {})", facts.unit_name(facts.unit(unit)), long_day(facts.as_of)),
            "Sửa các dòng không còn đúng, điền các ô còn trống; không đổi tên cột. Từ ngày: ngày bắt đầu làm đầu mối."
                .to_owned(),
        ],
        units: Vec::new(),
        seats: Vec::new(),
        rows: Vec::new(),
        notice: notice(facts),
    };
    for at in (0..facts.registry.units.len()).filter(|at| is_for(*at)) {
        add(facts, at, &mut list);
    }
    if list.rows.is_empty() {
        let name = facts.unit_name(facts.unit(unit));
        return Err(both!(
            "{name} không có vị trí đầu mối nào vào ngày được xét",
            "{name} has no seat of a focal point on the day judged"
        ));
    }
    Ok(list)
}

fn add(facts: &Facts<'_>, at: usize, list: &mut BlankList) {
    let Some((_, kind)) = facts.governed(at, facts.as_of).filter(|(_, kind)| kind.in_scope()) else { return };
    if kind.seats.is_empty() {
        return;
    }
    let unit = facts.unit_name(facts.unit(at));
    list.units.push(unit.clone());
    for seat in &kind.seats {
        let name = seat.name.vi.to_string();
        let history = facts.seat_history(at, &seat.id);
        let holders: Vec<_> =
            history.map(|history| history.holders_on(facts.registry, facts.as_of).collect()).unwrap_or_default();
        let blank = usize::from(seat.count().min).saturating_sub(holders.len());
        list.rows.extend(holders.iter().map(|officer| BlankRow {
            name: officer.name.to_string(),
            position: officer.position.to_string(),
            unit: unit.clone(),
            seat: name.clone(),
            phone: officer.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
            email: officer.email.as_deref().unwrap_or_default().to_owned(),
            from: Some(officer.from),
            note: officer.note.as_ref().map(ToString::to_string).unwrap_or_default(),
        }));
        let vacant = BlankRow { unit: unit.clone(), seat: name.clone(), ..BlankRow::default() };
        list.rows.extend(std::iter::repeat_n(vacant, blank));
        if !list.seats.contains(&name) {
            list.seats.push(name);
        }
    }
}
