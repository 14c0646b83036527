// What a result is shown with, decoded.

/// An answer's texts.
struct UnitText: Sendable {
    struct Section: Sendable {
        let heading: String
        let anchor: String
        let passage: String
    }

    let source: String
    let url: String
    let page: String
    let kind: String
    let breadcrumb: [String]
    let tags: [String]
    /// Whether it is one question of several on its page.
    let isQuestion: Bool
    let sections: [Section]

    /// An answer of a file of texts; what stands before it is passed over, not decoded.
    ///
    /// - Parameter place: its position in the file, from 0.
    static func read(
        _ reader: inout PackedReader, at place: Int
    ) throws(PackedReader.Unreadable) -> UnitText? {
        var rest = place
        while !reader.isAtEnd {
            var article = reader
            for _ in 0..<4 { try reader.skipText() }
            for _ in 0..<2 {
                for _ in 0..<(try reader.count()) { try reader.skipText() }
            }
            let count = try reader.count()
            for number in 0..<count {
                if number == rest { return try UnitText(&article, answer: &reader) }
                _ = try reader.number()
                for _ in 0..<(try reader.count()) {
                    try reader.skipText()
                    let code = try reader.number()
                    if code & 1 == 1 { _ = try reader.slice(code >> 1) }
                    try reader.skipText()
                }
            }
            rest -= count
        }
        return nil
    }
}

extension UnitText {
    fileprivate init(
        _ article: inout PackedReader, answer: inout PackedReader
    ) throws(PackedReader.Unreadable) {
        source = try article.text()
        url = try article.text()
        page = try article.text()
        kind = try article.text()
        breadcrumb = try article.texts()
        tags = try article.texts()
        isQuestion = try answer.number() == 1
        var sections: [Section] = []
        for _ in 0..<(try answer.count()) { sections.append(try Section(&answer, behind: sections)) }
        self.sections = sections
    }
}

extension UnitText.Section {
    fileprivate init(
        _ reader: inout PackedReader, behind before: [UnitText.Section]
    ) throws(PackedReader.Unreadable) {
        heading = try reader.text()
        let code = try reader.number()
        if code & 1 == 1 {
            anchor = String(decoding: try reader.slice(code >> 1), as: UTF8.self)
        } else if code == 0 {
            anchor = String(decoding: Slug.simple(heading), as: UTF8.self)
        } else {
            guard code >> 1 <= before.count else { throw PackedReader.Unreadable() }
            let parent = before[before.count - (code >> 1)].anchor
            anchor = String(decoding: Slug.joined(parent, Slug.simple(heading)), as: UTF8.self)
        }
        passage = try reader.text()
    }
}
