// A field of the form in which a reader asks a person, as site.yaml describes it.

/// A field that a writer adds to the form.
public struct FormField: Sendable, Equatable {
    /// What a field takes.
    public enum Kind: String, Sendable, CaseIterable {
        case text
        case longText = "long text"
        case choice
        case checkbox
        case number
        case date
        case email
    }

    /// One of several things to choose.
    public struct Choice: Sendable, Equatable {
        /// What events, plugins and rules call it.
        public let id: String
        /// What people read.
        public let label: TranslatedText
    }

    /// When a field is asked for.
    public struct Condition: Sendable, Equatable {
        /// The other field.
        public let field: String
        /// What it must hold: one of these.
        public let values: [String]
    }

    /// What events, plugins and rules call it.
    public let id: String
    /// What it takes.
    public let kind: Kind
    /// What people read beside it.
    public let label: TranslatedText
    /// A sentence that helps to fill it in.
    public let help: TranslatedText?
    /// Whether the form cannot be sent without it; a checkbox must then be ticked.
    public let isRequired: Bool
    /// What there is to choose.
    public let choices: [Choice]
    /// The smallest number.
    public let least: Double?
    /// The largest number.
    public let most: Double?
    /// When it is asked for: all of them must hold. Each is about a field that stands before it.
    public let conditions: [Condition]

    /// The longest text that it takes, in bytes.
    public var longestBytes: Int { kind == .longText ? 16_384 : 300 }
}
