// What a plugin answers first of all.

/// The answer to `initialize`.
public struct InitializeResult: Sendable, Equatable, Codable {
    /// The version that the plugin chose.
    public let `protocol`: Int
    /// The methods it wants to be called with; only those that its manifest names count.
    public let hooks: [String]
    /// What else it can do; this version knows no feature.
    public let features: [String]

    /// The answer to the first call.
    public init(protocol version: Int = protocolVersion, hooks: [String], features: [String] = []) {
        self.protocol = version
        self.hooks = hooks
        self.features = features
    }

    /// Reads what is there; the features may be missing.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.protocol = try fields.decode(Int.self, forKey: .protocol)
        hooks = try fields.value(.hooks, or: [])
        features = try fields.value(.features, or: [])
    }

    /// Writes it; a list of no features is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(self.protocol, forKey: .protocol)
        try fields.encode(hooks, forKey: .hooks)
        if !features.isEmpty { try fields.encode(features, forKey: .features) }
    }

    enum CodingKeys: String, CodingKey { case `protocol`, hooks, features }
}
