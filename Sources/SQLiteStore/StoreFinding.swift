// What is wrong with a stored desk.

/// Something that is wrong with a database or its files.
public struct StoreFinding: Sendable, Equatable, CustomStringConvertible {
    /// The closed list of what can be wrong.
    public enum Code: String, Sendable, CaseIterable {
        case locked
        case forbidden
        case unreadable
        case damaged
        case danglingReference = "dangling-reference"
        case otherVersion = "other-version"
        case stateDiffers = "state-differs"
        case lostMessage = "lost-message"
        case clockSetBack = "clock-set-back"
        case notSearchable = "not-searchable"
        case missingFile = "missing-file"
        case alteredFile = "altered-file"
        case leftoverPieces = "leftover-pieces"
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
            case .locked:
                "another program holds the database, so nobody can look into it: end it, and look again. "
                    + "Nothing speaks for the database being damaged."
            case .forbidden:
                "this user may not read it: run this as the user whose desk it is. "
                    + "Nothing speaks for the database being damaged."
            case .unreadable: "it cannot be read as a database: restore a backup."
            case .damaged: "the database is damaged: restore a backup. What SQLite says of it stands before."
            case .danglingReference: "a row points to one that is not there: restore a backup."
            case .otherVersion:
                "the tables are those of another version: start `porchlight serve` of the newest one."
            case .stateDiffers: "the ticket is not what its events say: restore a backup."
            case .lostMessage:
                "the ticket has had another number of messages than are stored: take them from a backup."
            case .clockSetBack:
                "later than this machine's clock: it was set back, or was wrong before. Set it right, and let it "
                    + "be kept right (NTP)."
            case .notSearchable: "not every ticket is in the search index: export, and import anew."
            case .missingFile: "the bytes of an attached file are gone: restore a backup."
            case .leftoverPieces:
                "begun by uploads that never came to their end: the next start of `porchlight serve` removes them."
            case .alteredFile: "an attached file is not what was sent: restore a backup."
            }
        return "\(subject): \(words) [\(code.rawValue)]"
    }
}
