// Heading ids: made of the heading's words, unique on a page.

/// Gives each heading of one page its id.
struct HeadingIdentifiers {
    private var taken: Set<String> = []
    private var ancestors: [(level: Int, slug: String)] = []

    /// The id for the next heading: its words; equal headings take their parent's words in front,
    /// and a number only where that is not enough.
    mutating func next(for title: String, level: Int) -> String {
        let slug = Slug.make(from: title)
        while let last = ancestors.last, last.level >= level { ancestors.removeLast() }
        var candidates = [slug]
        if let parent = ancestors.last { candidates.append("\(parent.slug)-\(slug)") }
        ancestors.append((level, slug))
        for candidate in candidates where taken.insert(candidate).inserted { return candidate }
        var number = 2
        while !taken.insert("\(slug)-\(number)").inserted { number += 1 }
        return "\(slug)-\(number)"
    }
}
