// Addresses in links: which are harmless, and how they are written into an attribute.

/// The rules for an address that somebody wrote into a text.
enum LinkAddress {
    /// The schemes that a stranger's link may have.
    private static let harmlessSchemes: Set<String> = ["http", "https", "mailto", "tel"]

    /// Whether following the address can run nothing: it is relative, or its scheme is one of a
    /// short list. Browsers drop tabs, line ends and leading control characters before they read
    /// a scheme (WHATWG URL Standard, 4.4), so these count as part of a scheme here and spoil it.
    static func isHarmless(_ address: String) -> Bool {
        guard let colon = address.utf8.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let before = address[..<colon]
        if before.utf8.contains(where: { "/?#".utf8.contains($0) }) { return true }
        return harmlessSchemes.contains(before.lowercased())
    }

    /// Appends the address with what may not stand in one percent-encoded (RFC 3986, section 2;
    /// an existing `%` stays) and `&` and `'` as entities.
    static func write(_ address: String, to html: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in address.utf8 {
            switch byte {
            case UInt8(ascii: "&"): html.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "'"): html.append(contentsOf: "&#x27;".utf8)
            case _ where isPlain(byte): html.append(byte)
            default:
                html.append(UInt8(ascii: "%"))
                html.append(digits[Int(byte >> 4)])
                html.append(digits[Int(byte & 15)])
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_.+!*(),%#@?=;:/$~".utf8.contains(byte)
        }
    }
}
