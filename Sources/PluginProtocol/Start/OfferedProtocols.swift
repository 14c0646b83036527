// The versions, read before anything else.

/// As much of `initialize` as every version of the protocol has in common.
public struct OfferedProtocols: Sendable, Equatable, Codable {
    /// The versions that the host offers.
    public let protocols: [Int]
}
