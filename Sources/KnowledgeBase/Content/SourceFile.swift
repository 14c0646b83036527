// A file of the content folder, read whole: what the pure parts start from.

/// A file of the content folder.
public struct SourceFile: Sendable, Equatable {
    /// The path below the content folder, with `/` between its parts: `guides/install.md`.
    public let path: String
    /// The file's bytes.
    public let bytes: [UInt8]

    /// A file as it was read.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// A file that holds a text.
    public init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// Says where the file is no text in UTF-8; `nil` for one that is.
    public var encodingProblem: Diagnostic? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        var (line, column) = (1, 1)
        while case .scalarValue(let scalar) = decoder.decode(&rest) {
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return Diagnostic(
            "invalid-utf-8", .fatal, file: path, line: line, column: column,
            "the file is not text in UTF-8: save it in that encoding.")
    }
}
