// Whether something looks like a mail address.

/// Mail addresses, as people type them.
public enum MailAddress {
    /// Whether a text may be an address. Loose on purpose: whether it works is known once a mail has
    /// arrived.
    public static func isLikely(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { $0.contains(where: isVisible) }
            && !text.contains { $0.isWhitespace || "<>,;\"".contains($0) }
    }

    private static func isVisible(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
                && scalar.properties.generalCategory != .control
        }
    }
}
