//! The sets of names in a webhook's record.

use crate::Format;
use crate::model::open_enum::open_enum;

open_enum! {
    /// A field of a record that a request can select: the parameter `select`.
    pub enum Field {
        /// The name.
        Name = "name",
        /// The id.
        Id = "id",
        /// The URL.
        Url = "url",
        /// Whether the verification of the URL's certificate is skipped.
        UrlSkipSsl = "urlSkipSsl",
        /// Whether the webhook is enabled.
        Status = "status",
        /// The events.
        Events = "events",
        /// The e-mail address that is notified of a failure.
        NotificationEmail = "notificationEmail",
        /// The secret key.
        HmacKey = "hmacKey",
        /// The format of the bodies.
        Format = "format",
        /// When stored deliveries expire.
        HistoryExpires = "historyExpires",
        /// The creator of the webhook.
        Type = "type",
        /// The id of the owner.
        UserId = "userId",
    }
}

open_enum! {
    /// A relation of the record that a request can include: the parameter `relations`.
    pub enum Relation {
        /// The object that the webhook is bound to. Its format is not documented.
        Binding = "binding",
        /// The log of deliveries. Its format is not documented.
        HookLog = "hook_log",
    }
}

open_enum! {
    /// Whether a webhook is enabled.
    pub enum WebhookStatus {
        /// The webhook is enabled.
        Active = "active",
        /// The webhook is disabled. The spelling is inferred from the vendor's departments.
        Disabled = "disabled",
    }
}

open_enum! {
    /// Whether the verification of the URL's certificate is skipped.
    pub enum SkipSsl {
        /// It is skipped: anyone on the network path can read and change the deliveries.
        Yes = "yes",
        /// It is not skipped. The spelling is inferred.
        No = "no",
    }
}

open_enum! {
    /// The direction of a webhook.
    pub enum Flow {
        /// The vendor sends events. Seen in a sample of the vendor's audit log.
        Outbound = "outbound",
        /// The vendor fetches data. The spelling is inferred from the dashboard.
        Inbound = "inbound",
    }
}

open_enum! {
    /// The creator of a webhook.
    pub enum WebhookType {
        /// A bot of the vendor. Seen in a sample of the vendor's audit log.
        Client = "client",
        /// A user. The spelling is inferred.
        User = "user",
    }
}

open_enum! {
    /// The format of the bodies that a webhook sends.
    ///
    /// JSON is seen in the vendor's sample. The vendor says that there are three formats; the spelling of the other two
    /// is inferred.
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
    /// The type of an error, by the vendor's list.
    pub enum ErrorType {
        /// 400: the request is invalid.
        InvalidInput = "ERROR_INVALID_INPUT",
        /// 400, not 404: the record does not exist.
        RecordNotFound = "ERROR_RECORD_NOT_FOUND",
        /// 400: the record already exists.
        DuplicateRecordFound = "ERROR_DUPLICATE_RECORD_FOUND",
        /// 401: the API key is invalid.
        Unauthorized = "ERROR_UNAUTHORIZED",
        /// 403: the API key lacks the permission.
        UnauthorizedAccess = "ERROR_UNAUTHORIZED_ACCESS",
        /// 500: an error at the vendor.
        ServerError = "ERROR_SERVER_ERROR",
    }
}
