//! Sees that ids are unique and every mention of a record finds it, and sets aside what cannot be judged.
//!
//! A record is set aside when something in it is wrong, or when what it stands on (its unit, a decision's issuer) is.
//! It is then not judged, and nothing is concluded from its absence; so one fault gives one finding, not fifty.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::calendar::Period;
use crate::diagnostic::Diagnostic;
use crate::locale::Both;
use crate::model::{
    Decision, DecisionFile, Extension, Holiday, Officer, Registry, Regulation, Request, Submission, Unit, Waiver,
};
use crate::record::{Field, Flawed, Record, RecordType, Ref, Reference, Trail, faults};
use crate::source::Place;
use crate::text::Guesses;

pub fn resolve(registry: &mut Registry) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    drop_repeated(registry, &mut findings);
    drop_dayless(registry, &mut findings);
    let dangling = dangling(registry);
    findings.extend(dangling.findings);
    set_aside(registry, &dangling.holders);
    registry.reindex();
    findings
}

/// Of the parts of a regulation with one id the first counts; the others are told and left out.
fn drop_repeated_parts(regulation: &mut Regulation, findings: &mut Vec<Diagnostic>) {
    fn keep_first<T: Record>(
        records: &mut Vec<T>,
        id: impl Fn(&T) -> (&Arc<str>, &Place),
        findings: &mut Vec<Diagnostic>,
    ) {
        let mut first: HashMap<Arc<str>, Place> = HashMap::new();
        records.retain(|record| {
            let (name, place) = id(record);
            let earlier = first.get(name);
            findings.extend(earlier.map(|earlier| faults::duplicate_id(place, earlier, T::description(), name)));
            let keep = earlier.is_none();
            if keep {
                first.insert(Arc::clone(name), place.clone());
            }
            keep
        });
    }
    keep_first(&mut regulation.kinds.0, |kind| (&kind.id.0, &kind.place), findings);
    for kind in &mut regulation.kinds.0 {
        keep_first(&mut kind.seats, |seat| (&seat.id.0, &seat.place), findings);
    }
    keep_first(&mut regulation.reports, |report| (&report.id.0, &report.place), findings);
    if let Some(duties) = &mut regulation.duties {
        keep_first(&mut duties.0, |duty| (&duty.id.0, &duty.place), findings);
    }
    if let Some(clauses) = &mut regulation.clauses {
        keep_first(&mut clauses.0, |clause| (&clause.id.0, &clause.place), findings);
    }
}

