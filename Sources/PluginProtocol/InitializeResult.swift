// What a plugin answers first of all.

/// The answer to `initialize`.
public struct InitializeResult: Sendable, Equatable, Codable {
    /// The version that the plugin chose.
    public let `protocol`: Int
    /// The methods it wants to be called with.
    public let hooks: [String]

    /// The answer to the first call.
    public init(protocol version: Int, hooks: [String]) {
        self.protocol = version
        self.hooks = hooks
    }
}
