//! The key that identifies duplicates.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::{Vendor, verified::VendorEvent as _};

/// The key that identifies duplicates of an event: a SHA-256 digest of the vendor's name and the event's id.
///
/// It has a fixed size and does not contain customer data. Keys of different vendors are distinct. `Display` writes 64
/// lower-case hexadecimal digits, which can be used as a key in a database.
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
/// let key = IdempotencyKey::of::<Acquire>(&Event::from(case)).ok_or("no id")?;
/// assert_ne!(key.in_account("north"), key.in_account("south"));
/// # }
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey([u8; 32]);

impl IdempotencyKey {
    /// Returns the key of an event, or `None` if the event has no
    /// [`idempotency_id`](crate::verified::VendorEvent::idempotency_id).
    #[must_use]
    pub fn of<V: Vendor>(event: &V::Event<'_>) -> Option<Self> {
        Some(Self::new(V::NAME, &event.idempotency_id()?))
    }

    /// Creates a key from a namespace, such as a vendor's name, and an id that is unique in it.
    #[must_use]
    pub fn new(namespace: &str, id: &str) -> Self {
        let mut digest = Sha256::new();
        // The length distinguishes `ab`, `c` from `a`, `bc`.
        digest.update((namespace.len() as u64).to_be_bytes());
        digest.update(namespace);
        digest.update(id);
        Self(digest.finalize().into())
    }

    /// Returns the key of the event in an account, for a receiver that serves several accounts.
    ///
    /// The ids of some vendors are unique only within an account.
    #[must_use]
    pub fn in_account(self, account: &str) -> Self {
        // No vendor's name starts like this.
        Self::new(&format!("account {account}"), &self.to_string())
    }

    /// Returns the 32 bytes of the digest.
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
