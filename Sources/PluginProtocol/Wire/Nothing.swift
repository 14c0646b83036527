// Parameters and results that hold nothing.

/// Nothing, as `{}`.
public struct Nothing: Sendable, Equatable, Codable {
    /// Nothing.
    public init() {}
}
