//! JSON values that may be no values to a reader: fields repeat, and numbers have any digits.

use serde_json::Value;

use super::random::Random;

/// A JSON value whose scalars and names are the text that is written: fields may repeat and numbers have any digits.
#[derive(Clone)]
pub(crate) enum Json {
    Scalar(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

pub(crate) fn parse(sample: &str) -> Json {
    match serde_json::from_str(sample) {
        Ok(Value::Array(array)) => Json::Array(array.iter().map(|element| parse(&element.to_string())).collect()),
        Ok(Value::Object(object)) => {
            let field =
                |(name, value): (&String, &Value)| (Value::from(name.as_str()).to_string(), parse(&value.to_string()));
            Json::Object(object.iter().map(field).collect())
        }
        // What serde_json does not read, or not as the number that it is, is one token to the generator.
        _ => Json::Scalar(sample.to_owned()),
    }
}

impl Json {
    /// Writes the value, with white space where `random` wants some.
    pub(crate) fn write(&self, out: &mut String, random: &mut Random, spaced: bool) {
        let space = |out: &mut String, random: &mut Random| {
            if spaced && random.below(4) == 0 {
                out.push_str(random.pick(&[" ", "\n", "\t", "\r\n", "  "]));
            }
        };
        space(out, random);
        match self {
            Self::Scalar(token) => out.push_str(token),
            Self::Array(array) => {
                out.push('[');
                for (at, element) in array.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    element.write(out, random, spaced);
                }
                out.push(']');
            }
            Self::Object(object) => {
                out.push('{');
                for (at, (name, value)) in object.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    space(out, random);
                    out.push_str(name);
                    space(out, random);
                    out.push(':');
                    value.write(out, random, spaced);
                }
                out.push('}');
            }
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Scalar(_) => 1,
            Self::Array(array) => 1 + array.iter().map(Self::size).sum::<usize>(),
            Self::Object(object) => 1 + object.iter().map(|(_, value)| value.size()).sum::<usize>(),
        }
    }

    /// Returns the value at a place in the order of writing.
    fn at(&mut self, mut place: usize) -> &mut Self {
        let children = |json: &Self| match json {
            Self::Scalar(_) => Vec::new(),
            Self::Array(array) => array.iter().map(Self::size).collect(),
            Self::Object(object) => object.iter().map(|(_, value)| value.size()).collect(),
        };
        let mut json = self;
        while place > 0 {
            place -= 1;
            let mut child = 0;
            for size in children(json) {
                if place < size {
                    break;
                }
                place -= size;
                child += 1;
            }
            json = match json {
                Self::Array(array) => &mut array[child],
                Self::Object(object) => &mut object[child].1,
                Self::Scalar(_) => return json,
            };
        }
        json
    }

    /// Returns any value inside of this one.
    pub(crate) fn any(&mut self, random: &mut Random) -> &mut Self {
        let place = random.index(self.size());
        self.at(place)
    }
}
