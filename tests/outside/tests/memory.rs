//! What is left in memory of a key that was dropped.

use std::mem::MaybeUninit;

use chathooks::{Key, Signer};

/// Drops the value where it stands and counts the bytes that are not zero, before and after.
fn counts<T>(value: T) -> (usize, usize) {
    let mut place = MaybeUninit::<T>::zeroed();
    place.write(value);
    let count = |place: &MaybeUninit<T>| {
        let bytes = place.as_ptr().cast::<u8>();
        // Every byte was initialised by `zeroed`; a padding byte that the write made uninitialised is no secret.
        (0..size_of::<T>()).filter(|index| unsafe { bytes.add(*index).read_volatile() } != 0).count()
    };
    let before = count(&place);
    // The value was written above, and is not used again.
    unsafe { place.assume_init_drop() };
    (before, count(&place))
}

#[test]
fn a_dropped_key_is_all_zeros() {
    let (before, after) = counts(Key::new("correct horse battery staple").unwrap());
    assert!(before > 48, "two states of 32 bytes each: {before}");
    assert_eq!(after, 0);
}

#[test]
fn a_dropped_signer_is_all_zeros() {
    let mut signer: Signer = Key::new("correct horse battery staple").unwrap().signer();
    signer.update(b"a piece of a body");
    let (before, after) = counts(signer);
    assert!(before > 48, "two states of 32 bytes each, and a buffer: {before}");
    assert_eq!(after, 0);
}
