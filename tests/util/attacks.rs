//! The bodies that somebody sends to exhaust a receiver, by family and format, of any size.

use chathooks::Format;

/// A body made by repeating one thing.
pub(crate) struct Attack {
    pub(crate) family: &'static str,
    pub(crate) format: Format,
    /// Whether it is refused, whatever the limits are.
    pub(crate) refused: bool,
    before: &'static str,
    /// Stands in the body over and over, with the number of the repetition in the place of `@`, and in the place of `~`
    /// the digits of 2^-1075, which lies midway between zero and the smallest double.
    repeated: &'static str,
    after: &'static str,
    /// The values of one repetition.
    values: usize,
}

/// How deep a body of the family "deep" is nested.
const DEEP: usize = 60;

impl Attack {
    /// Makes a body of about `size` bytes, and says how many values it has at most.
    pub(crate) fn body(&self, size: usize) -> (String, usize) {
        let mut body = self.before.to_owned();
        let (nested, closed) = match self.format {
            _ if self.family != "deep" => (String::new(), String::new()),
            Format::Json => ("[".repeat(DEEP), format!("{},", "]".repeat(DEEP))),
            Format::Xml => ("<a>".repeat(DEEP), "</a>".repeat(DEEP)),
            _ => ("a".to_owned(), format!("{}&", "[a]".repeat(DEEP))),
        };
        if self.family == "huge index, in digits" {
            body.push_str(&"1".repeat(size / 2));
            body.push_str("]=&");
        }
        let repeated = match self.repeated.split_once('~') {
            Some((before, after)) => format!("{before}{}{after}", half_of_the_smallest()),
            None => self.repeated.to_owned(),
        };
        let mut count = 0;
        while count == 0 || body.len() + self.after.len() < size {
            body.push_str(&nested);
            body.push_str(&repeated.replace('@', &count.to_string()));
            body.push_str(&closed);
            count += 1;
        }
        body.push_str(self.after);
        let each = if self.family == "deep" { DEEP + 1 } else { 0 } + self.values;
        // Beside those repeated: the body, its name and its data, and what holds them.
        (body, count * each + 8)
    }
}

/// The 752 digits of 5^1075.
fn half_of_the_smallest() -> String {
    let mut digits = vec![1_u8];
    for _ in 0..1075 {
        let mut carry = 0;
        for digit in &mut digits {
            let product = *digit * 5 + carry;
            (*digit, carry) = (product % 10, product / 10);
        }
        if carry > 0 {
            digits.push(carry);
        }
    }
    digits.into_iter().rev().map(|digit| char::from(b'0' + digit)).collect()
}

