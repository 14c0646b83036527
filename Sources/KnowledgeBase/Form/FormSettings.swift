// The form in which a reader asks a person, as site.yaml describes it under `form`.

/// What the form asks for beside name, address, subject and question.
public struct FormSettings: Sendable, Equatable {
    /// The identifier of the field that ``topics`` are the choices of.
    public static let topicID = "topic"
    /// The most fields.
    public static let mostFields = 50

    /// What files may be attached to a question.
    public struct Attachments: Sendable, Equatable {
        /// How many files.
        public var count = 5
        /// How long one may be, in MB.
        public var eachMegabytes = 10
        /// How long all of them may be together, in MB.
        public var totalMegabytes = 25

        /// The usual limits.
        public init() {}
    }

    /// What a question can be about. A field of its own stands for them in ``fields``.
    public var topics: [FormField.Choice] = []
    /// The fields in their order; that of the topics is the first.
    public var fields: [FormField] = []
    /// What files may be attached; `nil` for none.
    public var attachments: Attachments? = Attachments()

    /// A form with nothing but name, address, subject, question and files.
    public init() {}
}
