// All lints, in the order of their names.

extension Lint {
    /// Every lint there is.
    public static let all: [Lint] =
        ([
            bareAddress, brokenAnchor, brokenLink, brokenReference, caseClash, doubleQuestion, doubleTitle,
            emptyHeading, headingJump, idleSilence, invalidAlias, invalidWords, longTitle, missingAltText,
            missingImage, missingWords, orphan, overdueReview, oversizedImage, remoteImage, reservedAddress,
            secondTitle,
            serverAddress, startingText, staticClash, translationBehind, unknownLint, unknownThemeFile,
            unknownWord,
            unlistedLanguage, unusedFile,
        ] + ofText).sorted { $0.name < $1.name }
}
