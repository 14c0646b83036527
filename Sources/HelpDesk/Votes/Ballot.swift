// What a reader says of an article, as it arrives.

/// A reader's answer to "was this helpful?".
public struct Ballot: Sendable {
    /// The longest reason, in Unicode scalars; the input on the page takes no more either.
    public static let longestReason = 2_000

    /// The article's address.
    public let article: String
    /// Whether it helped.
    public let isHelpful: Bool
    /// What was missing or wrong.
    public let reason: String
    /// The key that the reader's device has made; empty where it makes none.
    public let deviceKey: String
    /// What the reader's browser calls itself.
    public let userAgent: String

    /// A ballot. A reason is kept as far as it fits.
    public init(article: String, isHelpful: Bool, reason: String, deviceKey: String, userAgent: String) {
        self.article = article
        self.isHelpful = isHelpful
        let storable = reason.storable
        let text = storable.isBlank ? "" : storable.trimmed
        self.reason = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.longestReason)))
        self.deviceKey = deviceKey
        self.userAgent = userAgent
    }
}
