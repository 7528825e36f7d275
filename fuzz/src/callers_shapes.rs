//! Types of any shape, against `serde_json`.

use crate::callers_types::{difference, lenient_difference, random::Random, shapes::Shape};
use crate::{choice, first_line};

/// The first line is a type, and the rest a body: it is read as `serde_json` reads it, and so are values of the type. A form
/// and an XML document are read like a JSON body that contains the same strings, where that is accepted.
pub fn callers_shapes(input: &[u8]) {
    let (shape, body) = first_line(input);
    let shape = Shape::of(&mut shape.iter().copied(), 6);
    let mut random = Random::new(choice(input) as u64);
    let mut values: Vec<_> = (0..4)
        .map(|_| {
            let mut text = String::new();
            shape.value(&mut random).write(&mut text, &mut random, false);
            text.into_bytes()
        })
        .collect();
    values.push(body.to_vec());
    shape.with(|case| {
        for value in &values {
            let body = [b"{\"m\":", &value[..], b"}"].concat();
            if let Some(difference) = difference(case, &body).or_else(|| lenient_difference(case, &body)) {
                panic!("{shape:?}\n{difference}");
            }
        }
    });
}
