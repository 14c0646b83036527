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

    /// All answers of a file of texts.
    static func all(_ reader: inout PackedReader) throws(PackedReader.Unreadable) -> [UnitText] {
        var units: [UnitText] = []
        while !reader.isAtEnd {
            let (source, url) = (try reader.text(), try reader.text())
            let (page, kind) = (try reader.text(), try reader.text())
            let (breadcrumb, tags) = (try reader.texts(), try reader.texts())
            for _ in 0..<(try reader.count()) {
                let isQuestion = try reader.number() == 1
                var sections: [Section] = []
                for _ in 0..<(try reader.count()) { sections.append(try Section(&reader)) }
                units.append(
                    UnitText(
                        source: source, url: url, page: page, kind: kind, breadcrumb: breadcrumb, tags: tags,
                        isQuestion: isQuestion, sections: sections))
            }
        }
        return units
    }
}

extension UnitText.Section {
    fileprivate init(_ reader: inout PackedReader) throws(PackedReader.Unreadable) {
        heading = try reader.text()
        let length = try reader.number()
        if length == 0 {
            anchor = String(decoding: Slug.simple(heading), as: UTF8.self)
        } else {
            anchor = String(decoding: try reader.slice(length - 1), as: UTF8.self)
        }
        passage = try reader.text()
    }
}
