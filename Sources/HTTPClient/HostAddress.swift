// Addresses of machines, and which of them are somewhere in the public Internet.

internal import CCurl
internal import Glibc

/// An address of IP.
public struct HostAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 bytes, or 16.
    public let bytes: [UInt8]

    /// An address; `nil` for any other number of bytes. An IPv4 address within IPv6 (RFC 4291, section
    /// 2.5.5.2) is the IPv4 address.
    public init?(bytes: [UInt8]) {
        let isMapped =
            bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10...11] == [255, 255]
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = isMapped ? Array(bytes[12...]) : bytes
    }

    /// All addresses of a name, which may be an address itself, in any way in which the system writes it.
    ///
    /// - Returns: none when the name is not known.
    static func all(of name: String) -> [HostAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [HostAddress] = []
        var next = list
        while let entry = next {
            if let address = address(in: entry.pointee), !found.contains(address) { found.append(address) }
            next = entry.pointee.ai_next
        }
        return found
    }

    private static func address(in entry: addrinfo) -> HostAddress? {
        guard let name = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return name.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { name in
                withUnsafeBytes(of: name.pointee.sin_addr) { HostAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            return name.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { name in
                withUnsafeBytes(of: name.pointee.sin6_addr) { HostAddress(bytes: Array($0)) }
            }
        default: return nil
        }
    }

    /// Whether it is the address of some machine in the public Internet: none of this machine, of its
    /// network, of a group, of documentation, or behind a translation that leads to one of these (IANA
    /// IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890).
    public var isPublic: Bool {
        if bytes.count == 4 { return !Self.special4.contains { Self.matches(bytes, $0.0, $0.1) } }
        // Of IPv6 nothing but 2000::/3 was given to anybody.
        return Self.matches(bytes, [0x20], 3) && !Self.special6.contains { Self.matches(bytes, $0.0, $0.1) }
    }

    private static let special4: [([UInt8], Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
        ([192, 0, 0], 24), ([192, 0, 2], 24), ([192, 31, 196], 24), ([192, 52, 193], 24),
        ([192, 88, 99], 24), ([192, 168], 16), ([192, 175, 48], 24), ([198, 18], 15), ([198, 51, 100], 24),
        ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]

    private static let special6: [([UInt8], Int)] = [
        ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x20, 0x02], 16),
        ([0x26, 0x20, 0x00, 0x4F, 0x80, 0x00], 48), ([0x3F, 0xFF, 0x00], 20),
    ]

    private static func matches(_ bytes: [UInt8], _ prefix: [UInt8], _ bits: Int) -> Bool {
        for bit in 0..<bits {
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            let wanted = bit / 8 < prefix.count ? prefix[bit / 8] & mask : 0
            if bytes[bit / 8] & mask != wanted { return false }
        }
        return true
    }

    /// As people write it: `192.0.2.1`, `2001:db8::1`.
    public var description: String {
        var text = [CChar](repeating: 0, count: 64)
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What libcurl is held to.
    var peer: porchlight_curl_peer {
        var peer = porchlight_curl_peer()
        peer.family = bytes.count == 4 ? AF_INET : AF_INET6
        withUnsafeMutableBytes(of: &peer.bytes) { $0.copyBytes(from: bytes) }
        return peer
    }
}
