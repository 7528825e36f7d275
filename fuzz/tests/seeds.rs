//! The properties over the seeds, on any toolchain: `fuzz/seed` makes them.

use std::fs;
use std::path::Path;

#[test]
fn every_seed_holds() {
    let mut failed = Vec::new();
    for (name, target) in chathooks_fuzz::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let seeds = fs::read_dir(&folder).expect("there are no seeds: run fuzz/seed first");
        let mut count = 0;
        for seed in seeds {
            let path = seed.expect("a seed").path();
            let seed = fs::read(&path).expect("a seed");
            if std::panic::catch_unwind(|| target(&seed)).is_err() {
                failed.push(path);
            }
            count += 1;
        }
        assert!(count > 4, "{name} has {count} seeds");
    }
    assert!(failed.is_empty(), "{failed:#?}");
}
