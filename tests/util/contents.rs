//! What a tree says, so that two can be compared that came out of different formats.

use chathooks::value::Value;

/// All names and texts of a tree, those that a format adds left out.
fn contents<'t>(tree: &'t Value<'_>, out: &mut Vec<&'t str>) {
    match tree {
        Value::String(text) => out.push(text),
        Value::Array(list) => list.iter().for_each(|element| contents(element, out)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            out.push(name);
            contents(value, out);
        }),
        _ => {}
    }
}

/// The names and texts that are in `first` and not in `second`, each as often as it is.
pub(crate) fn lost(first: &Value<'_>, second: &Value<'_>) -> Vec<String> {
    let (mut had, mut has) = (Vec::new(), Vec::new());
    contents(first, &mut had);
    contents(second, &mut has);
    had.retain(|text| match has.iter().position(|own| own == text) {
        Some(at) => {
            has.swap_remove(at);
            false
        }
        None => true,
    });
    had.into_iter().map(str::to_owned).collect()
}
