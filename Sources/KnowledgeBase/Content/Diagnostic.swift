// What is wrong in a content folder, said so that a writer can mend it.

/// One thing that is wrong, where it is, and what to do next.
public struct Diagnostic: Sendable, Equatable, CustomStringConvertible {
    /// How much it matters.
    public enum Severity: String, Sendable, CaseIterable, Comparable {
        /// A reader would stumble over it.
        case warning
        /// A reader finds something broken.
        case error
        /// No site can be built of it: a page that cannot be read, two pages with one address.
        case fatal

        /// What matters more comes later.
        public static func < (a: Severity, b: Severity) -> Bool {
            allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
        }
    }

    /// Which lint or rule says so: `broken-link`.
    public let code: String
    /// How much it matters.
    public let severity: Severity
    /// The path below the content folder.
    public let file: String
    /// Counted from 1.
    public let line: Int
    /// Counted from 1, in characters.
    public let column: Int
    /// What is wrong and what to do next, in a sentence or two.
    public let message: String

    /// Something that is wrong.
    public init(
        _ code: String, _ severity: Severity, file: String, line: Int = 1, column: Int = 1, _ message: String
    ) {
        self.code = code
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `guides/install.md:3:1: error: … [broken-link]`, as compilers write it.
    public var description: String {
        let place = "\(Self.inOneLine(file)):\(line):\(column)"
        return "\(place): \(severity.rawValue): \(Self.inOneLine(message)) [\(code)]"
    }

    /// A text with its control characters escaped: a file's name may hold a line's end, and what
    /// stands behind it would look like a message of its own.
    private static func inOneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        return text.unicodeScalars.map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7F
                ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }.joined()
    }

    /// What keeps the site from being built first, then in the order in which people read them.
    public static func isMoreUrgent(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
        let isFatal = [a, b].map { $0.severity == .fatal }
        return isFatal[0] == isFatal[1] ? precedes(a, b) : isFatal[0]
    }

    /// The order in which people read them: by file, line, column, code.
    public static func precedes(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
        (a.file, a.line, a.column, a.code, a.message) < (b.file, b.line, b.column, b.code, b.message)
    }
}
