// Parsed files in the cache's binary form. A field that is added here needs a new cache version.

internal import KnowledgeBase

extension Diagnostic {
    init(_ reader: inout ByteReader) throws(ByteReader.Unreadable) {
        let code = try reader.text()
        guard let severity = Severity(rawValue: try reader.text()) else { throw ByteReader.Unreadable() }
        self.init(
            code, severity, file: try reader.text(), line: try reader.integer(), column: try reader.integer(),
            try reader.text())
    }

    func write(to writer: inout ByteWriter) {
        writer.write(code)
        writer.write(severity.rawValue)
        writer.write(file)
        writer.write(line)
        writer.write(column)
        writer.write(message)
    }
}

extension ParsedFile {
    convenience init(_ reader: inout ByteReader) throws(ByteReader.Unreadable) {
        let path = try reader.text()
        let isPlain = try reader.flag()
        var matter = FrontMatter()
        matter.title = try reader.optional(Self.text)
        matter.description = try reader.text()
        if !isPlain { try Self.readMore(&reader, into: &matter) }
        self.init(
            path: path, matter: matter, headingTitle: try reader.optional(Self.text),
            bodyStart: try reader.integer(), bodyLine: try reader.integer(),
            diagnostics: try reader.list { reader throws(ByteReader.Unreadable) in try Diagnostic(&reader) })
    }

    func write(to writer: inout ByteWriter) {
        writer.write(path)
        // Most front matter says no more than title and description.
        var plain = FrontMatter()
        plain.title = matter.title
        plain.description = matter.description
        writer.write(plain == matter)
        writer.write(matter.title) { $0.write($1) }
        writer.write(matter.description)
        if plain != matter { writeMore(to: &writer) }
        writer.write(headingTitle) { $0.write($1) }
        writer.write(bodyStart)
        writer.write(bodyLine)
        writer.write(diagnostics) { writer, diagnostic in diagnostic.write(to: &writer) }
    }

    private static func readMore(
        _ reader: inout ByteReader, into matter: inout FrontMatter
    ) throws(ByteReader.Unreadable) {
        matter.kind = try choice(&reader)
        matter.visibility = try choice(&reader)
        matter.tags = try reader.list(text)
        matter.aliases = try reader.list(text)
        matter.askedAs = try reader.list(text)
        matter.related = try reader.list(text)
        matter.prerequisites = try reader.list(text)
        matter.order = try reader.optional(integer)
        matter.reviewAfterDays = try reader.optional(integer)
        matter.minutes = try reader.optional(integer)
        matter.author = try reader.optional(text)
        matter.language = try reader.optional(text)
        matter.series = try reader.optional(text)
        matter.translates = try reader.optional(text)
        matter.reviewed = try reader.optional(integer).map(CalendarDay.init(daysSince1970:))
        matter.publish = try reader.optional(integer).map(CalendarDay.init(daysSince1970:))
        matter.expires = try reader.optional(integer).map(CalendarDay.init(daysSince1970:))
        matter.isDraft = try reader.flag()
        matter.isHeldBack = try reader.flag()
    }

    private func writeMore(to writer: inout ByteWriter) {
        writer.write(matter.kind.rawValue)
        writer.write(matter.visibility.rawValue)
        for list in [matter.tags, matter.aliases, matter.askedAs, matter.related, matter.prerequisites] {
            writer.write(list) { $0.write($1) }
        }
        for number in [matter.order, matter.reviewAfterDays, matter.minutes] {
            writer.write(number) { $0.write($1) }
        }
        for text in [matter.author, matter.language, matter.series, matter.translates] {
            writer.write(text) { $0.write($1) }
        }
        for day in [matter.reviewed, matter.publish, matter.expires] {
            writer.write(day?.daysSince1970) { $0.write($1) }
        }
        writer.write(matter.isDraft)
        writer.write(matter.isHeldBack)
    }

    private static func text(_ reader: inout ByteReader) throws(ByteReader.Unreadable) -> String {
        try reader.text()
    }

    private static func integer(_ reader: inout ByteReader) throws(ByteReader.Unreadable) -> Int {
        try reader.integer()
    }

    private static func choice<Choice: RawRepresentable>(
        _ reader: inout ByteReader
    ) throws(ByteReader.Unreadable) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try reader.text()) else { throw ByteReader.Unreadable() }
        return choice
    }
}
