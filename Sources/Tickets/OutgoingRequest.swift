// A request that the desk sends to another server for a plugin.

public import FoundationEssentials

/// A request to another server, as it waits in the store. It is kept in the transaction of the effects
/// of the call that asked for it, so that it is sent at least once, and never forgotten.
public struct OutgoingRequest: Sendable, Equatable, Codable {
    /// The plugin's id.
    public let plugin: String
    /// The call that asked for it, and its place among the call's actions: together they name it.
    public let call: String
    /// The place among the call's actions, from 0.
    public let place: Int
    /// The ticket that it is about; it goes when the ticket is erased.
    public let ticket: TicketID?
    /// Where it goes.
    public let address: String
    /// What is sent, as JSON.
    public let body: String
    /// When it was asked for.
    public let at: Date

    /// A request.
    public init(
        plugin: String, call: String, place: Int, ticket: TicketID?, address: String, body: String, at: Date
    ) {
        self.plugin = plugin
        self.call = call
        self.place = place
        self.ticket = ticket
        self.address = address
        self.body = body
        self.at = at
    }
}
