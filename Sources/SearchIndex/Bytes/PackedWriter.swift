// The bytes of the index and of kept analyses, written.

/// Writes numbers and texts one after the other.
struct PackedWriter {
    var bytes: [UInt8] = []

    /// A number from 0, seven bits a byte, the lowest first (LEB128).
    @inline(__always)
    mutating func write(_ number: Int) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// The length in bytes, then the bytes.
    mutating func write(_ text: some Collection<UInt8>) {
        write(text.count)
        bytes.append(contentsOf: text)
    }

    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            write(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func write(_ texts: [String]) {
        write(texts.count)
        for text in texts { write(text) }
    }

    mutating func append(_ other: some Collection<UInt8>) { bytes.append(contentsOf: other) }
}
