// What somebody typed to find a ticket, taken apart. Whatever it is, it is words: there is no syntax
// that could go wrong or do harm.

internal import Foundation
public import Tickets

/// The words to find a ticket by. All of them must be there; the last one may be unfinished.
public struct TicketQuery: Sendable, Equatable {
    /// The most words; what comes behind is not looked for.
    public static let mostWords = 12
    /// The most characters of a word.
    public static let longestWord = 64

    /// Runs of letters, marks and digits, as they were typed.
    public let words: [String]
    /// Whether the last word may be the beginning of one: somebody is still typing it.
    public let isLastUnfinished: Bool
    /// The ticket that was asked for by its number: `T-12`, `12`.
    public let id: TicketID?

    /// Takes a text apart.
    public init(_ text: String) {
        let typed = String(text.unicodeScalars.prefix(2_000))
        words = Self.words(of: typed).prefix(Self.mostWords).map {
            String($0.unicodeScalars.prefix(Self.longestWord))
        }
        // With a letter or two too many words begin, but where words are written with signs, two are many.
        let last = words.last?.unicodeScalars
        isLastUnfinished =
            (last?.count ?? 0) > (last?.allSatisfy(\.isASCII) == true ? 2 : 1)
            && typed.unicodeScalars.last.map(Self.isPartOfWord) == true
        let bare = typed.split(whereSeparator: \.isWhitespace)
        id =
            bare.count == 1
            ? TicketID(bare[0].uppercased()) ?? Int64(bare[0]).flatMap { $0 > 0 ? TicketID($0) : nil } : nil
    }

    /// The words of a text.
    static func words(of text: String) -> [String] {
        text.unicodeScalars.split { !isPartOfWord($0) }.map { String($0) }
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}

extension String {
    /// As words are compared: without case and diacritics.
    var folded: String {
        folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}
