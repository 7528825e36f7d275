//! A contact, which is Acquire's term for a visitor or customer.

use crate::model::model;
use crate::value::{Object, Text};

model! {
    /// The contact that a case belongs to.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::Contact;
    ///
    /// let mut contact = Contact::new();
    /// contact.id = Some("5".into());
    /// contact.fields.push("name", "Ada");
    /// assert_eq!(contact.fields.get_str("name"), Some("Ada"));
    /// ```
    pub struct Contact<'a> {
        /// The id of the contact.
        pub id: Option<Text<'a>> = "id";
        /// The attributes of the contact, by name: `name`, `email`, `phone`, `city`, `state`, `countryId` and `ip` in
        /// the vendor's sample, and any custom attributes.
        pub fields: Object<'a> = "fields";
    }
}
