// A file of an index, before it is compressed.

/// One of the files that an index consists of.
public struct IndexFile: Sendable, Equatable {
    /// Its name in the index's folder: `index.bin`, `v3.bin`, `p12.bin`, `t0.bin`, `s1.bin`.
    public let name: String
    let payload: [UInt8]

    /// Its bytes, as they are served.
    public func compressed() -> [UInt8] { Zlib.deflated(payload) }
}
