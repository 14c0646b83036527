// All lints, in the order of their names.

extension Lint {
    /// Every lint there is.
    public static let all: [Lint] =
        ([
            bareAddress, brokenAnchor, brokenLink, brokenReference, doubleQuestion, doubleTitle, headingJump,
            idleSilence, invalidAlias, longTitle, missingAltText, missingImage, orphan, overdueReview,
            oversizedImage, reservedAddress, serverAddress, staticClash, startingText, translationBehind,
            unknownLint,
            unusedFile,
        ] + ofText).sorted { $0.name < $1.name }
}