/// All attacks. Whatever holds data is read whole, for nothing is known of the event `x`.
pub(crate) fn all() -> Vec<Attack> {
    const JSON: (Format, &str) = (Format::Json, r#"{"event":"x","data":"#);
    const XML: (Format, &str) = (Format::Xml, "<w><event>x</event><data>");
    const FORM: (Format, &str) = (Format::Form, "event=x&");
    const END: &str = "</data></w>";
    let attack = |family, (format, before), inner, repeated, after, values| {
        let before = match (format, inner) {
            (Format::Json, "[") => r#"{"event":"x","data":["#,
            (Format::Json, "{") => r#"{"event":"x","data":{"#,
            (Format::Json, "\"") => r#"{"event":"x","data":""#,
            (Format::Form, "=") => "event=x&data=",
            (Format::Form, "[") => "event=x&data=[",
            _ => before,
        };
        Attack { family, format, refused: false, before, repeated, after, values }
    };
    let refused = |family, format, before, repeated| Attack {
        family,
        format,
        refused: true,
        before,
        repeated,
        after: "",
        values: 1,
    };
    vec![
        attack("deep", JSON, "[", "1", "1]}", 1),
        attack("deep", XML, "", "", END, 1),
        attack("deep", FORM, "", "a@", "", 1),
        refused("too deep", Format::Json, r#"{"event":"x","data":"#, "["),
        refused("too deep", Format::Xml, "", "<a>"),
        refused("too deep", Format::Form, "event=x&a", "[a]"),
        attack("wide", JSON, "[", "1,", "1]}", 1),
        attack("wide, lists", JSON, "[", "[],", "1]}", 1),
        attack("wide, maps", JSON, "[", r#"{"a":1},"#, "1]}", 2),
        attack("wide", XML, "", "<a@/>", END, 1),
        attack("wide, elements in elements", XML, "", "<a><b/></a>", END, 2),
        attack("wide, attributes", XML, "", "<a b=''/>", END, 3),
        attack("wide", FORM, "", "a@&", "", 1),
        attack("wide, lists", FORM, "", "@[]&", "", 2),
        attack("wide, JSON in a field", FORM, "[", "1,", "1]", 1),
        attack("long", JSON, "\"", "a", "\"}", 0),
        attack("long number", JSON, "", "7", "}", 0),
        attack("long name", JSON, "{", "a", "", 0).cut(),
        // Numbers that take long to read, midway between two doubles or nearly there, or long to print.
        attack("slow number, midway", JSON, "[", "27148193231984851955e288,", "1]}", 1),
        attack("slow number, midway of few digits", JSON, "[", "36028797018963970001,", "1]}", 1),
        attack("slow number, nines", JSON, "[", "99999999999999999999e3,", "1]}", 1),
        attack("slow number, midway and a tail", JSON, "[", "9007199254740993.0000000000000000000000001,", "1]}", 1),
        attack("slow number, nearly midway", JSON, "[", "2.4703282292062327208e-324,", "1]}", 1),
        attack("slow number, all digits", JSON, "[", "~e-1075,", "1]}", 1),
        attack("slow number, all digits and a tail", JSON, "[", "~00001e-1080,", "1]}", 1),
        attack("slow number, to print", JSON, "[", "8.72759373287596e51,", "1]}", 1),
        attack("slow number, short", JSON, "[", "9e-265,", "1]}", 1),
        attack("slow number, tie", JSON, "[", "956030726432800.75,", "1]}", 1),
        attack("long", XML, "", "a", END, 0),
        attack("long", FORM, "=", "a", "", 0),
        attack("duplicate", JSON, "{", r#""a":1,"#, r#""a":1}}"#, 1),
        attack("duplicate", XML, "", "<a/>", END, 1),
        attack("duplicate", FORM, "", "a&", "", 1),
        attack("huge index", JSON, "{", r#""42949@":1,"#, r#""a":1}}"#, 1),
        attack("huge index", XML, "", "<field name='42949@'/>", END, 3),
        attack("huge index", FORM, "", "a[42949@]&", "", 1),
        attack("huge index, once each", FORM, "", "a@[18446744073709551615]&", "", 2),
        Attack { before: "event=x&a[5]=&a[1]=&a[", ..attack("huge index, in digits", FORM, "", "a[1]&", "", 2) },
        attack("entity", XML, "", "&amp;", END, 0),
        attack("pieces", XML, "", "x<?a?>", END, 0),
        attack("pieces, comments", XML, "", "x<!---->", END, 0),
        attack("pieces, CDATA", XML, "", "x<![CDATA[]]>", END, 0),
        attack("pieces, references", XML, "", "x&lt;", END, 0),
        attack("pieces, white space", XML, "", " <?a?>", END, 0),
        attack("pieces, between elements", XML, "", "x<b/>", END, 2),
        attack("pieces, long ones", XML, "", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx<?a?>", END, 0),
        attack("pieces, of many elements", XML, "", "<a>x<?a?>x</a>", END, 1),
        Attack {
            before: "<w><event>x</event>",
            after: "</w>",
            ..attack("pieces, in the root", XML, "", "x<?a?>", END, 0)
        },
        Attack {
            before: "<w a='",
            after: "'><event>x</event></w>",
            ..attack("pieces, in an attribute", XML, "", "x&lt;", "", 0)
        },
        attack("pieces, in attributes", XML, "", "<a b='x&lt;x'/>", END, 3),
        attack("pieces, a name over and over", FORM, "", "data=x&", "", 1),
        attack("pieces, elements without an index", FORM, "", "data[]=x&", "", 1),
        attack("pieces, maps without an index", FORM, "", "data[][a]=x&", "", 2),
        attack("pieces, escapes", FORM, "=", "x%41", "", 0),
        attack("pieces, escapes", JSON, "\"", r"x\n", "\"}", 0),
        attack("pieces, surrogates", JSON, "\"", r"x\ud800\udc00", "\"}", 0),
        refused("entity of a DTD", Format::Xml, "<!DOCTYPE w [<!ENTITY a 'a'>", "<!ENTITY a@ '&a;&a;&a;'>"),
        attack("escape", JSON, "\"", r"\u0041", "\"}", 0),
        attack("escape, half of a pair", JSON, "\"", r"\ud800", "\"}", 0),
        attack("escape", XML, "", "&#65;", END, 0),
        attack("escape, CDATA", XML, "", "<![CDATA[a]]>", END, 0),
        attack("escape", FORM, "=", "%41", "", 0),
        attack("escape, line ends", FORM, "=", "\n", "", 0),
        attack("nothing", FORM, "", "&", "", 0),
    ]
}

impl Attack {
    /// A body that is cut off inside of a name.
    fn cut(self) -> Self {
        Self { before: r#"{"event":"x","data":{""#, refused: true, ..self }
    }
}
