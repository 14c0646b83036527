// Where a message points to.

/// The addresses that a message links to.
public enum MessageLinks {
    /// So many are found in one message.
    private static let most = 20

    /// The destinations of inline links and bare web addresses in CommonMark, each once, in order; at
    /// most twenty. Text in code counts as well: who reads it there has been pointed to it, too.
    public static func addresses(in body: String) -> [String] {
        let bytes = Array(body.utf8)
        var addresses: [String] = []
        var place = 0
        while place < bytes.count, addresses.count < most {
            guard let found = destination(bytes, at: place) else {
                place += 1
                continue
            }
            let address = String(decoding: bytes[found], as: UTF8.self)
            if !address.isEmpty, !addresses.contains(address) { addresses.append(address) }
            place = max(found.upperBound, place + 1)
        }
        return addresses
    }

    private static func destination(_ bytes: [UInt8], at place: Int) -> Range<Int>? {
        let rest = bytes[place...]
        if rest.starts(with: "](<".utf8) {
            return range(bytes, from: place + 3) { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "\n") }
        }
        if rest.starts(with: "](".utf8) {
            return range(bytes, from: place + 2) { $0 == UInt8(ascii: ")") || $0 <= UInt8(ascii: " ") }
        }
        guard rest.starts(with: "https://".utf8) || rest.starts(with: "http://".utf8) else { return nil }
        let all = range(bytes, from: place) { $0 <= UInt8(ascii: " ") || "<>()[]\"`*".utf8.contains($0) }
        // A sentence's own signs are no part of an address that it ends with.
        let length = bytes[all].reversed().drop { ".,;:!?'".utf8.contains($0) }.count
        return place..<(place + length)
    }

    private static func range(
        _ bytes: [UInt8], from start: Int, until isEnd: (UInt8) -> Bool
    ) -> Range<Int> {
        start..<(bytes[start...].firstIndex(where: isEnd) ?? bytes.count)
    }
}
