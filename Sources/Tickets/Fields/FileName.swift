// A stranger's file name, made harmless before anything looks at it.

/// The name of a file that somebody sent, safe to show and to offer as a download.
public struct FileName: Sendable, Hashable, CustomStringConvertible {
    /// The name without a path, at most 200 bytes long.
    public let description: String

    /// Cleans a name: invisible characters, controls and marks that turn the direction of writing go
    /// first, so that what is checked is what is shown (CVE-2026-28289: a zero-width space hid a
    /// dot file from a check). Then paths, dots in front, and what file systems refuse.
    public init(cleaning name: String) {
        let visible = String(String.UnicodeScalarView(name.unicodeScalars.filter(Self.isVisible)))
        let last = visible.split(whereSeparator: { "/\\:".contains($0) }).last ?? ""
        var text = String(last.map { "<>\"|?*".contains($0) ? "_" : $0 })
        while let first = text.first, first == "." || first.isWhitespace { text.removeFirst() }
        while let end = text.last, end == "." || end.isWhitespace { text.removeLast() }
        text = Self.shortened(text)
        description = text.isEmpty ? "file" : text
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            false
        default: !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Keeps the ending: it says what the file is.
    private static func shortened(_ text: String) -> String {
        let limit = 200
        guard text.utf8.count > limit else { return text }
        let dot = text.lastIndex(of: ".") ?? text.endIndex
        let ending = text[dot...].utf8.count <= 20 ? String(text[dot...]) : ""
        var kept = Substring(text.unicodeScalars.prefix(limit - ending.utf8.count))
        while kept.utf8.count + ending.utf8.count > limit { kept.unicodeScalars.removeLast() }
        return kept + ending
    }
}

extension FileName: Codable {
    /// Reads a name and cleans it again.
    public init(from decoder: any Decoder) throws {
        self.init(cleaning: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
