// Why the store could not do what it was asked.

/// The store's own error: a code and a number, never a statement or a value, which hold customers'
/// words.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The closed list of what can go wrong.
    public enum Code: String, Sendable, CaseIterable {
        case busy
        case full
        case readOnly = "read-only"
        case diskFailed = "disk-failed"
        case unreadable
        case missingFile = "missing-file"
        case missingMessage = "missing-message"
        case notEmpty = "not-empty"
        case overloaded
        case failed
    }

    /// What went wrong.
    public let code: Code
    /// The database's own number for it.
    public let number: Int

    /// An error.
    public init(_ code: Code, number: Int) {
        self.code = code
        self.number = number
    }

    /// What is wrong and what to do next.
    public var description: String {
        let sentence =
            switch code {
            case .busy: "another program holds the database: end it, or wait until it is done."
            case .full: "the disk is full: make room."
            case .readOnly: "the database cannot be written: give this user the right to."
            case .diskFailed:
                "the disk does not do what it is asked: see whether it is well, and not read-only meanwhile."
            case .unreadable: "the database is damaged or is none: put a good copy in its place."
            case .missingFile: "an attached file is not there any more: attach it once more."
            case .missingMessage: "a message of the ticket is missing, or there is one too many."
            case .notEmpty: "it holds tickets already: begin with an empty one."
            case .overloaded: "more waits to be written than can be: try again in a moment."
            case .failed:
                "the database refused it, which is a fault of the program: say so to who makes it, with the number."
            }
        return "\(sentence) [\(code.rawValue), \(number)]"
    }
}
