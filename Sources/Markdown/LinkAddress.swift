// Addresses in links: which are harmless, and how they are written into an attribute.

/// The rules for an address that somebody wrote into a text.
enum LinkAddress {
    /// The schemes that a stranger's link may have.
    private static let harmlessSchemes: Set<String> = ["http", "https", "ftp", "mailto", "tel", "xmpp"]

    /// Whether following the address can run nothing: it is relative, or its scheme is one of a
    /// short list. Browsers drop tabs, line ends and leading control characters before they read
    /// a scheme (WHATWG URL Standard, 4.4), so these count as part of a scheme here and spoil it.
    static func isHarmless(_ address: String) -> Bool {
        guard let colon = address.utf8.firstIndex(of: ASCII.colon) else { return true }
        let before = address[..<colon]
        if before.utf8.contains(where: { "/?#".utf8.contains($0) }) { return true }
        return harmlessSchemes.contains(before.lowercased())
    }

    /// Whether the address names a host of its own.
    static func isAbsolute(_ address: Bytes) -> Bool {
        if address.hasPrefix("//") { return true }
        for index in 0..<address.count {
            if address[index] == ASCII.colon { return index > 1 }
            if !address[index].isAlphanumeric && address[index] != ASCII.plus { return false }
        }
        return false
    }

    /// Whether a byte may stand in an address as it is (RFC 3986, section 2; an existing `%`
    /// stays).
    static let plain: [Bool] = {
        var plain = [Bool](repeating: false, count: 256)
        for byte in UInt8(0)..<128 where byte.isAlphanumeric { plain[Int(byte)] = true }
        for byte in "-_.+!*(),%#@?=;:/$~".utf8 { plain[Int(byte)] = true }
        return plain
    }()
}

extension ByteBuffer {
    /// Appends an address for an attribute in double quotes: what may not stand in one is
    /// percent-encoded, `&` and `'` become entities.
    mutating func append(address: Bytes) {
        guard let start = address.baseAddress else { return }
        var from = 0
        LinkAddress.plain.withUnsafeBufferPointer { plain in
            for index in 0..<address.count where !plain[Int(address[index])] {
                append(start + from, count: index - from)
                append(unsafe: address[index])
                from = index + 1
            }
        }
        append(start + from, count: address.count - from)
    }

    /// The same for a string.
    mutating func append(address: String) {
        var address = address
        address.withUTF8 { append(address: $0) }
    }

    private mutating func append(unsafe byte: UInt8) {
        switch byte {
        case ASCII.ampersand: append("&amp;")
        case ASCII.apostrophe: append("&#x27;")
        default:
            append(UInt8(ascii: "%"))
            append(hex: byte >> 4)
            append(hex: byte & 15)
        }
    }

    private mutating func append(hex digit: UInt8) {
        append(digit < 10 ? ASCII.zero + digit : UInt8(ascii: "A") + digit - 10)
    }
}
