// A target as the operator writes it.

internal import PluginKit

/// One entry of `targets`.
struct TargetSettings: Decodable {
    /// Where requests go.
    let url: String
    /// What they are sent for.
    let events: [EventType]
    /// Which tickets alone: each field with the values that it may have.
    let when: [String: [String]]?
    /// The fields of the ticket that are sent; `nil` for all that hold no words of a customer.
    let fields: [TicketPart]?
    /// A text with placeholders, sent as `{"text": "…"}`: what chats take.
    let text: String?
    /// Any JSON with placeholders in its texts.
    let json: JSONValue?
}
