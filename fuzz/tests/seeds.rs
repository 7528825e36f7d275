//! The properties over the seeds, on any toolchain: `fuzz/seed` makes them.

use std::fs;
use std::path::Path;

#[test]
fn every_seed_holds() {
    for (name, target) in chathooks_fuzz::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let seeds = fs::read_dir(&folder).expect("there are no seeds: run fuzz/seed first");
        let mut count = 0;
        for seed in seeds {
            let path = seed.expect("a seed").path();
            // The name, for a property that fails.
            println!("{}", path.display());
            target(&fs::read(path).expect("a seed"));
            count += 1;
        }
        assert!(count > 4, "{name} has {count} seeds");
    }
}
