// Stems: the forms of a word become one term.

internal import CSnowball

/// A Snowball stemmer (libstemmer 2.2). Not for use by several tasks at once.
final class Stemmer {
    /// Snowball's names of the languages, by the first part of their tags.
    private static let names = [
        "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
        "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
        "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
        "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
        "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
        "ta": "tamil", "tr": "turkish", "yi": "yiddish",
    ]

    private let handle: OpaquePointer?

    /// A stemmer for a language; one that leaves words alone where Snowball has none.
    init(language: String) {
        let name = Self.names[String(language.prefix { $0 != "-" })]
        handle = name.flatMap { sb_stemmer_new($0, "UTF_8") }
    }

    deinit {
        sb_stemmer_delete(handle)
    }

    /// Hands over the stem of a folded word; words with digits stay as they are.
    func withStem<Result>(
        of word: UnsafeBufferPointer<UInt8>, _ use: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        guard let handle, !word.contains(where: \.isDigit),
            let stem = sb_stemmer_stem(handle, word.baseAddress, Int32(word.count))
        else { return use(word) }
        return use(UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle))))
    }
}
