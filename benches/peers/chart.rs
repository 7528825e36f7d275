//! Draws `peers.svg`, the chart of the README, from what the last `cargo bench` measured:
//! `cargo run --release --bin chart`, in this folder.
//!
//! Text and lines are of a grey that can be read on light and dark pages; the background is transparent.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

const GREY: RGBColor = RGBColor(0x80, 0x87, 0x90);
const OWN: RGBColor = RGBColor(0x2d, 0x9c, 0x6f);
const PEER: RGBColor = RGBColor(0x6b, 0x8f, 0xc9);

/// A chart: its title, the group of criterion, and the names there with their labels.
type Chart = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CHARTS: [Chart; 2] = [
    (
        "Receive: verify and decode Acquire's sample (1,375 bytes), in microseconds",
        "peers_receive",
        &[
            ("chathooks", "chathooks"),
            ("hmac", "hmac, serde_json"),
            ("ring", "ring, serde_json"),
            ("aws-lc-rs", "aws-lc-rs, serde_json"),
            ("webhook-verify", "webhook-verify, serde_json"),
            ("standardwebhooks", "standardwebhooks, serde_json"),
            ("svix", "svix, serde_json"),
        ],
    ),
    (
        "Decode alone: the same sample into borrowed types, in microseconds",
        "peers_decode_sample",
        &[
            ("chathooks", "chathooks"),
            ("simd-json-buffers", "simd-json, reused buffers"),
            ("sonic-rs", "sonic-rs"),
            ("simd-json", "simd-json"),
            ("serde_json", "serde_json"),
        ],
    ),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| folder.join("target"), PathBuf::from);
    let path = folder.join("peers.svg");
    let area = SVGBackend::new(&path, (760, 400)).into_drawing_area();
    let (top, bottom) = area.split_vertically(225);
    for (chart, area) in CHARTS.iter().zip([top, bottom]) {
        draw(chart, &target.join("criterion"), &area)?;
    }
    area.present()?;
    println!("{}", path.display());
    Ok(())
}

/// The median of the times per iteration, in microseconds.
fn median(folder: &Path) -> Result<f64, Box<dyn Error>> {
    let file = folder.join("new/estimates.json");
    let text =
        fs::read_to_string(&file).map_err(|error| format!("{}: {error}; run `cargo bench` first", file.display()))?;
    let estimates: serde_json::Value = serde_json::from_str(&text)?;
    Ok(estimates["median"]["point_estimate"].as_f64().ok_or("no median")? / 1000.0)
}

fn draw(chart: &Chart, criterion: &Path, area: &DrawingArea<SVGBackend<'_>, Shift>) -> Result<(), Box<dyn Error>> {
    let (title, group, rows) = chart;
    let mut times = Vec::new();
    for (name, label) in *rows {
        times.push((*label, median(&criterion.join(group).join(name))?));
    }
    let longest = times.iter().map(|(_, time)| *time).fold(0.0, f64::max);
    let text =
        |size: i32, horizontal| ("sans-serif", size).into_font().color(&GREY).pos(Pos::new(horizontal, VPos::Center));
    area.draw_text(title, &text(14, HPos::Left), (10, 14))?;
    for (row, (label, time)) in times.iter().enumerate() {
        let y = 40 + 24 * i32::try_from(row)?;
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a picture")]
        let end = 230 + (440.0 * time / longest) as i32;
        let color = if *label == "chathooks" { OWN } else { PEER };
        area.draw_text(label, &text(12, HPos::Right), (220, y))?;
        area.draw(&Rectangle::new([(230, y - 8), (end, y + 8)], color.filled()))?;
        area.draw_text(&format!("{time:.2}"), &text(12, HPos::Left), (end + 6, y))?;
    }
    Ok(())
}
