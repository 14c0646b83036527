// Variables in a line that is no Markdown: a title, a description.

/// Fills in what `{{name}}` stands for.
public enum Variables {
    /// A line of plain text with its variables filled in.
    ///
    /// - Returns: the text, and the first name in it that stands for nothing and so stays as it is.
    public static func filled(_ line: String, _ variables: [String: String]) -> (
        text: String, unknown: String?
    ) {
        var line = line
        return line.withUTF8 { words in
            guard words.holds("{{") else { return (words.string, nil) }
            var filled: [UInt8] = []
            var unknown: String?
            var index = 0
            while index < words.count {
                guard let name = Placeholder.name(in: words, at: index), !name.isSnippet else {
                    filled.append(words[index])
                    index += 1
                    continue
                }
                if let value = variables[name.name] {
                    filled += Array(value.utf8)
                } else {
                    unknown = unknown ?? name.name
                    filled += words[index..<name.end]
                }
                index = name.end
            }
            return (String(decoding: filled, as: UTF8.self), unknown)
        }
    }
}
