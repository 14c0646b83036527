// Reading front matter: the common case by hand, everything else through YAML.

internal import Markdown

/// A Markdown file, split into front matter and text.
struct SplitFile {
    var matter = FrontMatter()
    /// Where the text begins, in bytes.
    var bodyStart = 0
    /// The line of the file on which the text begins, from 1.
    var bodyLine = 1
    var diagnostics: [Diagnostic] = []
    /// Where each field stands, for messages about its value.
    var positions: [String: (line: Int, column: Int)] = [:]
}

extension FrontMatter {
    /// The fields that decide who sees a page, and when.
    private static let deciding = ["draft", "visibility", "publish", "expires"]
    /// Fields that front matter is recognized by, where something stands before it.
    private static let telling: Set<Substring> = [
        "title", "description", "kind", "tags", "order", "draft", "visibility", "publish", "expires",
        "language", "aliases",
    ]

    /// The longest front matter that is read.
    private static let maximumLength = 64 * 1024

    /// Splits a file and reads its front matter; a file without one is all text.
    static func split(_ file: SourceFile) -> SplitFile {
        var split = SplitFile()
        let bytes = file.bytes
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        split.bodyStart = start
        let blank = bytes[start...].prefix { [9, 10, 13, 32].contains($0) }
        guard let first = fenceEnd(bytes, at: blank.endIndex),
            blank.isEmpty || beginsWithField(bytes[first...])
        else { return split }
        start = first
        let blankLines = blank.count { $0 == UInt8(ascii: "\n") }
        var line = 2 + blankLines
        var lineStart = start
        while lineStart < bytes.count {
            if let end = fenceEnd(bytes, at: lineStart) {
                split.bodyStart = end
                split.bodyLine = line + 1
                read(
                    String(decoding: bytes[start..<lineStart], as: UTF8.self), of: file.path,
                    lineOffset: 1 + blankLines, into: &split)
                return split
            }
            let lineEnd = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            lineStart = lineEnd + 1
            line += 1
            if lineStart - start > maximumLength { break }
        }
        split.diagnostics.append(
            Diagnostic(
                "unclosed-front-matter", .fatal, file: file.path,
                "the front matter has no end: put a line of `---` after its last field."))
        return split
    }

    /// The position behind a line of three hyphens that begins at `start`.
    private static func fenceEnd(_ bytes: [UInt8], at start: Int) -> Int? {
        let hyphen = UInt8(ascii: "-")
        guard start + 3 <= bytes.count, bytes[start] == hyphen, bytes[start + 1] == hyphen,
            bytes[start + 2] == hyphen
        else { return nil }
        var end = start + 3
        while end < bytes.count, [32, 9, 13].contains(bytes[end]) { end += 1 }
        if end == bytes.count { return end }
        return bytes[end] == UInt8(ascii: "\n") ? end + 1 : nil
    }

    /// Whether what follows three hyphens is front matter and they are not a line between paragraphs.
    private static func beginsWithField(_ rest: ArraySlice<UInt8>) -> Bool {
        let line = String(decoding: rest.prefix { $0 != UInt8(ascii: "\n") }.prefix(40), as: UTF8.self)
        guard let colon = line.firstIndex(of: ":") else { return false }
        return telling.contains(Substring(line[..<colon].lowercased()))
    }

    private static func read(
        _ yaml: String, of path: String, lineOffset: Int, into split: inout SplitFile
    ) {
        if readPlainly(yaml, into: &split.matter) { return }
        var fields = YAMLFields(file: path, yaml: yaml, lineOffset: lineOffset, place: "the front matter")
        split.matter = FrontMatter(&fields)
        let doubtful = deciding.filter(fields.isMistaken)
        if !doubtful.isEmpty {
            split.matter.isHeldBack = true
            let names = doubtful.map { "“\($0)”" }.joined(separator: ", ")
            fields.complain(
                "held-back", about: doubtful[0],
                "nobody sees this page until \(names) can be read: mend that, or take it away.")
        }
        fields.rejectUnknownFields()
        split.diagnostics += fields.diagnostics
    }

    /// Most files say no more than title and description in plain words. These are read without a
    /// YAML parser, which would cost a large site a second.
    ///
    /// - Returns: whether that was all; otherwise nothing is changed.
    private static func readPlainly(_ yaml: String, into matter: inout FrontMatter) -> Bool {
        var title: String?
        var description: String?
        for line in yaml.utf8.split(separator: UInt8(ascii: "\n")) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
            var value = line[line.index(after: colon)...]
            guard value.popFirst() == UInt8(ascii: " ") else { return false }
            while value.last == 13 || value.last == 32 { value.removeLast() }
            guard isPlainScalar(value) else { return false }
            switch Substring(line[..<colon]) {
            case "title" where title == nil: title = String(Substring(value))
            case "description" where description == nil: description = String(Substring(value))
            default: return false
            }
        }
        matter.title = title
        matter.description = description ?? ""
        return true
    }

    /// Whether a value is the same text in YAML as it is to the eye: it begins with a letter that
    /// begins no YAML construct, and neither `: ` nor ` #` stands in it; words that YAML 1.1 reads
    /// as something else (`no`, `null`, `~`) and numbers are left to the parser.
    private static func isPlainScalar(_ value: Substring.UTF8View) -> Bool {
        guard let first = value.first, value.count > 5 else { return false }
        let isLetter = (65...90).contains(first) || (97...122).contains(first) || first >= 0x80
        guard isLetter else { return false }
        var previous: UInt8 = 0
        for byte in value {
            if previous == UInt8(ascii: ":"), byte == 32 { return false }
            if previous == 32, byte == UInt8(ascii: "#") { return false }
            if byte < 32 { return false }
            previous = byte
        }
        return previous != UInt8(ascii: ":")
    }

    private init(_ fields: inout YAMLFields) {
        title = fields.string("title")
        description = fields.string("description") ?? ""
        kind = fields.choice("kind", ArticleKind.self) ?? .article
        tags = fields.strings("tags") ?? []
        order = fields.integer("order")
        aliases = fields.strings("aliases") ?? []
        askedAs = fields.strings("asked_as") ?? []
        related = fields.strings("related") ?? []
        author = fields.string("author")
        reviewed = fields.day("reviewed")
        reviewAfterDays = fields.days("review_after")
        visibility = fields.choice("visibility", Visibility.self) ?? .public
        publish = fields.day("publish")
        expires = fields.day("expires")
        isDraft = fields.boolean("draft") ?? false
        language = fields.value("language", "a language like en or pt-BR", Language.tag)
        minutes = fields.minutes("time")
        prerequisites = fields.strings("prerequisites") ?? []
        series = fields.string("series")
        translates = fields.string("translates")
    }
}
