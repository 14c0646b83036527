// Anchors that need not be written, because they follow from headings.

/// The anchors that most headings have.
enum Slug {
    /// How many sections back an anchor may lie that another begins with.
    static let mostBack = 31

    /// ASCII letters in lower case and digits, a hyphen for each run of other signs between them.
    static func simple(_ heading: String) -> [UInt8] {
        var slug: [UInt8] = []
        var isApart = false
        for byte in heading.utf8 {
            let letter = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            guard letter.isDigit || letter >= 0x61 && letter <= 0x7A else {
                isApart = true
                continue
            }
            if isApart, !slug.isEmpty { slug.append(0x2D) }
            isApart = false
            slug.append(letter)
        }
        return slug
    }

    /// The anchor of a heading below another.
    static func joined(_ parent: String, _ own: [UInt8]) -> [UInt8] {
        Array(parent.utf8) + [0x2D] + own
    }
}
