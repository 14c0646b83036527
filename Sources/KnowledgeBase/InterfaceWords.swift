// The words that a site itself says, by language: data that a writer can extend.

/// The words of the interface in one language.
public struct InterfaceWords: Sendable, Equatable {
    private var words: [String: String]

    /// Reads a file of words: `key: text` lines. What is wrong in it is for ``Lint`` to say.
    ///
    /// - Parameter fallback: is asked for every key that the file does not have.
    public init(_ file: SourceFile, fallback: InterfaceWords? = nil) {
        let own = WordsFile(file).words.map { ($0.name, $0.text) }
        words = (fallback?.words ?? [:]).merging(own) { _, own in own }
    }

    /// The words of a language that has none of its own: other words under the language's own name.
    public func named(_ language: String) -> InterfaceWords {
        var copy = self
        copy.words["language_name"] = Language.name(language) ?? language
        return copy
    }

    /// The text for a key; the key itself where no file has one, so that it is seen.
    public subscript(key: String) -> String { words[key] ?? key }

    /// The text for a key with its placeholders filled in: `{count}`, `{date}`.
    public func callAsFunction(_ key: String, _ values: KeyValuePairs<String, String>) -> String {
        // Byte by byte: every page of a site asks for some.
        var rest = self[key].utf8[...]
        var filled = ""
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            filled += Substring(rest[..<open])
            rest = rest[open...]
            guard let close = rest.firstIndex(of: UInt8(ascii: "}")),
                let value = values.first(where: { $0.key == Substring(rest[..<close].dropFirst()) })
            else {
                filled += "{"
                rest.removeFirst()
                continue
            }
            filled += value.value
            rest = rest[rest.index(after: close)...]
        }
        return filled + Substring(rest)
    }

    /// All words by their keys.
    public var all: [String: String] { words }
}
