//! What a repetition is found out by.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::{Vendor, verified::VendorEvent as _};

/// What a repetition is found out by: a digest of the vendor's name and of the id that the vendor's event gives.
///
/// It is always of one size, however long the id that came is, and has nothing of a customer's in it. The ids of two
/// vendors never meet. `Display` writes 64 hexadecimal digits, which do for a key of a store.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::acquire::{Acquire, Case, Event, Message, Status};
/// use chathooks::dedupe::IdempotencyKey;
///
/// let mut case = Case::new("72", Status::Closed);
/// assert_eq!(IdempotencyKey::of::<Acquire>(&Event::from(case.clone())), None);
/// case.messages.push(Message::new("323"));
/// let id = IdempotencyKey::of::<Acquire>(&Event::from(case)).ok_or("no id")?;
/// assert_ne!(id.in_account("north"), id.in_account("south"));
/// # }
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey([u8; 32]);

impl IdempotencyKey {
    /// Returns the id of an event, or `None` where nothing in it tells a repetition: see
    /// [`idempotency_id`](crate::verified::VendorEvent::idempotency_id).
    #[must_use]
    pub fn of<V: Vendor>(event: &V::Event<'_>) -> Option<Self> {
        Some(Self::new(V::NAME, &event.idempotency_id()?))
    }

    /// Makes an id of any name space, such as a vendor's name, and a text that is one in it.
    #[must_use]
    pub fn new(space: &str, id: &str) -> Self {
        let mut digest = Sha256::new();
        // The length in front keeps `ab`, `c` apart from `a`, `bc`.
        digest.update((space.len() as u64).to_be_bytes());
        digest.update(space);
        digest.update(id);
        Self(digest.finalize().into())
    }

    /// Returns the same id within one account of a receiver that serves several: the ids of some vendors tell the
    /// occurrences of one account apart and no more.
    #[must_use]
    pub fn in_account(self, account: &str) -> Self {
        // No vendor is called so.
        Self::new(&format!("account {account}"), &self.to_string())
    }

    /// Returns the 32 bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
