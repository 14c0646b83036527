// The bytes of the index and of kept analyses, read; no byte of them is trusted.

/// Reads what a ``PackedWriter`` wrote.
struct PackedReader {
    /// The bytes end too early, or a number is too large.
    struct Unreadable: Error {}

    /// No number in any of our files is larger: 2⁵³ − 1 is what JavaScript counts to.
    private static let maximum: UInt64 = 1 << 53 - 1

    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    init(_ bytes: [UInt8]) {
        self.init(bytes[...])
    }

    var isAtEnd: Bool { position == bytes.endIndex }
    var remaining: Int { bytes.endIndex - position }

    @inline(__always)
    mutating func byte() throws(Unreadable) -> Int {
        guard position < bytes.endIndex else { throw Unreadable() }
        defer { position += 1 }
        return Int(bytes[position])
    }

    @inline(__always)
    mutating func number() throws(Unreadable) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.endIndex, shift < 56 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                guard value <= Self.maximum else { throw Unreadable() }
                return Int(value)
            }
            shift += 7
        }
        throw Unreadable()
    }

    /// A number of things that follow, each at least a byte long.
    mutating func count() throws(Unreadable) -> Int {
        let count = try number()
        guard count <= remaining else { throw Unreadable() }
        return count
    }

    mutating func slice(_ count: Int) throws(Unreadable) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else { throw Unreadable() }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// A length, and as many bytes to be read on their own.
    mutating func column() throws(Unreadable) -> PackedReader {
        PackedReader(try slice(try number()))
    }

    mutating func text() throws(Unreadable) -> String {
        let count = try number()
        return String(decoding: try slice(count), as: UTF8.self)
    }

    mutating func skipText() throws(Unreadable) {
        _ = try slice(try number())
    }

    mutating func texts() throws(Unreadable) -> [String] {
        let count = try count()
        var texts: [String] = []
        for _ in 0..<count { texts.append(try text()) }
        return texts
    }
}
