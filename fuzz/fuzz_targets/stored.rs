#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| chathooks_fuzz::stored(input));
