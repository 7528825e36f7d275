//! The tables of events in the docs, compared with the events in the code.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of tests may panic")]

use std::path::Path;

use chathooks::{acquire, acquire::v1, comm100, dixa};

fn source(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)).unwrap()
}

/// Returns the rows of a table in the docs of a file, by the start of its head.
fn table(path: &str, head: &str) -> Vec<Vec<String>> {
    let text = source(path);
    let lines = text.lines().map(|line| line.strip_prefix("//! ").unwrap_or_default());
    let rows = lines.skip_while(|line| !line.starts_with(head)).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    rows.skip(2).map(cells).collect()
}

/// Returns what is quoted by `quote` in a text.
fn quoted(text: &str, quote: char) -> Vec<&str> {
    text.split(quote).skip(1).step_by(2).collect()
}

/// The rows of `events!`: the model of each, and its names, the canonical one first.
fn events(path: &str) -> Vec<(String, Vec<String>)> {
    let text = source(path);
    let rows = text.lines().filter_map(|line| line.trim().strip_suffix(';')?.split_once(" = \""));
    let row = |(head, names): (&str, &str)| {
        let model = head.split_once('(').map_or(head, |(_, model)| model.split('<').next().unwrap());
        let names = format!("\"{names}");
        (model.to_owned(), quoted(&names, '"').into_iter().map(str::to_owned).collect())
    };
    rows.filter(|(head, _)| !head.contains(' ') || head.ends_with(" as shared")).map(row).collect()
}

/// The docs of a vendor's module have a row for each event, in the order of `events!`, with its names and its model.
fn check(module: &str, events_path: &str, known: &[&str]) {
    let rows = table(module, "| event |");
    let events = events(events_path);
    assert_eq!(events.iter().map(|(_, names)| names[0].as_str()).collect::<Vec<_>>(), known, "{events_path}");
    // A row whose first cell has no name on the wire is of triggers that the vendor does not name.
    let rows: Vec<_> = rows.iter().filter(|row| row[0].starts_with('`')).collect();
    assert_eq!(rows.iter().map(|row| quoted(&row[0], '`')[0]).collect::<Vec<_>>(), known, "{module}");
    for (row, (model, names)) in rows.iter().zip(&events) {
        for name in quoted(&row[0], '`') {
            assert!(names.iter().any(|own| own == name), "{module}: {name} is no name of {}", names[0]);
        }
        let is_there = row[1..].iter().any(|cell| cell.contains(&format!("[`{model}`]")));
        assert!(is_there, "{module}: {} has the model {model}", names[0]);
    }
}

#[test]
fn the_docs_of_each_vendor_list_its_events() {
    let acquire: Vec<_> = acquire::EventName::KNOWN.iter().map(acquire::EventName::as_str).collect();
    check("acquire.rs", "acquire/events.rs", &acquire);
    let v1: Vec<_> = v1::EventName::KNOWN.iter().map(v1::EventName::as_str).collect();
    check("acquire/v1.rs", "acquire/v1/events.rs", &v1);
    let dixa: Vec<_> = dixa::EventName::KNOWN.iter().map(dixa::EventName::as_str).collect();
    check("dixa.rs", "dixa/events.rs", &dixa);
    let comm100: Vec<_> = comm100::EventName::KNOWN.iter().map(comm100::EventName::as_str).collect();
    check("comm100.rs", "comm100/events.rs", &comm100);

    let counts =
        table("_docs/vendors.rs", "| | [Acquire 2.0.0]").into_iter().find(|row| row[0] == "events known").unwrap();
    let counts: Vec<usize> =
        counts[1..].iter().map(|cell| cell.split([',', ' ']).next().unwrap().parse().unwrap()).collect();
    assert_eq!(counts, [acquire.len(), v1.len(), dixa.len(), comm100.len()]);
}

/// What else the docs count: guesses, subscriptions, names that were seen, and the events in the changelog.
#[test]
fn what_the_docs_count_is_what_there_is() {
    let rows = table("_docs/vendors.rs", "| | [Acquire 2.0.0]");
    let counts = rows.iter().find(|row| row[0] == "events known").unwrap();
    let guesses = table("acquire.rs", "| event |").iter().filter(|row| row[2].starts_with("inferred")).count();
    assert!(counts[1].ends_with(&format!(", of which {guesses} inferred")), "{guesses}");
    let subscriptions = comm100::SubscriptionEvent::KNOWN.len();
    assert!(counts[4].ends_with(&format!(", under {subscriptions} subscriptions")), "{subscriptions}");

    let seen = table("dixa.rs", "| event |").iter().filter(|row| !row[2].contains("inferred")).count();
    assert_eq!(seen, 6);
    assert!(source("dixa/events.rs").contains("Six of the body spellings have been seen"));

    let changelog = source("../CHANGELOG.md");
    for (known, count, words) in [
        (acquire::EventName::KNOWN.len(), 6, "the six event names"),
        (v1::EventName::KNOWN.len(), 4, "the four events"),
        (dixa::EventName::KNOWN.len(), 32, "the 32 events"),
        (comm100::EventName::KNOWN.len(), 10, "the ten events"),
    ] {
        assert!(changelog.contains(words) && known == count, "{words}");
    }
}

/// The table of Comm100 has each name of an event, and its subscription.
#[test]
fn the_docs_of_comm100_have_the_subscriptions() {
    let names = events("comm100/events.rs").into_iter().map(|(_, names)| names);
    assert!(names.eq(table("comm100.rs", "| event |").iter().map(|row| quoted(&row[0], '`'))));
    for row in table("comm100.rs", "| event |") {
        let name = comm100::EventName::from(quoted(&row[0], '`')[0]);
        assert_eq!(name.subscription().unwrap().as_str(), quoted(&row[1], '`')[0]);
    }
}
