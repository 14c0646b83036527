// Where a page's bytes are written.

/// A growing page.
struct PageBuffer {
    var bytes: [UInt8] = []

    init(capacity: Int = 4096) {
        bytes.reserveCapacity(capacity)
    }

    /// Markup of the program's own.
    mutating func raw(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Markup that was made elsewhere and is safe.
    mutating func raw(markup: String) {
        bytes.append(contentsOf: markup.utf8)
    }

    /// Bytes that were rendered elsewhere and are safe.
    mutating func raw(_ rendered: [UInt8]) {
        bytes.append(contentsOf: rendered)
    }

    /// Text, escaped for element content and for attribute values in double quotes.
    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for position in utf8.indices {
                let entity: StaticString
                switch utf8[position] {
                case UInt8(ascii: "&"): entity = "&amp;"
                case UInt8(ascii: "<"): entity = "&lt;"
                case UInt8(ascii: ">"): entity = "&gt;"
                case UInt8(ascii: "\""): entity = "&quot;"
                default: continue
                }
                bytes.append(contentsOf: utf8[start..<position])
                raw(entity)
                start = position + 1
            }
            bytes.append(contentsOf: utf8[start...])
        }
    }

    /// A link: `<a href="address">text</a>`.
    mutating func link(_ address: String, _ words: String) {
        raw("<a href=\"")
        text(address)
        raw("\">")
        text(words)
        raw("</a>")
    }

    /// A link to a page in another language than the one it stands on.
    mutating func link(_ address: String, _ words: String, language: String) {
        raw("<a href=\"")
        text(address)
        raw("\" hreflang=\"")
        text(language)
        raw("\" lang=\"")
        text(language)
        raw("\">")
        text(words)
        raw("</a>")
    }

    /// Text inside a JSON string inside a `<script>`: what could end either is escaped.
    mutating func json(_ string: String) {
        raw("\"")
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": raw("\\\"")
            case "\\": raw("\\\\")
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\0"..<" ":
                let digits = String(scalar.value, radix: 16)
                raw("\\u")
                raw(markup: String(repeating: "0", count: 4 - digits.count) + digits)
            default: bytes.append(contentsOf: String(scalar).utf8)
            }
        }
        raw("\"")
    }
}
