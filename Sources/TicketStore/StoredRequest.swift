// A request to another server with what became of it so far.

public import FoundationEssentials
public import Tickets

/// A request to another server, as a store keeps it.
public struct StoredRequest: Sendable, Equatable, Codable {
    /// Its number, from 1.
    public let number: Int64
    /// What is sent, and where.
    public let request: OutgoingRequest
    /// When it is to be sent, or at any time later; `nil` when it was given up.
    public let due: Date?
    /// How often it was sent.
    public let attempts: Int
    /// Why it was not answered the last time; empty before the first.
    public let reason: String

    /// A request that is due at once, or with what became of it.
    public init(number: Int64, request: OutgoingRequest) {
        self.init(number: number, request: request, due: request.at, attempts: 0, reason: "")
    }

    /// A request with what became of it.
    public init(number: Int64, request: OutgoingRequest, due: Date?, attempts: Int, reason: String) {
        self.number = number
        self.request = request
        self.due = due
        self.attempts = attempts
        self.reason = reason
    }
}
