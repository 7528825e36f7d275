//! The sets of names of a webhook's record.

use crate::Format;
use crate::model::open_enum::open_enum;

open_enum! {
    /// A field of a record that a call can ask for: the parameter `select`.
    pub enum Field {
        /// The name.
        Name = "name",
        /// The id.
        Id = "id",
        /// The address.
        Url = "url",
        /// Whether the certificate goes unchecked.
        UrlSkipSsl = "urlSkipSsl",
        /// Whether it is switched on.
        Status = "status",
        /// The events.
        Events = "events",
        /// Who is told of a failure.
        NotificationEmail = "notificationEmail",
        /// The secret key.
        HmacKey = "hmacKey",
        /// The format of the bodies.
        Format = "format",
        /// How long deliveries are kept.
        HistoryExpires = "historyExpires",
        /// Who made it.
        Type = "type",
        /// The id of its owner.
        UserId = "userId",
    }
}

open_enum! {
    /// What a call can ask for beside the record: the parameter `relations`.
    pub enum Relation {
        /// What the webhook is bound to. The vendor does not say what that looks like.
        Binding = "binding",
        /// What was delivered. The vendor does not say what that looks like.
        HookLog = "hook_log",
    }
}

open_enum! {
    /// Whether a webhook is switched on.
    pub enum WebhookStatus {
        /// It is.
        Active = "active",
        /// It is not. The spelling is inferred from the vendor's departments.
        Disabled = "disabled",
    }
}

open_enum! {
    /// Whether the certificate of the address goes unchecked.
    pub enum SkipSsl {
        /// It does: anyone on the way can read and change the deliveries.
        Yes = "yes",
        /// It is checked. The spelling is inferred.
        No = "no",
    }
}

open_enum! {
    /// The direction of a webhook.
    pub enum Flow {
        /// The vendor sends events. Seen in a sample of the vendor's audit log.
        Outbound = "outbound",
        /// The vendor asks for data. The spelling is inferred from the dashboard.
        Inbound = "inbound",
    }
}

open_enum! {
    /// Who made a webhook.
    pub enum WebhookType {
        /// A bot of the vendor's. Seen in a sample of the vendor's audit log.
        Client = "client",
        /// A user. The spelling is inferred.
        User = "user",
    }
}

open_enum! {
    /// The format of the bodies that a webhook is sent.
    ///
    /// JSON is seen in the vendor's sample; the vendor says that there are three, and the spelling of the other two is
    /// inferred.
    pub enum BodyFormat {
        /// JSON.
        Json = "application/json" | "json",
        /// XML.
        Xml = "application/xml" | "text/xml" | "xml",
        /// A form.
        Form = "application/x-www-form-urlencoded" | "x-www-form-urlencoded",
    }
}

impl From<Format> for BodyFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => Self::Json,
            Format::Xml => Self::Xml,
            Format::Form => Self::Form,
        }
    }
}

open_enum! {
    /// What an error is, by the vendor's own list.
    pub enum ErrorType {
        /// 400: the call makes no sense to the vendor.
        InvalidInput = "ERROR_INVALID_INPUT",
        /// 400, and not 404: there is no such record.
        RecordNotFound = "ERROR_RECORD_NOT_FOUND",
        /// 400: there is such a record already.
        DuplicateRecordFound = "ERROR_DUPLICATE_RECORD_FOUND",
        /// 401: the API key is not taken.
        Unauthorized = "ERROR_UNAUTHORIZED",
        /// 403: the API key may not do this.
        UnauthorizedAccess = "ERROR_UNAUTHORIZED_ACCESS",
        /// 500: the vendor failed.
        ServerError = "ERROR_SERVER_ERROR",
    }
}
