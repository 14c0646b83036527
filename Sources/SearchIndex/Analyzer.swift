// From text to the terms that are searched: words, folded, stemmed.

internal import CSnowball
internal import Foundation

/// Cuts text into words and reduces words to stems.
///
/// A word is a run of letters, marks and numbers; it is lower-cased and loses its combining marks
/// (Unicode, canonical decomposition). Stems are those of Snowball's English stemmer.
final class Analyzer {
    private let stemmer: OpaquePointer?
    private var stems: [String: String] = [:]

    init() {
        stemmer = sb_stemmer_new("english", "UTF_8")
    }

    deinit {
        sb_stemmer_delete(stemmer)
    }

    /// The folded words of a text, in order.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: continue
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
                .decimalNumber, .letterNumber, .otherNumber:
                // A sigma that ends a word is the same letter: whether a lower-casing writes it so
                // differs from program to program.
                word.unicodeScalars.append(scalar == "ς" ? "σ" : scalar)
            default:
                if !word.isEmpty { words.append(word) }
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// The stem of a folded word.
    func stem(_ word: String) -> String {
        if let known = stems[word] { return known }
        let bytes = Array(word.utf8)
        guard let stem = sb_stemmer_stem(stemmer, bytes, Int32(bytes.count)) else { return word }
        let length = Int(sb_stemmer_length(stemmer))
        let result = String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
        stems[word] = result
        return result
    }
}
