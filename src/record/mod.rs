//! What a record is made of: one description of each record type feeds the reader, the JSON Schemas, the field
//! documentation and "did you mean".
//!
//! [`record!`](crate::record!) writes a record type down once: its fields, their types, and what each means in both
//! languages. A field is required unless its type is an `Option` or a `Vec`.

pub mod faults;
pub mod plain;
mod reader;
pub mod scalar;
pub mod told;
pub mod tree;

use std::sync::Arc;

pub use reader::{Fields, Flawed, Reader};

use crate::locale::Both;
use crate::source::Place;
use tree::Node;

/// The description of a record type.
#[derive(Debug)]
pub struct RecordType {
    /// What it is called in data: `unit`, `officer`.
    pub name: &'static str,
    /// What people call it: "đơn vị", "unit".
    pub noun: Both,
    pub says: Both,
    /// In the order in which a canonical file has them.
    pub fields: Vec<FieldType>,
}

/// The description of one field.
#[derive(Debug)]
pub struct FieldType {
    pub key: &'static str,
    pub says: Both,
    /// The clause of the regulation that asks for the field, `""` for none.
    pub clause: &'static str,
    pub required: bool,
    pub shape: Shape,
}

/// What a value looks like.
#[derive(Debug)]
pub enum Shape {
    Scalar(ScalarShape),
    List(Box<Shape>),
    Record(fn() -> &'static RecordType),
    /// A map with free keys.
    Table(Box<Shape>),
    /// Any of several.
    Either(Vec<Shape>),
}

impl Shape {
    /// The description of the record that it is, or may be.
    pub fn record(&self) -> Option<&'static RecordType> {
        match self {
            Self::Record(record) => Some(record()),
            Self::Either(shapes) => shapes.iter().find_map(Self::record),
            Self::Scalar(_) | Self::List(_) | Self::Table(_) => None,
        }
    }

    /// What the items of a list, or the values of a map with free keys, look like.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::List(inner) | Self::Table(inner) => Some(inner),
            Self::Scalar(_) | Self::Record(_) | Self::Either(_) => None,
        }
    }
}

/// What a scalar looks like.
#[derive(Clone, Debug)]
pub struct ScalarShape {
    /// With its article: "a date such as 2024-06-20".
    pub says: Both,
    /// An ECMA 262 regular expression for the whole text, `""` for none.
    pub pattern: &'static str,
    /// The only values there are, with what each means; empty for free text.
    pub values: &'static [(&'static str, Both)],
    /// Whether other YAML tools rightly read it as a number or a truth value when unquoted.
    pub json: JsonKind,
}

/// The types that YAML tools give an unquoted value of this shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    Text,
    TextOrNumber,
    Whole,
    Truth,
}

/// A type that a field's value can have.
pub trait Field: Sized {
    /// Whether a record without the field is wrong.
    const REQUIRED: bool = true;

    fn shape() -> Shape;

    /// The value of a field that is not there, for types that allow it.
    fn absent() -> Option<Self> {
        None
    }

    /// Reads a value; what is wrong with it goes to the reader. `None` where no value can be had.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;

    /// Calls `found` with each mention of another record in this value, which stands at the end of `trail`.
    fn references(&self, trail: &Trail<'_>, found: &mut dyn FnMut(Reference<'_>)) {
        let _ = (trail, found);
    }
}

impl<T: Field> Field for Option<T> {
    const REQUIRED: bool = false;

    fn shape() -> Shape {
        T::shape()
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(Some)
    }

    fn references(&self, trail: &Trail<'_>, found: &mut dyn FnMut(Reference<'_>)) {
        if let Some(value) = self {
            value.references(trail, found);
        }
    }
}

impl<T: Field> Field for Vec<T> {
    const REQUIRED: bool = false;

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.list(node, |item, reader| T::read(item, reader))
    }

    fn references(&self, trail: &Trail<'_>, found: &mut dyn FnMut(Reference<'_>)) {
        for (index, item) in self.iter().enumerate() {
            item.references(&Trail::Item(trail, index), found);
        }
    }
}

/// A list that must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required<T>(pub Vec<T>);

impl<T> std::ops::Deref for Required<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Field> Field for Required<T> {
    fn shape() -> Shape {
        Vec::<T>::shape()
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        Vec::read(node, reader).map(Self)
    }

    fn references(&self, trail: &Trail<'_>, found: &mut dyn FnMut(Reference<'_>)) {
        self.0.references(trail, found);
    }
}

/// A list of records, each of which stands for itself: a flawed one is left out and does not spoil what holds the list.
#[derive(Clone, Debug)]
pub struct Records<T>(pub Vec<T>);

impl<T: Record> Field for Records<T> {
    fn shape() -> Shape {
        Vec::<T>::shape()
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let read = reader.independently(|reader| match Vec::read(node, reader) {
            // The other lists of such a file are no worse for it.
            None if reader.is_in_holder() => {
                reader.hide();
                Some(Vec::new())
            }
            read => read,
        });
        read.map(Self)
    }

    fn references(&self, trail: &Trail<'_>, found: &mut dyn FnMut(Reference<'_>)) {
        self.0.references(trail, found);
    }
}

