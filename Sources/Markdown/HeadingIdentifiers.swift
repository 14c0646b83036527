// Heading ids: made of the heading's words, unique on a page.

/// Gives each heading of one page its id.
struct HeadingIdentifiers {
    private var taken: Set<String>
    /// What writers fixed further down the page: no other heading gets it first.
    private var claimed: Set<String> = []
    private var ancestors: [(level: Int, slug: String)] = []
    /// The next number to try for a slug that is taken, so that many equal headings stay cheap.
    private var numbers: [String: Int] = [:]

    /// - Parameter reserved: the ids that the page around the text has.
    init(reserved: Set<String>) {
        taken = reserved
    }

    /// Keeps an id for the heading that it was fixed for.
    mutating func claim(_ id: String) {
        claimed.insert(id)
    }

    /// The id for the next heading: its words; equal headings take their parent's words in front,
    /// and a number only where that is not enough.
    mutating func next(for title: Bytes, level: Int) -> String {
        var slug = Slug.make(from: title)
        if Self.isOurs(slug) { slug = "section-\(slug)" }
        let parent = enter(level, slug)
        if take(slug) { return slug }
        if let parent, take("\(parent)-\(slug)") { return "\(parent)-\(slug)" }
        var number = numbers[slug, default: 2]
        while !take("\(slug)-\(number)") { number += 1 }
        numbers[slug] = number + 1
        return "\(slug)-\(number)"
    }

    /// Takes the id that a writer fixed; `false` when it is taken already.
    mutating func fix(_ id: String, level: Int) -> Bool {
        _ = enter(level, id)
        return !Self.isOurs(id) && taken.insert(id).inserted
    }

    private mutating func take(_ id: String) -> Bool {
        !claimed.contains(id) && taken.insert(id).inserted
    }

    /// Whether an id is one of those that footnotes and tabs have: `fn-1`, `fnref-1-2`, `tabs-1-1`.
    private static func isOurs(_ id: String) -> Bool {
        ["fn-", "fnref-", "tabs-"].contains { prefix in
            id.hasPrefix(prefix) && id.utf8.dropFirst(prefix.utf8.count).first?.isDigit == true
        }
    }

    /// Opens a heading's section and gives the slug of the one around it.
    private mutating func enter(_ level: Int, _ slug: String) -> String? {
        while let last = ancestors.last, last.level >= level { ancestors.removeLast() }
        defer { ancestors.append((level, slug)) }
        return ancestors.last?.slug
    }
}
