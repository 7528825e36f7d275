//! An allocator that looks for secrets in what is freed.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use sha2::block_api::compress256;
use sha2::{Digest as _, Sha256};

/// How many bytes of a secret count as it: a part that another allocation left over is one too.
const PART: usize = 8;

/// What is looked for, by what it is.
#[derive(Default)]
pub struct Secrets(Vec<(&'static str, Vec<u8>)>);

impl Secrets {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.0.iter().map(|(what, bytes)| (*what, bytes.as_slice()))
    }

    /// Bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.named("the bytes", bytes);
    }

    /// Bytes as they are, by a name of their own.
    pub fn named(&mut self, what: &'static str, bytes: &[u8]) {
        self.0.push((what, bytes.to_vec()));
    }

    /// The digest of a secret that is compared through it.
    pub fn digest(&mut self, bytes: &[u8]) {
        self.0.push(("the digest", Sha256::digest(bytes).to_vec()));
    }

    /// A key in hexadecimal digits, and the digits.
    pub fn hex_key(&mut self, digits: &str) {
        let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        self.key(&(0..digits.len()).step_by(2).map(byte).collect::<Vec<_>>());
        self.bytes(digits.as_bytes());
    }

    /// A key of HMAC-SHA256 and all that is made of it: RFC 2104, section 2.
    pub fn key(&mut self, key: &[u8]) {
        const INITIAL: [u32; 8] =
            [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
        self.bytes(key);
        let mut block = [0; 64];
        if key.len() > block.len() {
            self.digest(key);
            block[..32].copy_from_slice(&Sha256::digest(key));
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let filled = key.len().min(if key.len() > 64 { 32 } else { 64 });
        for (pad, padded, native, printed) in [
            (0x36, "the key with ipad", "the inner state", "the inner state, printed"),
            (0x5c, "the key with opad", "the outer state", "the outer state, printed"),
        ] {
            let block = block.map(|byte: u8| byte ^ pad);
            let mut state = INITIAL;
            compress256(&mut state, &[block]);
            // The padding alone is no secret.
            self.0.push((padded, block[..filled].to_vec()));
            self.0.push((native, state.iter().flat_map(|word| word.to_ne_bytes()).collect()));
            self.0.push((printed, state.iter().flat_map(|word| word.to_be_bytes()).collect()));
        }
    }
}

type RequestParts = Vec<([u8; PART], &'static str)>;

thread_local! {
    /// What is looked for on this thread, and what was found.
    static PARTS: RefCell<RequestParts> = const { RefCell::new(Vec::new()) };
    static FOUND: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
    static IS_ON: Cell<bool> = const { Cell::new(false) };
}

/// Switched on, until it is dropped, be it by a panic.
struct On;

impl On {
    fn new() -> Self {
        IS_ON.set(true);
        Self
    }
}

impl Drop for On {
    fn drop(&mut self) {
        IS_ON.set(false);
    }
}

/// Runs the code, drops what it returns, and says what is left of the secrets in the blocks that were freed meanwhile.
pub fn leaks<T>(secrets: &Secrets, run: impl FnOnce() -> T) -> Vec<&'static str> {
    let mut parts: RequestParts = Vec::new();
    for (what, bytes) in secrets.iter() {
        parts.extend(bytes.windows(PART).map(|part| (part.try_into().unwrap(), what)));
    }
    parts.sort_unstable();
    PARTS.set(parts);
    clear_stack();
    let on = On::new();
    drop(run());
    drop(on);
    FOUND.take().into_iter().collect()
}

/// Overwrites what this test itself left on the stack: a value that is moved takes along what stood in its gaps.
#[inline(never)]
fn clear_stack() {
    std::hint::black_box([0_u8; 256 * 1024]);
}

/// The system's allocator, which looks through each block before it is freed.
pub struct Scanner;

impl Scanner {
    fn scan(block: *mut u8, size: usize) {
        // Off meanwhile, for what is noted here allocates too.
        if IS_ON.replace(false) {
            PARTS.with_borrow(|parts| {
                let mut window = [0; PART];
                for at in 0..size {
                    window.rotate_left(1);
                    // Within the block, which nobody else has any more. What was never written to it is whatever the
                    // system left there.
                    window[PART - 1] = unsafe { block.add(at).read_volatile() };
                    if at + 1 >= PART
                        && let Ok(index) = parts.binary_search_by(|(part, _)| part.cmp(&window))
                    {
                        FOUND.with_borrow_mut(|found| found.insert(parts[index].1));
                    }
                }
            });
            IS_ON.set(true);
        }
    }
}

unsafe impl GlobalAlloc for Scanner {
    // Zeroed, so that what an earlier owner left in a block does not count against the next.
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        Self::scan(block, layout.size());
        unsafe { System.dealloc(block, layout) }
    }

    // `realloc` is left as `GlobalAlloc` has it: a new block, a copy, and `dealloc` of the old one.
}
