// Heading ids: made of the heading's words, unique on a page.

/// Gives each heading of one page its id.
struct HeadingIdentifiers {
    private var taken: Set<String> = []
    private var ancestors: [(level: Int, slug: String)] = []
    /// The next number to try for a slug that is taken, so that many equal headings stay cheap.
    private var numbers: [String: Int] = [:]

    /// The id for the next heading: its words; equal headings take their parent's words in front,
    /// and a number only where that is not enough.
    mutating func next(for title: Bytes, level: Int) -> String {
        let slug = Slug.make(from: title)
        let parent = enter(level, slug)
        if taken.insert(slug).inserted { return slug }
        if let parent, taken.insert("\(parent)-\(slug)").inserted { return "\(parent)-\(slug)" }
        var number = numbers[slug, default: 2]
        while !taken.insert("\(slug)-\(number)").inserted { number += 1 }
        numbers[slug] = number + 1
        return "\(slug)-\(number)"
    }

    /// Takes the id that a writer fixed; `false` when it is taken already.
    mutating func fix(_ id: String, level: Int) -> Bool {
        _ = enter(level, id)
        return taken.insert(id).inserted
    }

    /// Opens a heading's section and gives the slug of the one around it.
    private mutating func enter(_ level: Int, _ slug: String) -> String? {
        while let last = ancestors.last, last.level >= level { ancestors.removeLast() }
        defer { ancestors.append((level, slug)) }
        return ancestors.last?.slug
    }
}
