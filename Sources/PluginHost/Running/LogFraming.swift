// A plugin's log cut into lines, whatever it writes.

/// Cuts at line feeds; what is longer than 16 KiB is dropped, and never held.
struct LogFraming {
    static let longest = 16 * 1024
    private var pending: [UInt8] = []
    private var isSkipping = false
    private(set) var dropped = 0

    mutating func lines(appending bytes: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            take(rest[..<end])
            if !isSkipping { lines.append(pending) }
            pending = []
            isSkipping = false
            rest = rest[(end + 1)...]
        }
        take(rest)
        return lines
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        if isSkipping || pending.count + bytes.count > Self.longest {
            dropped += bytes.count + pending.count
            pending = []
            isSkipping = true
        } else {
            pending += bytes
        }
    }
}
