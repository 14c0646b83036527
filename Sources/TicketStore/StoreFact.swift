// What a store keeps about the desk itself.

/// A fact about the desk itself, one value each.
public enum StoreFact: String, Sendable, CaseIterable {
    /// A fingerprint of the key of the customers' links, never the key: by it a lost or another key is
    /// noticed.
    case linkKey = "link-key"
    /// Is written to find out whether anything can be.
    case probe
}
