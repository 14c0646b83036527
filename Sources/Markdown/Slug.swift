// Slugs: a title as a part of an address.

/// Turns words into something that reads well in an address.
public enum Slug {
    /// Lower-case letters and digits of any script with single hyphens between the words;
    /// `section` where nothing is left.
    public static func make(from title: String) -> String {
        var title = title
        return title.withUTF8 { make(from: $0) }
    }

    static func make(from title: Bytes) -> String {
        let slug = ascii(title) ?? unicode(title.string)
        return slug.isEmpty ? "section" : slug
    }

    /// The slug of a title in ASCII; `nil` for any other.
    private static func ascii(_ title: Bytes) -> String? {
        var isForeign = false
        let slug = String(unsafeUninitializedCapacity: title.count) { target in
            var count = 0
            for byte in title {
                if byte >= 0x80 {
                    isForeign = true
                    return 0
                }
                if byte.isAlphanumeric {
                    target[count] = byte.lowercased
                    count += 1
                } else if byte != ASCII.apostrophe, count > 0, target[count - 1] != ASCII.hyphen {
                    target[count] = ASCII.hyphen
                    count += 1
                }
            }
            return count > 0 && target[count - 1] == ASCII.hyphen ? count - 1 : count
        }
        return isForeign ? nil : slug
    }

    private static func unicode(_ title: String) -> String {
        var slug = ""
        for character in title.lowercased() {
            if character.isLetter || character.isNumber {
                slug.append(character)
            } else if character != "'", character != "’", slug.last != "-", !slug.isEmpty {
                slug.append("-")
            }
        }
        if slug.last == "-" { slug.removeLast() }
        return slug
    }
}
