#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| ttc_fuzz::periods(data));
