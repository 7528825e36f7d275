//! The bodies that somebody sends to exhaust a receiver, by family and format, of any size.

use chathooks::Format;

/// A body made by repeating one thing.
pub(crate) struct Attack {
    pub(crate) family: &'static str,
    pub(crate) format: Format,
    /// Whether it is refused, whatever the limits are.
    pub(crate) refused: bool,
    before: String,
    /// Stands in the body over and over, with the number of the repetition in the place of `@`, and in the place of `~`
    /// the digits of 2^-1075, which lies midway between zero and the smallest double. In the place of `^` and `$` stand
    /// a name of five letters and an integer of 32 bits, in no order and never the same twice.
    repeated: String,
    after: String,
    /// The values of one repetition.
    values: usize,
    /// The values beside those repeated.
    beside: usize,
}

/// How deep a body of the family "deep" is nested.
const DEEP: usize = 60;

impl Attack {
    /// Makes a body of about `size` bytes, and says how many values it has at most.
    pub(crate) fn body(&self, size: usize) -> (String, usize) {
        let mut body = self.before.clone();
        let (nested, closed) = match self.format {
            _ if self.family == "deep, maps" => (r#"{"":"#.repeat(DEEP), format!("{},", "}".repeat(DEEP))),
            _ if self.family == "deep, swapped" => (r#"{"1":1,"0":"#.repeat(DEEP), format!("{},", "}".repeat(DEEP))),
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
            None => self.repeated.clone(),
        };
        let has_place = repeated.contains(['@', '^', '$']);
        let mut count = 0;
        while count == 0 || body.len() + self.after.len() < size {
            body.push_str(&nested);
            if has_place {
                let filled = repeated.replace('@', &count.to_string());
                let filled = filled.replace('^', &shuffled_name(count));
                body.push_str(&filled.replace('$', &shuffled_number(count)));
            } else {
                body.push_str(&repeated);
            }
            body.push_str(&closed);
            count += 1;
        }
        body.push_str(&self.after);
        let each = self.values
            + match self.family {
                "deep" | "deep, maps" => DEEP + 1,
                "deep, swapped" => 2 * DEEP + 1,
                _ => 0,
            };
        // Beside those repeated: the body, its name and its data, and what holds them.
        (body, count * each + self.beside)
    }
}

/// A name of five letters, another one for each of the numbers below 2^20.
fn shuffled_name(number: usize) -> String {
    let mixed = number.wrapping_mul(0x9_E375);
    [0, 4, 8, 12, 16].into_iter().filter_map(|shift| ('a'..='p').nth(mixed >> shift & 15)).collect()
}

/// An integer, another one for each of the numbers below 2^32.
fn shuffled_number(number: usize) -> String {
    (number.wrapping_mul(2_654_435_761) & 0xFFFF_FFFF).to_string()
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

const JSON: (Format, &str) = (Format::Json, r#"{"event":"x","data":"#);
const XML: (Format, &str) = (Format::Xml, "<w><event>x</event><data>");
const FORM: (Format, &str) = (Format::Form, "event=x&");
const END: &str = "</data></w>";

/// An attack on what holds data, at a place of it. All of it is read, for nothing is known of the event `x`.
fn attack(
    family: &'static str,
    (format, before): (Format, &str),
    inner: &str,
    repeated: &str,
    after: &str,
    values: usize,
) -> Attack {
    let before = match (format, inner) {
        (Format::Json, "[") => r#"{"event":"x","data":["#,
        (Format::Json, "{") => r#"{"event":"x","data":{"#,
        (Format::Json, "\"") => r#"{"event":"x","data":""#,
        (Format::Form, "=") => "event=x&data=",
        (Format::Form, "[") => "event=x&data=[",
        _ => before,
    };
    let (before, repeated, after) = (before.to_owned(), repeated.to_owned(), after.to_owned());
    Attack { family, format, refused: false, before, repeated, after, values, beside: 8 }
}

fn refused(family: &'static str, format: Format, before: &str, repeated: &str) -> Attack {
    Attack { refused: true, before: before.to_owned(), ..attack(family, (format, ""), "", repeated, "", 1) }
}

/// An attack on the fields of an event that is known.
fn case(family: &'static str, before: &str, repeated: &str, after: &str, values: usize) -> Attack {
    let known = r#"{"event":"case:status","data":{"caseId":"1","status":"a","#;
    let attack = attack(family, JSON, "", repeated, "", values);
    Attack { before: format!("{known}{before}"), after: format!("{after}}}}}"), beside: 12, ..attack }
}

/// Repeats a text for each of the first letters of the alphabet, which replaces `?`.
fn letters(count: u8, text: &str) -> String {
    (b'a'..b'a' + count).map(|letter| text.replace('?', &char::from(letter).to_string())).collect()
}

#[allow(dead_code, reason = "the tests take one group after the other")]
pub(crate) fn all() -> Vec<Attack> {
    [sizes(), spellings(), orders(), fields()].into_iter().flatten().collect()
}

/// Bodies with much of one thing.
pub(crate) fn sizes() -> Vec<Attack> {
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
        Attack { before: "event=x&a[5]=&a[1]=&a[".into(), ..attack("huge index, in digits", FORM, "", "a[1]&", "", 2) },
    ]
}

/// Strings in many pieces, or written in another way than they have to be.
pub(crate) fn spellings() -> Vec<Attack> {
    vec![
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
            before: "<w><event>x</event>".into(),
            after: "</w>".into(),
            ..attack("pieces, in the root", XML, "", "x<?a?>", END, 0)
        },
        Attack {
            before: "<w a='".into(),
            after: "'><event>x</event></w>".into(),
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
        // Names and values that are all different and all decoded, as many as the default limits allow in 1 MiB.
        attack("encoded", JSON, "{", r#""^\n":"\n","#, r#""":1}}"#, 1),
        attack("encoded", XML, "", "<field name='&lt;^' text=' '/>", END, 3),
        attack("encoded", FORM, "", "+^[=+]&", "", 1),
        attack("encoded, names", FORM, "", "+^[=xx&", "", 1),
        attack("nothing", FORM, "", "&", "", 0),
        attack("nothing, white space", JSON, "[", " ", "1]}", 0),
        Attack { before: "<w><event>x</event><data".into(), ..attack("nothing, in a tag", XML, "", " ", "/></w>", 0) },
        attack("nothing, in a comment", XML, "", "<!-- -> - > -->", END, 0),
        attack("nothing, brackets in a value", FORM, "=", "]%5B", "", 0),
        attack("nothing, brackets in a name", FORM, "", "]=", "", 0),
    ]
}

/// Bodies in which fields come in a bad order.
pub(crate) fn orders() -> Vec<Attack> {
    vec![
        // What has to be found, compared or sorted, in an order that nothing predicts.
        attack("shuffled", JSON, "{", r#""^":1,"#, r#""":1}}"#, 1),
        attack("shuffled, and long", JSON, "{", &format!(r#""{}^":1,"#, "a".repeat(99)), r#""":1}}"#, 1),
        attack("shuffled, indices", JSON, "{", r#""$":1,"#, r#""":1}}"#, 1),
        attack("shuffled, in small maps", JSON, "[", r#"{"1":1,"0":1},"#, "1]}", 3),
        attack("shuffled", XML, "", "<^/>", END, 1),
        Attack {
            before: "<w><event>x</event><data".into(),
            ..attack("shuffled, attributes", XML, "", " ^=''", "/></w>", 1)
        },
        attack("shuffled", FORM, "", "^&", "", 1),
        attack("shuffled, in brackets", FORM, "", "a[^]&", "", 1),
        attack("shuffled, indices", FORM, "", "a[$]&", "", 1),
        attack("deep, maps", JSON, "[", "1", "1]}", 1),
        attack("deep, swapped", JSON, "[", "1", "1]}", 1),
        // A list at each level, around what is wide.
        Attack {
            before: format!("<w><event>x</event>{}", "<a>".repeat(28)),
            after: format!("{}</w>", "</a><a/>".repeat(28)),
            beside: 8 + 3 * 28,
            ..attack("list of lists", XML, "", "<b><c/></b>", "", 2)
        },
        attack("list of lists, without an index", FORM, "", "@[][][][][][][]&", "", 8),
        // Just as many fields as make a hash table grow.
        attack("some fields each", JSON, "[", &format!("{{{}\"\":1}},", letters(16, "\"?\":1,")), "1]}", 18),
        attack("some fields each", XML, "", &format!("<z>{}</z>", letters(26, "<?/>") + "<A/><B/><C/>"), END, 30),
        attack("some fields each, attributes", XML, "", &format!("<z{}/>", letters(17, " ?=''")), END, 19),
        attack("some fields each", FORM, "", &(letters(26, "@[?]&") + "@[A]&@[B]&@[C]&"), "", 30),
        // Names that come again and again, with others between.
        Attack { beside: 32, ..attack("in turns", XML, "", &letters(16, "<?/>"), END, 16) },
        Attack { beside: 32, ..attack("in turns, of more", XML, "", &letters(17, "<?/>"), END, 17) },
        Attack { beside: 32, ..attack("in turns", FORM, "", &letters(16, "d[?]&"), "", 16) },
        Attack {
            before: letters(15, "?&"),
            beside: 24,
            ..attack("in turns, the oldest", FORM, "", "a&", "event=x", 1)
        },
        Attack {
            before: (10..25).fold("event=x&d[5]&".into(), |all, at| all + &format!("d[%3123456789012{at}]&")),
            beside: 24,
            ..attack("in turns, digits", FORM, "", "d[5]&", "", 1)
        },
    ]
}

/// Fields that are not what they seem.
pub(crate) fn fields() -> Vec<Attack> {
    vec![
        // A field that is a string, a list and a map.
        attack("mixed", FORM, "", "a[]=&a[0]=&a[k]=&", "", 3),
        attack("mixed, of many fields", FORM, "", "a@&a@[b]&", "", 3),
        attack("mixed, element by element", FORM, "", "a[][b]=&a[0][b]=&a[c][b]=&", "", 5),
        attack("mixed", XML, "", "<a b=''>x<c/></a>", END, 4),
        // What is longer as JSON than in the body.
        attack("longer", JSON, "[", "1e20,", "1]}", 1),
        attack("longer, short number", JSON, "[", "1e9,", "1]}", 1),
        attack("longer, zero", JSON, "[", "-0,", "1]}", 1),
        Attack { before: "event=x&1&0&data=".into(), ..attack("longer", FORM, "", "%01", "", 0) },
        attack("longer, names", FORM, "", "a[^%01%01%01%01%01%01%01%01%01%01%01%01%01%01%01]&", "", 1),
        Attack { before: "<w><event>x</event><data>x<?a?>".into(), ..attack("longer", XML, "", "\"", END, 0) },
        Attack {
            before: "<w><event>x</event><field name='".into(),
            ..attack("longer, name in an attribute", XML, "", r"\\", "'/></w>", 0)
        },
        attack("longer, names in attributes", XML, "", r"<field name='^\u0001'/>", END, 3),
        // An event that is known, by all that its models do with what they did not expect.
        case("model, list as a map", r#""messages":{"#, r#""$":{},"#, r#""0":{}}"#, 2),
        case("model, map as an element", r#""messages":{"#, r#""":1,"#, r#""":1}"#, 1),
        case("model, backwards", r#""messages":["#, r#"{"seen":1,"type":1,"channel":1,"id":1},"#, "{}]", 6),
        case("model, unknown fields", r#""messages":["#, r#"{"messagf":1,"":2},"#, "{}]", 4),
        case("model, unknown field of the case", "", r#""^":1,"#, r#""":1"#, 1),
        case("model, in a string", r#""messages":"["#, r#"{\"\":1},"#, r#"{}]""#, 3),
        Attack { refused: true, ..case("model, refused at the end", r#""messages":["#, r#"{"id":1},"#, "[]]", 3) },
    ]
}

impl Attack {
    /// A body that is cut off inside of a name.
    fn cut(self) -> Self {
        Self { before: r#"{"event":"x","data":{""#.into(), refused: true, ..self }
    }
}
