// Language tags, as file names and settings write them.

/// Language tags (BCP 47) of the short forms that help centres use: `de`, `pt-BR`, `zh-Hant`.
public enum Language {
    /// The tag in its usual spelling; `nil` when the text is none.
    public static func tag(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (2...3).contains(parts[0].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) } })
        else { return nil }
        let language = parts[0].lowercased()
        guard parts.count == 2 else { return language }
        switch parts[1].utf8.count {
        case 2: return "\(language)-\(parts[1].uppercased())"
        case 4: return "\(language)-\(parts[1].prefix(1).uppercased())\(parts[1].dropFirst().lowercased())"
        default: return nil
        }
    }

    /// Whether text of this language runs from right to left.
    public static func isRightToLeft(_ tag: String) -> Bool {
        ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"].contains(tag.prefix { $0 != "-" })
    }
}