/// Of records with one id the first counts; the others are told and set aside.
fn drop_repeated(registry: &mut Registry, findings: &mut Vec<Diagnostic>) {
    for regulation in &mut registry.regulations {
        drop_repeated_parts(regulation, findings);
    }
    fn keep_first<T: Record>(
        records: &mut Vec<T>,
        id: impl Fn(&T) -> (&Arc<str>, &Place),
        fields: impl Fn(&T) -> Vec<(&'static str, Arc<str>)>,
        flawed: &mut Vec<Flawed>,
        findings: &mut Vec<Diagnostic>,
    ) {
        let description = T::description();
        let mut first: HashMap<Arc<str>, Place> = HashMap::new();
        records.retain(|record| {
            let (name, place) = id(record);
            match first.get(name) {
                None => {
                    first.insert(Arc::clone(name), place.clone());
                    true
                }
                Some(earlier) => {
                    findings.push(faults::duplicate_id(place, earlier, description, name));
                    flawed.push(stand_in(description, place, Some(name), fields(record)));
                    false
                }
            }
        });
    }
    let flawed = &mut registry.unread.flawed;
    keep_first::<Unit>(&mut registry.units, |unit| (&unit.id.0, &unit.place), |_| Vec::new(), flawed, findings);
    keep_first::<Officer>(
        &mut registry.officers,
        |officer| (&officer.id.0, &officer.place),
        officer_fields,
        flawed,
        findings,
    );
    keep_first::<Request>(
        &mut registry.requests,
        |request| (&request.id.0, &request.place),
        |_| Vec::new(),
        flawed,
        findings,
    );
}

/// A holiday gives a day, or all days from one to another: one of the two, and whole.
fn drop_dayless(registry: &mut Registry, findings: &mut Vec<Diagnostic>) {
    let description = Holiday::description();
    let flawed = &mut registry.unread.flawed;
    registry.holidays.retain(|holiday| {
        let missing = match (holiday.date, holiday.from, holiday.until) {
            (Some(_), None, None) | (None, Some(_), Some(_)) => return true,
            (None, None, None) => Some("date"),
            (None, None, Some(_)) => Some("from"),
            (None, Some(_), None) => Some("until"),
            (Some(_), ..) => None,
        };
        let field = description.fields.iter().find(|field| Some(field.key) == missing);
        findings.push(match field {
            Some(field) => faults::missing_field(&holiday.place, field, description),
            None => faults::day_and_days(&holiday.place),
        });
        flawed.push(stand_in(description, &holiday.place, None, Vec::new()));
        false
    });
}

fn officer_fields(officer: &Officer) -> Vec<(&'static str, Arc<str>)> {
    vec![("unit", Arc::clone(&officer.unit.id)), ("seat", Arc::clone(&officer.seat.0))]
}

fn stand_in(
    description: &RecordType,
    place: &Place,
    id: Option<&Arc<str>>,
    fields: Vec<(&'static str, Arc<str>)>,
) -> Flawed {
    Flawed {
        record: description.name,
        place: place.clone(),
        id: id.cloned(),
        mentions: fields.iter().map(|(_, value)| Arc::clone(value)).collect(),
        fields: fields.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        lists: None,
    }
}

/// A mention of nothing.
struct Miss {
    noun: Both,
    id: Arc<str>,
    place: Place,
}

struct Dangling {
    findings: Vec<Diagnostic>,
    /// The records that hold a mention of nothing, by place.
    holders: HashSet<Place>,
}

fn dangling(registry: &Registry) -> Dangling {
    let known = known_ids(registry);
    let mut findings = Vec::new();
    let mut holders = HashSet::new();
    let mut misses: BTreeMap<&'static str, Vec<Miss>> = BTreeMap::new();
    visit(registry, &mut |holder, reference| {
        if !known.get(reference.to.name).is_some_and(|ids| ids.contains(reference.id)) {
            holders.insert(holder.clone());
            let miss = Miss { noun: reference.to.noun, id: Arc::clone(reference.id), place: reference.trail.place() };
            misses.entry(reference.to.name).or_default().push(miss);
        }
    });
    for (name, misses) in misses {
        if registry.unread.incomplete.contains(name) {
            continue;
        }
        // Records whose own id cannot be read explain as many unknown names.
        let nameless =
            registry.unread.flawed.iter().filter(|flawed| flawed.record == name && flawed.id.is_none()).count();
        let distinct: HashSet<&Arc<str>> = misses.iter().map(|miss| &miss.id).collect();
        if distinct.len() <= nameless {
            continue;
        }
        let mut candidates: Vec<&str> = known.get(name).into_iter().flatten().map(|id| &**id).collect();
        candidates.sort_unstable();
        let mut guesses = Guesses::among(candidates);
        for miss in &misses {
            let nearest = guesses.nearest(&miss.id);
            findings.push(faults::unknown_reference(miss.place.clone(), miss.noun, &miss.id, nearest));
        }
    }
    findings.extend(unknown_kinds(registry, &mut holders));
    Dangling { findings, holders }
}

/// Every id that may be mentioned, flawed records' too.
fn known_ids(registry: &Registry) -> HashMap<&'static str, HashSet<Arc<str>>> {
    let mut known: HashMap<&'static str, HashSet<Arc<str>>> = HashMap::new();
    let mut add = |record: &'static RecordType, ids: Vec<Arc<str>>| known.entry(record.name).or_default().extend(ids);
    add(Unit::description(), registry.units.iter().map(|unit| Arc::clone(&unit.id.0)).collect());
    add(Officer::description(), registry.officers.iter().map(|officer| Arc::clone(&officer.id.0)).collect());
    add(DecisionFile::description(), registry.decisions.iter().map(|decision| Arc::clone(&decision.id)).collect());
    add(Request::description(), registry.requests.iter().map(|request| Arc::clone(&request.id.0)).collect());
    for flawed in &registry.unread.flawed {
        if let Some(id) = &flawed.id {
            known.entry(flawed.record).or_default().insert(Arc::clone(id));
        }
    }
    known
}

/// Calls `check` with each mention of a record, and the place of the record that holds it.
fn visit(registry: &Registry, check: &mut dyn FnMut(&Place, Reference<'_>)) {
    fn all<T: Field>(records: &[T], place: impl Fn(&T) -> &Place, check: &mut dyn FnMut(&Place, Reference<'_>)) {
        for record in records {
            let place = place(record);
            record.references(&Trail::Record(place), &mut |reference| check(place, reference));
        }
    }
    all(&registry.regulations, |record| &record.place, check);
    all(&registry.units, |record| &record.place, check);
    all(&registry.officers, |record| &record.place, check);
    all(&registry.submissions, |record| &record.place, check);
    all(&registry.extensions, |record| &record.place, check);
    all(&registry.requests, |record| &record.place, check);
    all(&registry.waivers, |record| &record.place, check);
    for decision in &registry.decisions {
        let place = &decision.place;
        decision.paper.references(&Trail::Record(place), &mut |reference| check(place, reference));
    }
}

/// Ids that may be mentioned, and what others may have been meant for.
struct Known<'a> {
    ids: HashSet<&'a str>,
    guesses: Guesses<'a>,
}

impl<'a> Known<'a> {
    fn of(ids: impl Iterator<Item = &'a str> + Clone) -> Self {
        Self { ids: ids.clone().collect(), guesses: Guesses::among(ids) }
    }
}

/// Mentions of kinds and reports, which are the regulations' own.
fn unknown_kinds(registry: &Registry, holders: &mut HashSet<Place>) -> Vec<Diagnostic> {
    const KIND: Both = Both::new("loại đơn vị", "kind of unit");
    const REPORT: Both = Both::new("loại báo cáo", "report");
    let mut findings = Vec::new();
    let mut miss = |holder: &Place, place: Place, noun, id: &str, known: &mut Known<'_>| {
        if !known.ids.contains(id) {
            findings.push(faults::unknown_reference(place, noun, id, known.guesses.nearest(id)));
            holders.insert(holder.clone());
        }
    };
    for regulation in &registry.regulations {
        let mut kinds = Known::of(regulation.kinds.iter().map(|kind| &*kind.id));
        let mut reports = Known::of(regulation.reports.iter().map(|report| &*report.id));
        let here = &regulation.place;
        for kind in regulation.kinds.iter() {
            if let Some(recognition) = &kind.recognition {
                miss(here, recognition.place.field("by"), KIND, &recognition.by, &mut kinds);
                if let Some(proposer) = &recognition.proposed_by {
                    miss(here, recognition.place.field("proposed_by"), KIND, proposer, &mut kinds);
                }
                for (index, recipient) in recognition.copies_to.iter().enumerate() {
                    if &**recipient != crate::model::regulation::CONCERNED {
                        miss(here, recognition.place.field("copies_to").item(index), KIND, recipient, &mut kinds);
                    }
                }
            }
            for letterhead in kind.letterhead.iter().chain(&kind.office) {
                if let Some(above) = &letterhead.above {
                    miss(here, letterhead.place.field("above"), KIND, above, &mut kinds);
                }
            }
            for owes in &kind.owes {
                miss(here, owes.place.field("report"), REPORT, &owes.report, &mut reports);
                miss(here, owes.place.field("to"), KIND, &owes.to, &mut kinds);
                if let Some(via) = &owes.via {
                    miss(here, owes.place.field("via"), KIND, via, &mut kinds);
                }
                if let Some(setter) = &owes.set_by {
                    miss(here, owes.place.field("set_by"), KIND, setter, &mut kinds);
                }
            }
        }
        for duty in regulation.duties() {
            for (index, kind) in duty.kinds.iter().enumerate() {
                miss(here, duty.place.field("kinds").item(index), KIND, kind, &mut kinds);
            }
        }
    }
    // Without a regulation there is nothing that a kind could be unknown to.
    if registry.regulations.is_empty()
        || registry.unread.is_incomplete(Regulation::description())
        || registry.unread.of::<Regulation>().next().is_some()
    {
        return findings;
    }
    let regulations = || registry.regulations.iter();
    let mut kinds = Known::of(regulations().flat_map(|regulation| regulation.kinds.iter()).map(|kind| &*kind.id));
    let mut reports = Known::of(regulations().flat_map(|regulation| &regulation.reports).map(|report| &*report.id));
    for unit in &registry.units {
        miss(&unit.place, unit.place.field("kind"), KIND, &unit.kind, &mut kinds);
        for sets in &unit.sets {
            miss(&unit.place, sets.place.field("kind"), KIND, &sets.kind, &mut kinds);
            for (report, _) in &sets.reports.0 {
                miss(&unit.place, sets.place.field("reports").field(report), REPORT, report, &mut reports);
            }
        }
    }
    for request in &registry.requests {
        for (index, kind) in request.kinds.iter().enumerate() {
            miss(&request.place, request.place.field("kinds").item(index), KIND, kind, &mut kinds);
        }
    }
    for submission in &registry.submissions {
        if let Some(report) = &submission.report {
            miss(&submission.place, submission.place.field("report"), REPORT, report, &mut reports);
        }
    }
    for extension in &registry.extensions {
        if let Some(report) = &extension.report {
            miss(&extension.place, extension.place.field("report"), REPORT, report, &mut reports);
        }
    }
    findings
}

/// Takes out the records that hold a mention of nothing, and those that stand on a unit that was taken out.
fn set_aside(registry: &mut Registry, holders: &HashSet<Place>) {
    let lost = lost_units(registry, holders);
    let flawed = &mut registry.unread.flawed;
    registry.units.retain(|unit| {
        let keep = !lost.contains(&unit.id.0);
        if !keep {
            flawed.push(stand_in(Unit::description(), &unit.place, Some(&unit.id.0), Vec::new()));
        }
        keep
    });
    registry.regulations.retain(|regulation| {
        let keep = !holders.contains(&regulation.place)
            && regulation.applies_to.as_ref().is_none_or(|unit| !lost.contains(&unit.id));
        if !keep {
            flawed.push(stand_in(Regulation::description(), &regulation.place, None, Vec::new()));
        }
        keep
    });
    registry.officers.retain(|officer| {
        let keep = !holders.contains(&officer.place) && !lost.contains(&officer.unit.id);
        if !keep {
            flawed.push(stand_in(Officer::description(), &officer.place, Some(&officer.id.0), officer_fields(officer)));
        }
        keep
    });
    registry.decisions.retain(|decision| {
        let keep = !holders.contains(&decision.place) && !lost.contains(&decision.issued_by.id);
        if !keep {
            flawed.push(flawed_decision(decision));
        }
        keep
    });
    let keep = |place: &Place, unit: &Arc<str>| !holders.contains(place) && !lost.contains(unit);
    registry.submissions.retain(|record| {
        let keep = keep(&record.place, &record.unit.id);
        if !keep {
            let fields = report_fields(&record.unit, record.period, record.request.as_ref(), record.report.as_deref());
            flawed.push(stand_in(Submission::description(), &record.place, None, fields));
        }
        keep
    });
    registry.extensions.retain(|record| {
        let keep = keep(&record.place, &record.unit.id);
        if !keep {
            let fields = report_fields(&record.unit, record.period, record.request.as_ref(), record.report.as_deref());
            flawed.push(stand_in(Extension::description(), &record.place, None, fields));
        }
        keep
    });
    registry.requests.retain(|record| {
        let keep = !holders.contains(&record.place);
        if !keep {
            flawed.push(stand_in(Request::description(), &record.place, Some(&record.id.0), Vec::new()));
        }
        keep
    });
    registry.waivers.retain(|record| {
        let keep = !holders.contains(&record.place);
        if !keep {
            flawed.push(stand_in(Waiver::description(), &record.place, None, waiver_fields(record)));
        }
        keep
    });
}

/// The ids of units that cannot be judged: those that are flawed or hold a mention of nothing, and all below them.
fn lost_units(registry: &Registry, holders: &HashSet<Place>) -> HashSet<Arc<str>> {
    let read: HashSet<&Arc<str>> = registry.units.iter().map(|unit| &unit.id.0).collect();
    let mut below: HashMap<&Arc<str>, Vec<&Arc<str>>> = HashMap::new();
    for unit in &registry.units {
        if let Some(parent) = &unit.parent {
            below.entry(&parent.id).or_default().push(&unit.id.0);
        }
    }
    let flawed = registry.unread.of::<Unit>().filter_map(|flawed| flawed.id.as_ref()).filter(|id| !read.contains(id));
    let dangling = registry.units.iter().filter(|unit| holders.contains(&unit.place)).map(|unit| &unit.id.0);
    let mut open: Vec<&Arc<str>> = flawed.chain(dangling).collect();
    let mut lost = HashSet::new();
    while let Some(id) = open.pop() {
        if lost.insert(Arc::clone(id)) {
            open.extend(below.get(id).into_iter().flatten());
        }
    }
    lost
}

fn report_fields(
    unit: &Ref<Unit>,
    period: Option<Period>,
    request: Option<&Ref<Request>>,
    report: Option<&str>,
) -> Vec<(&'static str, Arc<str>)> {
    let mut fields = vec![("unit", Arc::clone(&unit.id))];
    fields.extend(period.map(|period| ("period", period.to_string().into())));
    fields.extend(request.map(|request| ("request", Arc::clone(&request.id))));
    fields.extend(report.map(|report| ("report", report.into())));
    fields
}

/// What is known of a waiver that mentions something unknown: not the mentions, of which one at least is wrong.
fn waiver_fields(waiver: &Waiver) -> Vec<(&'static str, Arc<str>)> {
    let seat = waiver.seat.as_ref().map(|seat| ("seat", Arc::clone(&seat.0)));
    std::iter::once(("rule", Arc::clone(&waiver.rule.0))).chain(seat).collect()
}

fn flawed_decision(decision: &Decision) -> Flawed {
    let fields = vec![("issued_by", Arc::clone(&decision.issued_by.id))];
    let mut flawed = stand_in(DecisionFile::description(), &decision.place, Some(&decision.id), fields);
    let officers =
        |list: &[Ref<Officer>]| -> Vec<Arc<str>> { list.iter().map(|officer| Arc::clone(&officer.id)).collect() };
    let lists = [
        ("recognizes", officers(&decision.recognizes)),
        ("ends", officers(&decision.ends)),
        ("replaces", decision.replaces.iter().map(|replaced| Arc::clone(&replaced.id)).collect()),
    ];
    flawed.mentions = lists.iter().flat_map(|(_, names)| names).cloned().collect();
    flawed.lists = Some(lists.into_iter().map(|(key, names)| (key.into(), names)).collect());
    flawed
}