/// A map with free keys, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<T>(pub Vec<(Arc<str>, T)>);

impl<T> Table<T> {
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| &**known == key).map(|(_, value)| value)
    }
}

impl<T: Field> Field for Table<T> {
    fn shape() -> Shape {
        Shape::Table(Box::new(T::shape()))
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.table(node, |value, reader| T::read(value, reader)).map(Self)
    }

    fn references(&self, trail: &Trail<'_>, found: &mut dyn FnMut(Reference<'_>)) {
        for (key, value) in &self.0 {
            value.references(&Trail::Field(trail, key), found);
        }
    }
}

/// A mention of another record by its id.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'r> {
    pub to: &'static RecordType,
    pub id: &'r Arc<str>,
    pub trail: &'r Trail<'r>,
}

/// The way to a value from the record around it; a place only once somebody asks, for most mentions are in order.
#[derive(Clone, Copy, Debug)]
pub enum Trail<'t> {
    Record(&'t Place),
    Field(&'t Trail<'t>, &'t str),
    Item(&'t Trail<'t>, usize),
}

impl Trail<'_> {
    pub fn place(&self) -> Place {
        match self {
            Self::Record(place) => (*place).clone(),
            Self::Field(trail, key) => trail.place().field(key),
            Self::Item(trail, index) => trail.place().item(*index),
        }
    }
}

/// The id of a record of type `T`, which must be in the registry.
pub struct Ref<T> {
    pub id: Arc<str>,
    target: std::marker::PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    pub fn new(id: &str) -> Self {
        Self { id: id.into(), target: std::marker::PhantomData }
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { id: Arc::clone(&self.id), target: std::marker::PhantomData }
    }
}

impl<T> std::fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id)
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<T> Eq for Ref<T> {}

/// A record type that others name by id.
pub trait Named: Record {
    /// What its ids look like.
    fn id_shape() -> ScalarShape;
}

impl<T: Named> Field for Ref<T> {
    fn shape() -> Shape {
        Shape::Scalar(T::id_shape())
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.text(node, &T::id_shape()).map(|id| Self::new(&id))
    }

    fn references(&self, trail: &Trail<'_>, found: &mut dyn FnMut(Reference<'_>)) {
        found(Reference { to: T::description(), id: &self.id, trail });
    }
}

/// A type that [`record!`](crate::record!) made.
pub trait Record: Field {
    fn description() -> &'static RecordType;
}

/// Declares a record type: the struct, its description, its reader and its references, from one list of fields.
///
/// After the type's name in data come what people call it, and one sentence on it, each in Vietnamese and English.
/// `field: Type => "what it is, in Vietnamese", "what it is, in English", "clause";` - the clause may be left out.
/// The struct gets a `place` besides: where in the registry the record stands.
#[macro_export]
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $type:ident = $name:literal ($noun_vi:literal, $noun_en:literal) $vi:literal, $en:literal {
            $( $field:ident : $value:ty => $field_vi:literal, $field_en:literal $(, $clause:literal)? ; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $type {
            /// Where in the registry the record stands.
            pub place: $crate::source::Place,
            $( #[doc = $field_en] pub $field: $value, )*
        }

        impl $crate::record::Record for $type {
            fn description() -> &'static $crate::record::RecordType {
                static TYPE: std::sync::OnceLock<$crate::record::RecordType> = std::sync::OnceLock::new();
                TYPE.get_or_init(|| $crate::record::RecordType {
                    name: $name,
                    noun: $crate::locale::Both::new($noun_vi, $noun_en),
                    says: $crate::locale::Both::new($vi, $en),
                    fields: vec![$( $crate::record::FieldType {
                        key: $crate::record::key(stringify!($field)),
                        says: $crate::locale::Both::new($field_vi, $field_en),
                        clause: concat!($($clause)?),
                        required: <$value as $crate::record::Field>::REQUIRED,
                        shape: <$value as $crate::record::Field>::shape(),
                    } ),*],
                })
            }
        }

        impl $crate::record::Field for $type {
            fn shape() -> $crate::record::Shape {
                $crate::record::Shape::Record(<$type as $crate::record::Record>::description)
            }

            fn read(node: &$crate::record::tree::Node, reader: &mut $crate::record::Reader) -> Option<Self> {
                let description = <$type as $crate::record::Record>::description();
                let mut fields = reader.open(node, description)?;
                $( let $field = fields.take::<$value>(reader, $crate::record::key(stringify!($field))); )*
                let place = fields.close(reader)?;
                Some(Self { place, $( $field: $field?, )* })
            }

            fn references(
                &self,
                _: &$crate::record::Trail<'_>,
                found: &mut dyn FnMut($crate::record::Reference<'_>),
            ) {
                let trail = $crate::record::Trail::Record(&self.place);
                $( $crate::record::Field::references(
                    &self.$field,
                    &$crate::record::Trail::Field(&trail, $crate::record::key(stringify!($field))),
                    found,
                ); )*
            }
        }
    };
}

/// A field's key in files: its name in Rust, without the mark of a keyword.
pub fn key(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}
