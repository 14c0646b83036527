// What can be wrong with a model's file.

/// A model cannot be used.
public struct ModelError: Error, Equatable, CustomStringConvertible {
    /// What is wrong with a model's file.
    public enum Code: Equatable, Sendable {
        /// It cannot be opened; why.
        case unreadable(String)
        /// It is a file of another kind.
        case notAModel
        /// A later version of the program wrote it.
        case newer(version: UInt32)
        /// Its end is missing.
        case truncated
        /// Its bytes are not those that were written.
        case damaged
        /// It could not be written; why.
        case unwritable(String)
    }

    /// The file.
    public let path: String
    /// What is wrong.
    public let code: Code

    init(_ path: String, _ code: Code) {
        self.path = path
        self.code = code
    }

    /// What is wrong and what to do next, for the operator.
    public var description: String {
        let again = "Train it again: porchlight plugin run learned-router train FILE --model \(path)"
        return switch code {
        case .unreadable(let reason): "\(path): the model cannot be read: \(reason)."
        case .notAModel: "\(path): this is not a model of learned-router. \(again)"
        case .newer(let version):
            "\(path): a later version of Porchlight wrote this model (format \(version), this program "
                + "reads up to \(ModelLayout.version)). Update Porchlight, or train it again."
        case .truncated: "\(path): the end of the model is missing. \(again)"
        case .damaged: "\(path): the model is damaged: its bytes are not those that were written. \(again)"
        case .unwritable(let reason): "\(path): the model cannot be written: \(reason)."
        }
    }
}
