// The pages that examples are made of.

extension Lint {
    /// An article with a title; its text begins on line 4.
    static func page(_ title: String, _ text: String = "Text.") -> String {
        "---\ntitle: \(title)\n---\n\(text)\n"
    }

    /// An article with more front matter, a line of it for each field; the first stands on line 3.
    static func page(_ title: String, fields: [String], _ text: String = "Text.") -> String {
        "---\ntitle: \(title)\n\(fields.map { "\($0)\n" }.joined())---\n\(text)\n"
    }
}
