// Paths of Markdown files, and the addresses that their pages have.

/// Where the page of a Markdown file lies.
public enum ArticleAddress {
    /// The page's file below the output folder: `guides/install` in the default language becomes
    /// `guides/install/index.html`.
    static func outputPath(stem: String, languagePrefix: String) -> String {
        let folder = languagePrefix.isEmpty ? "" : "\(languagePrefix)/"
        if stem.isEmpty || stem == "index" { return "\(folder)index.html" }
        return stem.hasSuffix("/index") ? "\(folder)\(stem).html" : "\(folder)\(stem)/index.html"
    }

    /// The address of a page's file, ready for a link, below the site's own path.
    static func address(ofOutput path: String, basePath: String) -> String {
        basePath + "/" + encoded(path.dropLast("index.html".count))
    }

    /// Where the page for an old address lies, below the output folder; `nil` for what is no
    /// address of this site's.
    public static func outputPath(ofAlias alias: String) -> String? {
        guard alias.hasPrefix("/"), !alias.hasPrefix("//"), !alias.contains(".."),
            !alias.contains(where: { $0 == "?" || $0 == "#" || $0.isWhitespace })
        else { return nil }
        let path = String(alias.dropFirst())
        if path.isEmpty { return "index.html" }
        if path.hasSuffix(".html") { return path }
        return path.hasSuffix("/") ? "\(path)index.html" : "\(path)/index.html"
    }

    /// A path with everything percent-encoded that may not stand in the path of an address
    /// (RFC 3986, section 3.3), slashes kept.
    public static func encoded(_ path: some StringProtocol) -> String {
        guard !path.utf8.allSatisfy(isPlain) else { return String(path) }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.utf8.count)
        for byte in path.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a byte stands for itself in a path.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "@"):
            true
        default: false
        }
    }
}

/// A destination that stands in a text, taken apart.
struct Destination {
    /// The path as a path below the content folder; `nil` when it leads out of it.
    let path: String?
    /// `?` or `#` and what follows.
    let suffix: Substring

    /// Takes a relative destination apart; `nil` for whole addresses, for addresses that begin
    /// with a slash, and for a bare `#anchor`.
    init?(_ destination: String, from file: String) {
        guard let shape = Self.shape(of: destination) else { return nil }
        let end = destination.utf8.index(destination.startIndex, offsetBy: shape.length)
        suffix = destination[end...]
        if !shape.hasDetours {
            // Nearly all links are like this, and a large site has a hundred thousand of them.
            var joined = file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[...$0]) } ?? ""
            joined += destination[..<end]
            path = joined
            return
        }
        var parts = file.split(separator: "/").dropLast().map(String.init)
        var isInside = true
        for part in Self.decoded(destination[..<end]).split(separator: "/") {
            switch part {
            case ".": continue
            case "..": if parts.popLast() == nil { isInside = false }
            default: parts.append(String(part))
            }
        }
        path = isInside ? parts.joined(separator: "/") : nil
    }

    /// The length of a relative path in bytes, and whether it holds more than names with single
    /// slashes between them: `.`, `..`, escapes; `nil` for what is no relative path.
    private static func shape(of destination: String) -> (length: Int, hasDetours: Bool)? {
        var hasDetours = false
        var length = 0
        var isStart = true
        // A scheme is letters, digits, `+`, `-`, `.` (RFC 3986, section 3.1); any other colon is a path's.
        var mayBeScheme = true
        for byte in destination.utf8 {
            switch byte {
            case UInt8(ascii: "#"), UInt8(ascii: "?"):
                return length == 0 ? nil : (length, hasDetours || isStart)
            case UInt8(ascii: ":"):
                if mayBeScheme { return nil }
                isStart = false
            case UInt8(ascii: "/"):
                if length == 0 { return nil }
                if isStart { hasDetours = true }
                isStart = true
            case UInt8(ascii: "%"):
                hasDetours = true
                isStart = false
            default:
                if isStart, byte == UInt8(ascii: ".") { hasDetours = true }
                isStart = false
            }
            mayBeScheme = mayBeScheme && isSchemeByte(byte)
            length += 1
        }
        return length == 0 ? nil : (length, hasDetours || isStart)
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    static func decoded(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            let digits = String(Substring(rest.prefix(2)))
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
