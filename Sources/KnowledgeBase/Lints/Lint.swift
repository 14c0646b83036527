// A lint: something that readers would stumble over, how to find it, and examples of it.

/// A rule about the content that a program can check. It is data: its examples are its
/// documentation and its tests.
public struct Lint: Sendable {
    /// A small content folder, and what all lints together find in it.
    public struct Example: Sendable {
        /// Texts by their paths: articles, snippets, `site.yaml`; whatever else is a download.
        public let files: [String: String]
        /// Files that are given by what is known of them rather than by their bytes.
        public let pictures: [LintSubject.File]
        /// The day on which it is checked.
        public let date: String
        /// The diagnostics, as they are printed; none where all is well.
        public let finds: [String]

        /// A folder, and what is found in it.
        public init(
            _ files: [String: String], pictures: [LintSubject.File] = [], date: String = "2026-11-21",
            finds: [String] = []
        ) {
            self.files = files
            self.pictures = pictures
            self.date = date
            self.finds = finds
        }
    }

    /// One thing that is wrong.
    struct Finding {
        var file: String
        var line = 1
        var column = 1
        let message: String
    }

    /// What it is called in `site.yaml` and in messages: `broken-link`.
    public let name: String
    /// How much it matters.
    public let severity: Diagnostic.Severity
    /// What it finds, in a sentence.
    public let summary: String
    /// Why it matters and what to do, for writers.
    public let explanation: String
    /// Folders in which it finds something.
    public let triggering: [Example]
    /// Folders that look alike and are right as they are.
    public let nonTriggering: [Example]
    /// Looks. It knows no file and no clock.
    let check: @Sendable (LintSubject) -> [Finding]

    /// What it finds, whether or not somebody has silenced it.
    public func diagnostics(_ subject: LintSubject) -> [Diagnostic] {
        check(subject).map { finding in
            Diagnostic(
                name, severity, file: finding.file, line: finding.line, column: finding.column,
                finding.message)
        }
    }
}
