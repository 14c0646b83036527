// A plain binary form for the cache: JSON would cost a large site half a second at each start.

/// Writes values one after the other.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    /// Writes nothing yet.
    ///
    /// - Parameter capacity: how many bytes it will be, about: much that grows is there twice meanwhile.
    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    mutating func write(_ number: Int) {
        // LEB128 of the zigzag form: small numbers take a byte.
        var rest = UInt64(bitPattern: Int64((number << 1) ^ (number >> 63)))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            write(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func write(_ run: [UInt8]) {
        write(run.count)
        bytes.append(contentsOf: run)
    }

    mutating func write(_ digest: ContentDigest) {
        for part in [digest.high, digest.low] {
            withUnsafeBytes(of: part.littleEndian) { bytes.append(contentsOf: $0) }
        }
    }

    mutating func write<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
        self.write(value != nil)
        if let value { write(&self, value) }
    }

    mutating func write<Value>(_ values: [Value], _ write: (inout ByteWriter, Value) -> Void) {
        self.write(values.count)
        for value in values { write(&self, value) }
    }
}

/// Reads what a writer wrote. Every read can fail: a cache may have been cut off or be another's.
struct ByteReader {
    /// The bytes end, or hold something else.
    struct Unreadable: Error {}

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func integer() throws(Unreadable) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(value >> 1) ^ -Int(value & 1) }
            shift += 7
        }
        throw Unreadable()
    }

    mutating func flag() throws(Unreadable) -> Bool {
        guard position < bytes.count, bytes[position] < 2 else { throw Unreadable() }
        defer { position += 1 }
        return bytes[position] == 1
    }

    mutating func text() throws(Unreadable) -> String {
        let count = try integer()
        guard count >= 0, count <= bytes.count - position else { throw Unreadable() }
        defer { position += count }
        return bytes.withUnsafeBufferPointer { buffer in
            String(
                decoding: UnsafeBufferPointer(rebasing: buffer[position..<position + count]), as: UTF8.self)
        }
    }

    mutating func run() throws(Unreadable) -> [UInt8] {
        let count = try integer()
        guard count >= 0, count <= bytes.count - position else { throw Unreadable() }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func digest() throws(Unreadable) -> ContentDigest {
        guard bytes.count - position >= 16 else { throw Unreadable() }
        defer { position += 16 }
        return bytes.withUnsafeBytes { buffer in
            ContentDigest(
                high: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: position, as: UInt64.self)),
                low: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self))
            )
        }
    }

    mutating func optional<Value>(
        _ read: (inout ByteReader) throws(Unreadable) -> Value
    ) throws(Unreadable) -> Value? {
        try flag() ? try read(&self) : nil
    }

    mutating func list<Value>(
        _ read: (inout ByteReader) throws(Unreadable) -> Value
    ) throws(Unreadable) -> [Value] {
        let count = try integer()
        guard count >= 0, count <= bytes.count - position else { throw Unreadable() }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }
}
