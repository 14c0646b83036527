// What is wrong with a stored desk.

/// Something that is wrong with a database or its files.
public struct StoreFinding: Sendable, Equatable, CustomStringConvertible {
    /// The closed list of what can be wrong.
    public enum Code: String, Sendable, CaseIterable {
        case unreadable
        case damaged
        case danglingReference = "dangling-reference"
        case otherVersion = "other-version"
        case stateDiffers = "state-differs"
        case notSearchable = "not-searchable"
        case missingFile = "missing-file"
        case alteredFile = "altered-file"
    }

    /// What is wrong.
    public let code: Code
    /// With what: a ticket, a table, a file. Never words of a person.
    public let subject: String

    init(_ code: Code, _ subject: String) {
        self.code = code
        self.subject = subject
    }

    /// What is wrong and what to do next.
    public var description: String {
        let words =
            switch code {
            case .unreadable: "it cannot be read as a database: restore a backup."
            case .damaged: "the database is damaged: restore a backup. What SQLite says of it stands before."
            case .danglingReference: "a row points to one that is not there: restore a backup."
            case .otherVersion:
                "the tables are those of another version: start `porchlight serve` of the newest one."
            case .stateDiffers: "the ticket is not what its events say: restore a backup."
            case .notSearchable: "not every ticket is in the search index: export, and import anew."
            case .missingFile: "the bytes of an attached file are gone: restore a backup."
            case .alteredFile: "an attached file is not what was sent: restore a backup."
            }
        return "\(subject): \(words) [\(code.rawValue)]"
    }
}
