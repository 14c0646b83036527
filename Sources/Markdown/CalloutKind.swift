// The kinds of callout.

/// The kinds of callout, as in GitHub's "alerts".
enum CalloutKind: String, CaseIterable {
    case note, tip, important, warning, caution

    /// What stands behind `[!`, in lower case.
    var marker: StaticString {
        switch self {
        case .note: "note]"
        case .tip: "tip]"
        case .important: "important]"
        case .warning: "warning]"
        case .caution: "caution]"
        }
    }

    /// Its title when it has none of its own.
    func word(in words: BlockWords) -> String {
        switch self {
        case .note: words.note
        case .tip: words.tip
        case .important: words.important
        case .warning: words.warning
        case .caution: words.caution
        }
    }
}
