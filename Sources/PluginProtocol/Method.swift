// The methods of the protocol.

/// The methods of protocol version 1 that the host calls.
public enum Method: String, Sendable, Codable, CaseIterable {
    case initialize
    case shutdown
    case route = "ticket.route"
    case reply = "ticket.reply"
}
