// A few words of a writer's, in one language or in several.

/// Words that a writer has written once for all languages, or for each.
public struct TranslatedText: Sendable, Equatable {
    /// By language; under an empty key what stands for all others.
    private let texts: [String: String]

    /// The same words in every language.
    public init(_ text: String) {
        texts = ["": text]
    }

    /// Words by language.
    ///
    /// - Parameter fallback: the language whose words stand for others; where it has none, the first
    ///   of the alphabet does.
    init(_ texts: [String: String], fallback: String) {
        let other = texts[fallback] ?? texts.sorted { $0.key < $1.key }.first?.value ?? ""
        self.texts = texts.merging(["": other]) { own, _ in own }
    }

    /// The words for readers of a language: `de` also for `de-AT`.
    public func callAsFunction(_ language: String) -> String {
        texts[language] ?? texts[String(language.prefix { $0 != "-" })] ?? texts[""] ?? ""
    }
}
