// A file of an index, as it is written and served.

/// One of the files that an index consists of.
public struct IndexFile: Sendable, Equatable {
    /// Its name in the index's folder: `index`, `v3`, `p12`, `t0`, `s1`, each with `.bin`.
    public let name: String
    /// Its bytes, compressed.
    public let bytes: [UInt8]
}
