// A file of the built site, before it is written.

/// A file of the site.
public struct OutputFile: Sendable, Equatable {
    /// The path below the output folder: `guides/install/index.html`.
    public let path: String
    /// Its bytes.
    public let bytes: [UInt8]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
