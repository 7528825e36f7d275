//! A contact, which is Acquire's noun for a visitor or customer.

use crate::model::model;
use crate::value::{Object, Text};

model! {
    /// The person whose case it is.
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
        /// What is known about the contact, by the attribute's name: `name`, `email`, `phone`, `city`, `state`,
        /// `countryId` and `ip` in the vendor's sample, and any attribute of the customer's own.
        pub fields: Object<'a> = "fields";
    }
}
