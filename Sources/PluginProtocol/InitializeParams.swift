// What the host says first of all.

/// The version of the protocol that this program speaks.
public let protocolVersion = 1

/// `initialize`: the first call of a plugin's life.
public struct InitializeParams: Sendable, Equatable, Codable {
    /// The versions that the host offers.
    public let protocols: [Int]
    /// `live`: the plugin's answers have effects.
    public let mode: String
    /// What the operator configured.
    public let config: JSONValue

    /// The first call's parameters.
    public init(protocols: [Int], mode: String, config: JSONValue) {
        self.protocols = protocols
        self.mode = mode
        self.config = config
    }
}
