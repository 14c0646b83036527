// Networks: addresses that begin alike.

/// A range of addresses, written `192.0.2.0/24` (RFC 4632, section 3.1), or a single address.
struct NetworkRange: Sendable {
    private let address: NetworkAddress
    /// How many bits are alike, of 128.
    private let bits: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = NetworkAddress(parts[0]) else { return nil }
        let width = address.isFour ? 32 : 128
        let isNumber = parts.count == 1 || parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isNumber, let length = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(length)
        else { return nil }
        self.address = address
        bits = 128 - width + length
    }

    func contains(_ other: NetworkAddress) -> Bool {
        zip(address.bytes, other.bytes).enumerated().allSatisfy { number, pair in
            let count = min(max(bits - 8 * number, 0), 8)
            return count == 0 || (pair.0 ^ pair.1) >> (8 - count) == 0
        }
    }
}

extension NetworkAddress {
    /// What the address has in common with its neighbours: 24 bits of an IPv4 address, 56 of an IPv6
    /// address, as providers hand them out.
    var network: [UInt8] { Array(bytes.prefix(isFour ? 15 : 7)) }
}
