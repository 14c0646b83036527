// What is wrong in a content folder, said so that a writer can mend it.

/// One thing that is wrong, where it is, and what to do next.
public struct Diagnostic: Sendable, Equatable, CustomStringConvertible {
    /// The closed list of what can be wrong.
    public enum Code: String, Sendable, CaseIterable {
        case unreadableFile = "unreadable-file"
        case unclosedFrontMatter = "unclosed-front-matter"
        case invalidYAML = "invalid-yaml"
        case unknownField = "unknown-field"
        case wrongType = "wrong-type"
        case missingTitle = "missing-title"
        case addressClash = "address-clash"
    }

    /// Which kind of thing is wrong.
    public let code: Code
    /// The path below the content folder.
    public let file: String
    /// Counted from 1.
    public let line: Int
    /// Counted from 1, in characters.
    public let column: Int
    /// What is wrong and what to do next, in a sentence or two.
    public let message: String

    /// `guides/install.md:3:1: …`, as compilers write it.
    public var description: String { "\(file):\(line):\(column): \(message) [\(code.rawValue)]" }
}

/// Everything that keeps a content folder from becoming a site, all at once.
public struct ContentErrors: Error, Sendable, Equatable, CustomStringConvertible {
    /// In the order of files, then lines.
    public let diagnostics: [Diagnostic]

    /// A line for each.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
