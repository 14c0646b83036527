// Slugs: a title as a part of an address.

/// Turns words into something that reads well in an address.
public enum Slug {
    /// Lower-case letters and digits of any script with single hyphens between the words;
    /// `section` where nothing is left.
    public static func make(from title: String) -> String {
        var slug = ""
        for character in title.lowercased() {
            if character.isLetter || character.isNumber {
                slug.append(character)
            } else if character != "'", character != "’", slug.last != "-", !slug.isEmpty {
                slug.append("-")
            }
        }
        if slug.last == "-" { slug.removeLast() }
        return slug.isEmpty ? "section" : slug
    }
}
