// What a schema has against a value.

/// A place in a value and what is wrong there.
public struct SchemaComplaint: Sendable, Equatable, CustomStringConvertible {
    /// A JSON pointer (RFC 6901); empty for the value itself.
    public let path: String
    /// What is wrong, in a few words.
    public let message: String

    init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }

    /// The place and what is wrong.
    public var description: String { "\(path.isEmpty ? "/" : path): \(message)" }
}
