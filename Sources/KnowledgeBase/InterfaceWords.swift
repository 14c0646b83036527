// The words that a site itself says, by language: data that a writer can extend.

/// The words of the interface in one language.
public struct InterfaceWords: Sendable, Equatable {
    private var words: [String: String]

    /// Reads a file of words: `key: text` lines.
    ///
    /// - Parameter fallback: is asked for every key that the file does not have.
    public init(_ file: SourceFile, fallback: InterfaceWords? = nil) {
        let yaml = String(decoding: file.bytes, as: UTF8.self)
        let own = YAMLFields.allTexts(file: file.path, yaml: yaml)
        words = (fallback?.words ?? [:]).merging(own) { _, own in own }
    }

    /// The text for a key; the key itself where no file has one, so that it is seen.
    public subscript(key: String) -> String { words[key] ?? key }

    /// The text for a key with its placeholders filled in: `{count}`, `{date}`.
    public func callAsFunction(_ key: String, _ values: KeyValuePairs<String, String>) -> String {
        values.reduce(self[key]) { text, value in text.replacing("{\(value.key)}", with: value.value) }
    }

    /// All words by their keys.
    public var all: [String: String] { words }
}
