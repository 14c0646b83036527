// Addresses of machines.

/// An IP address. An IPv4 address is kept as its IPv6 form (RFC 4291, section 2.5.5.2), so that one
/// machine has one address.
struct NetworkAddress: Sendable, Hashable {
    /// The 16 bytes, in network order.
    let bytes: [UInt8]

    /// Reads an address as text, with or without the brackets of a URL, without a port.
    init?(_ text: some StringProtocol) {
        var text = String(text)
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        if let four = Self.four(text) {
            bytes = Self.mappedPrefix + four
        } else if let sixteen = Self.sixteen(text) {
            bytes = sixteen
        } else {
            return nil
        }
    }

    /// Whether it is an IPv4 address.
    var isFour: Bool { bytes.starts(with: Self.mappedPrefix) }

    /// Whether it stands for this machine itself (RFC 1122, section 3.2.1.3; RFC 4291, section
    /// 2.5.3).
    var isLoopback: Bool {
        isFour ? bytes[12] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
    }

    private static let mappedPrefix: [UInt8] = Array(repeating: 0, count: 10) + [255, 255]

    private static func four(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part in
            part.utf8.count <= 3 && part.utf8.allSatisfy { (48...57).contains($0) } ? UInt8(part) : nil
        }
        return bytes.count == 4 ? bytes : nil
    }

    /// Groups of hexadecimal digits (RFC 4291, section 2.2).
    private static func sixteen(_ text: String) -> [UInt8]? {
        let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count) else { return nil }
        let groups = halves.map { half in
            half.isEmpty ? [] : half.split(separator: ":", omittingEmptySubsequences: false)
        }
        let parts = groups.map { $0.map(bytes(ofGroup:)) }
        guard parts.allSatisfy({ $0.allSatisfy { $0 != nil } }) else { return nil }
        let known = parts.map { $0.compactMap(\.self).flatMap(\.self) }
        if halves.count == 1 { return known[0].count == 16 ? known[0] : nil }
        let missing = 16 - known[0].count - known[1].count
        return missing >= 2 ? known[0] + Array(repeating: 0, count: missing) + known[1] : nil
    }

    private static func bytes(ofGroup group: Substring) -> [UInt8]? {
        if group.contains(".") { return four(String(group)) }
        guard (1...4).contains(group.utf8.count), group.utf8.allSatisfy({ $0 != 43 && $0 != 45 }),
            let value = UInt16(group, radix: 16)
        else { return nil }
        return [UInt8(value >> 8), UInt8(value & 255)]
    }
}
