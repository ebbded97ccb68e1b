//! JSON Schemas (draft 07, which editors read) of every file type, made from the descriptions that the reader goes by.
//!
//! Descriptions are in Vietnamese and English and cite the clause; `errorMessage` and `patternErrorMessage` are what
//! yaml-language-server shows in place of its own words, and `markdownDescription` what it shows on hover.

use serde_json::{Map, Value, json};

use crate::load::layout::FileType;
use crate::locale::Both;
use crate::record::{FieldType, JsonKind, RecordType, ScalarShape, Shape};

/// The name of a type's schema file: `units.schema.json`.
pub fn file_name(file_type: FileType) -> String {
    format!("{}.schema.json", file_type.description().name)
}

/// The schema of a type of file, indented, with a newline at its end.
///
/// # Panics
/// Never: a `Value` always prints.
pub fn schema(file_type: FileType) -> String {
    let description = file_type.description();
    let mut definitions = Map::new();
    let mut top = Map::new();
    top.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    top.insert("$id".into(), json!(file_name(file_type)));
    top.insert("title".into(), json!(format!("ttc: {}", file_type.pattern())));
    top.extend(record(description, &mut definitions));
    if !definitions.is_empty() {
        top.insert("definitions".into(), Value::Object(definitions));
    }
    format!("{:#}\n", Value::Object(top))
}

fn record(record: &RecordType, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let required: Vec<&str> = record.fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    let mut properties = Map::new();
    for field in &record.fields {
        properties.insert(field.key.into(), Value::Object(property(field, definitions)));
    }
    let mut object = Map::new();
    object.insert("type".into(), json!("object"));
    object.insert("description".into(), json!(sentence(record.says, "")));
    object.insert("properties".into(), Value::Object(properties));
    if !required.is_empty() {
        // One a field, because an editor shows one message a schema.
        let each: Vec<Value> = record.fields.iter().filter(|field| field.required).map(missing).collect();
        object.insert("allOf".into(), json!(each));
        object.insert("defaultSnippets".into(), json!([snippet(record, &required)]));
    }
    object.insert("additionalProperties".into(), json!(false));
    let known = record.fields.iter().map(|field| field.key).collect::<Vec<_>>().join(", ");
    let message = format!("{} là một nhóm trường, chỉ có các trường: {known}.", capitalised(record.noun.vi));
    object.insert("errorMessage".into(), json!(message));
    object
}

fn missing(field: &FieldType) -> Value {
    let Both { vi, en } = field.says;
    json!({"required": [field.key], "errorMessage": format!("Thiếu trường {}: {vi} — {en}", field.key)})
}

/// What an editor offers for a new record: its required fields.
fn snippet(record: &RecordType, required: &[&str]) -> Value {
    let body: Map<String, Value> =
        required.iter().enumerate().map(|(at, key)| ((*key).to_owned(), json!(format!("${}", at + 1)))).collect();
    json!({"label": record.name, "description": sentence(record.says, ""), "body": body})
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn property(field: &FieldType, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let mut property = shape(&field.shape, definitions);
    if property.contains_key("$ref") {
        // Draft 07 ignores what stands beside a $ref.
        property = Map::from_iter([("allOf".to_owned(), json!([Value::Object(property)]))]);
    }
    property.insert("description".into(), json!(sentence(field.says, field.clause)));
    property.insert("markdownDescription".into(), json!(markdown(field)));
    property
}

fn sentence(says: Both, clause: &str) -> String {
    let cited = if clause.is_empty() { String::new() } else { format!(" (Điều {clause})") };
    format!("{}{cited} — {}", says.vi, says.en)
}

fn markdown(field: &FieldType) -> String {
    let need = if field.required { "bắt buộc · required" } else { "không bắt buộc · optional" };
    let cited = if field.clause.is_empty() { String::new() } else { format!(" · Điều {}", field.clause) };
    format!("**{}** ({need}{cited})\n\n{}\n\n_{}_", field.key, field.says.vi, field.says.en)
}

fn shape(shape_of: &Shape, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let mut schema = Map::new();
    match shape_of {
        Shape::Scalar(scalar) => schema = scalar_schema(scalar),
        Shape::List(item) => {
            schema.insert("type".into(), json!("array"));
            schema.insert("items".into(), Value::Object(shape(item, definitions)));
            schema.insert("errorMessage".into(), json!("Chỗ này phải là một danh sách."));
        }
        Shape::Table(value) => {
            schema.insert("type".into(), json!("object"));
            schema.insert("additionalProperties".into(), Value::Object(shape(value, definitions)));
            schema.insert("errorMessage".into(), json!("Chỗ này phải là một nhóm trường."));
        }
        Shape::Record(description) => {
            let description = description();
            let name = description.name.replace(' ', "-");
            if !definitions.contains_key(&name) {
                // The place is taken before the fields are described, in case one of them comes back to it.
                definitions.insert(name.clone(), Value::Null);
                let described = record(description, definitions);
                definitions.insert(name.clone(), Value::Object(described));
            }
            schema.insert("$ref".into(), json!(format!("#/definitions/{name}")));
        }
        Shape::Either(shapes) => {
            let any: Vec<Value> = shapes.iter().map(|one| Value::Object(shape(one, definitions))).collect();
            schema.insert("anyOf".into(), json!(any));
        }
    }
    schema
}

fn scalar_schema(scalar: &ScalarShape) -> Map<String, Value> {
    let mut schema = Map::new();
    let message = format!("Cần {} — needs {}.", scalar.says.vi, scalar.says.en);
    match scalar.json {
        JsonKind::Text => schema.insert("type".into(), json!("string")),
        JsonKind::TextOrNumber => schema.insert("type".into(), json!(["string", "number"])),
        JsonKind::Whole => {
            schema.insert("minimum".into(), json!(0));
            schema.insert("maximum".into(), json!(u16::MAX));
            schema.insert("pattern".into(), json!("^[0-9]+$"));
            schema.insert("type".into(), json!(["integer", "string"]))
        }
        JsonKind::Truth => schema.insert("type".into(), json!("boolean")),
    };
    if scalar.json != JsonKind::Truth && scalar.pattern.is_empty() && scalar.values.is_empty() {
        schema.insert("minLength".into(), json!(1));
    }
    if !scalar.pattern.is_empty() {
        schema.insert("pattern".into(), json!(scalar.pattern));
        schema.insert("patternErrorMessage".into(), json!(message));
    }
    if !scalar.values.is_empty() && scalar.json == JsonKind::Text {
        let words: Vec<Value> = scalar.values.iter().flat_map(|(word, _)| spellings(word)).collect();
        let says: Vec<String> = scalar
            .values
            .iter()
            .flat_map(|(word, says)| spellings(word).into_iter().map(|_| sentence(*says, "")))
            .collect();
        schema.shift_remove("type");
        schema.insert("enum".into(), json!(words));
        schema.insert("enumDescriptions".into(), json!(says));
        schema.insert("markdownEnumDescriptions".into(), json!(says));
    }
    schema.insert("errorMessage".into(), json!(message));
    schema
}

/// How other tools may read a word: one of digits alone is a number to them when it is unquoted.
fn spellings(word: &str) -> Vec<Value> {
    let number = word.parse::<u64>().ok().map(|number| json!(number));
    number.into_iter().chain([json!(word)]).collect()
}
