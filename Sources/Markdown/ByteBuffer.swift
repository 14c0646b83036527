// A growing buffer of bytes without the bookkeeping of an array, for the hot path.

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Bytes that are written one after the other. Owned in one place only, freed with it. Its memory
/// is malloc's own: Swift's `allocate` takes aligned memory, which glibc gives more slowly and
/// cannot grow in place.
struct ByteBuffer: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        base = ByteBuffer.memory(nil, self.capacity)
    }

    deinit { free(base) }

    private static func memory(
        _ old: UnsafeMutablePointer<UInt8>?, _ size: Int
    ) -> UnsafeMutablePointer<UInt8> {
        guard let memory = realloc(old, size) else { preconditionFailure("there is no memory left") }
        return memory.assumingMemoryBound(to: UInt8.self)
    }

    /// What has been written; not beyond the next change.
    var bytes: Bytes { Bytes(start: base, count: count) }

    @inline(__always) var last: UInt8? { count > 0 ? base[count - 1] : nil }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        base[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ start: UnsafePointer<UInt8>, count length: Int) {
        if length > capacity &- count { grow(by: length) }
        (base + count).update(from: start, count: length)
        count &+= length
    }

    @inline(__always)
    mutating func append(_ bytes: Bytes) {
        guard let start = bytes.baseAddress else { return }
        append(start, count: bytes.count)
    }

    @inline(__always)
    mutating func append(_ markup: StaticString) {
        append(markup.utf8Start, count: markup.utf8CodeUnitCount)
    }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    /// Appends a whole number in digits.
    mutating func append(number: Int) {
        if number >= 0, number < 10 { return append(ASCII.zero + UInt8(number)) }
        append(String(number))
    }

    /// Appends text as HTML: `& < > "` become entities.
    mutating func append(escaping text: Bytes) {
        guard let start = text.baseAddress else { return }
        var from = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte <= ASCII.greater,
                byte == ASCII.ampersand || byte == ASCII.less || byte == ASCII.greater || byte == ASCII.quote
            {
                append(start + from, count: index - from)
                append(entity: byte)
                from = index + 1
            }
            index &+= 1
        }
        append(start + from, count: text.count - from)
    }

    /// Appends text as HTML: `& < > "` become entities.
    mutating func append(escaping text: String) {
        var text = text
        text.withUTF8 { append(escaping: $0) }
    }

    @inline(__always)
    private mutating func append(entity byte: UInt8) {
        switch byte {
        case ASCII.ampersand: append("&amp;")
        case ASCII.less: append("&lt;")
        case ASCII.greater: append("&gt;")
        default: append("&quot;")
        }
    }

    mutating func truncate(to length: Int) { count = min(count, length) }

    /// Puts bytes into the middle; what follows moves on.
    mutating func insert(_ bytes: Bytes, at index: Int) {
        guard let start = bytes.baseAddress else { return }
        if bytes.count > capacity - count { grow(by: bytes.count) }
        let place = base + index
        (place + bytes.count).update(from: place, count: count - index)
        place.update(from: start, count: bytes.count)
        count += bytes.count
    }

    /// What stands from `start` on, as a string.
    func string(from start: Int = 0) -> String {
        String(decoding: Bytes(start: base + start, count: count - start), as: UTF8.self)
    }

    private mutating func grow(by needed: Int) {
        capacity = max(capacity * 2, count + needed)
        base = ByteBuffer.memory(base, capacity)
    }
}

/// A C string of cmark as bytes; it lives as long as its node.
@inline(__always)
func bytes(_ literal: UnsafePointer<CChar>?) -> Bytes {
    guard let literal else { return Bytes(start: nil, count: 0) }
    return UnsafeRawPointer(literal).withMemoryRebound(to: UInt8.self, capacity: 1) {
        Bytes(start: $0, count: length(of: $0))
    }
}

@inline(__always)
private func length(of start: UnsafePointer<UInt8>) -> Int {
    var end = start
    while end.pointee != 0 { end += 1 }
    return end - start
}
