// Links to a heading that a page does not have.

internal import Markdown

extension Lint {
    static let brokenAnchor = Lint(
        name: "broken-anchor", severity: .error,
        summary: "A link leads to a heading that its page does not have.",
        explanation: """
            What stands behind `#` is the id of a heading, made of its words. When the words change, the \
            id does, too; `## Refunds {#refunds}` fixes it. A first heading that became the page's title \
            has no id: link to the page alone.
            """,
        triggering: [
            Example(
                [
                    "a.md": page(
                        "A", "[Below](#refunds), [there](b.md#how-log), [b](/b#how-logn)\n\n## Refund\n"),
                    "b.md": page("B", "## How long\n"),
                ],
                finds: [
                    "a.md:4:9: error: this page has no heading with the id “refunds”: did you mean “#refund”? "
                        + "[broken-anchor]",
                    "a.md:4:28: error: b.md has no heading with the id “how-log”: did you mean “#how-long”? "
                        + "[broken-anchor]",
                    "a.md:4:47: error: b.md has no heading with the id “how-logn”: did you mean “#how-long”? "
                        + "[broken-anchor]",
                ]),
            Example(
                ["a.md": page("A", "[B](b.md#get-started)"), "b.md": "# Get started\n\nText.\n"],
                finds: [
                    "a.md:4:5: error: b.md has no heading with the id “get-started”: it became the page's "
                        + "title, so link to the page alone. [broken-anchor]"
                ]),
        ],
        nonTriggering: [
            Example([
                "a.md": page(
                    "A",
                    "[Fixed](b.md#fixed), [top](#), [raw](b.md#raw), [umlaut](b.md#%C3%BCber), [text](b.md#:~:text=Words), [site](/b/#fixed)"
                ),
                "b.md": page("B", "## Words {#fixed}\n\n## Über\n\n<a id=\"raw\"></a>"),
            ])
        ],
        check: { subject in
            var anchors = Anchors(subject)
            var addresses = SiteAddresses(subject)
            let settings = subject.knowledgeBase.settings
            return subject.inLinks { article, link, target in
                guard !link.isImage, let hash = link.destination.utf8.firstIndex(of: UInt8(ascii: "#")) else {
                    return nil
                }
                // Behind `:~:` stands what the browser looks for in the text (WICG, text fragments).
                let fragment = link.destination[link.destination.utf8.index(after: hash)...]
                let isPlain = !fragment.utf8.contains(UInt8(ascii: "~"))
                let id =
                    isPlain
                    ? fragment
                    : fragment[..<(fragment.firstRange(of: ":~:")?.lowerBound ?? fragment.endIndex)]
                switch target {
                case .article(let position): return anchors.message(id, in: position, from: article)
                case .elsewhere where hash == link.destination.startIndex:
                    guard let position = subject.knowledgeBase.position(ofPath: article.path) else {
                        return nil
                    }
                    return anchors.message(id, in: position, from: article)
                case .elsewhere where SiteAddresses.isAddress(link.destination):
                    let page = addresses.place(addresses.path(link.destination)).article
                    return page.flatMap { anchors.message(id, in: $0, from: article) }
                case .collection, .elsewhere, .file, .hidden, .missing, .outside: return nil
                }
            }
        })
}

/// The ids of pages, collected once a link asks for one.
private struct Anchors {
    private let subject: LintSubject
    private var ids: [Int: Set<String>] = [:]

    init(_ subject: LintSubject) {
        self.subject = subject
    }

    /// What is wrong with a link to an id of a page; `nil` when nothing is.
    mutating func message(_ written: Substring, in position: Int, from article: Article) -> String? {
        // HTML (section 7.4.6.3): an empty fragment and `top` are the beginning of the page.
        if written.isEmpty || written == "top" { return nil }
        if has(String(written), position) { return nil }
        let id = Destination.decoded(written)
        if has(id, position) { return nil }
        let ids = ids(of: position)
        let target = subject.knowledgeBase.articles[position]
        let place = target.path == article.path ? "this page" : target.path
        let message = "\(place) has no heading with the id “\(id)”"
        if target.titleIsHeading, Self.letters(target.title) == Self.letters(id) {
            return "\(message): it became the page's title, so link to the page alone."
        }
        guard let nearest = Spelling.nearest(to: id, in: ids) else {
            return ids.isEmpty
                ? "\(message), nor with any other: link to the page alone."
                : "\(message): look for the right heading, or link to the page alone."
        }
        return "\(message): did you mean “#\(nearest)”?"
    }

    /// Most pages have few headings and are asked once: a set of them would cost more than it saves.
    private mutating func has(_ id: String, _ position: Int) -> Bool {
        let count = subject.findings[position].headings.count
        if count > 64 { return ids(of: position).contains(id) }
        for number in 0..<count where subject.findings[position].headings[number].id == id { return true }
        return subject.findings[position].anchors.contains(id)
    }

    private mutating func ids(of position: Int) -> Set<String> {
        if let known = ids[position] { return known }
        let findings = subject.findings[position]
        let found = Set(findings.headings.map(\.id) + findings.anchors)
        ids[position] = found
        return found
    }

    private static func letters(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
