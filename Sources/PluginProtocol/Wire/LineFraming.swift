// From a stream of bytes to lines, each a JSON-RPC message.

/// Cuts a stream into lines at byte 0x0A and at nothing else: U+2028 may stand raw in JSON.
public struct LineFraming: Sendable {
    /// The longest line either side may send, in bytes without its end.
    public static let maximumLineLength = ProtocolLimits.lineBytes

    private var pending: [UInt8] = []

    /// Nothing read yet.
    public init() {}

    /// Takes in the next bytes.
    ///
    /// - Returns: the lines that are now complete, without their ends.
    /// - Throws: ``LineTooLong``; the stream cannot be read on after it.
    public mutating func lines(appending bytes: some Swift.Collection<UInt8>) throws(LineTooLong) -> [[UInt8]]
    {
        var lines: [[UInt8]] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            try take(rest[..<end])
            lines.append(pending)
            pending = []
            rest = rest[rest.index(after: end)...]
        }
        try take(rest)
        return lines
    }

    private mutating func take(_ bytes: some Swift.Collection<UInt8>) throws(LineTooLong) {
        guard pending.count + bytes.count <= Self.maximumLineLength else { throw LineTooLong() }
        pending.append(contentsOf: bytes)
    }
}

/// A line is longer than ``LineFraming/maximumLineLength``.
public struct LineTooLong: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public var description: String { "it sent a line of more than 1 MiB" }
}
