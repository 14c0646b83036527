// The form in which a customer asks a person, and what is wrong with it.

public import Tickets

/// What a customer filled in, as it is stored: see `String.storable`.
public struct AskForm: Sendable, Equatable {
    /// The parts that every form has.
    public enum Field: String, Sendable, CaseIterable {
        case name
        case address
        case subject
        case body
    }

    /// The closed list of what can be wrong with them.
    public enum Mistake: Sendable, CaseIterable {
        case missing
        case tooLong
        case severalLines
        case noAddress
    }

    /// The form's key: one key, one ticket. Empty for a form without.
    public let key: String
    /// Who asks.
    public let name: String
    /// Their mail address.
    public let address: String
    /// What it is about.
    public let subject: String
    /// The question.
    public let body: String
    /// The fields that the operator has added.
    public let fields: FieldSet
    /// What was filled in for them, by their keys.
    public let filled: [String: String]
    /// The language of the form.
    public var language: String?
    /// The page that the customer came from.
    public var article: String?
    /// The files that came with it; their bytes are kept already.
    public var attachments: [Attachment] = []
    /// Whether a field was filled in that people do not see.
    public var isLured = false

    /// The custom field that holds the page that a customer came from.
    public static let articleKey = "came_from"

    /// The longest text a field takes, in bytes of UTF-8.
    public static func limit(of field: Field) -> Int {
        field == .body ? 64 * 1024 : 300
    }

    /// A form as it was sent.
    public init(
        key: String, name: String = "", address: String = "", subject: String = "", body: String = "",
        fields: FieldSet = .none, filled: [String: String] = [:]
    ) {
        self.key = key
        self.name = name.storable.trimmed
        self.address = address.storable.trimmed
        self.subject = subject.storable.trimmed
        self.body = body.storable
        self.fields = fields
        self.filled = filled.mapValues(\.storable)
    }

    /// A field's text.
    public subscript(field: Field) -> String {
        switch field {
        case .name: name
        case .address: address
        case .subject: subject
        case .body: body
        }
    }

    /// Everything that is wrong with the parts that every form has; empty when nothing is.
    public var mistakes: [Field: Mistake] {
        var mistakes: [Field: Mistake] = [:]
        for field in Field.allCases {
            let text = self[field]
            if text.isBlank {
                mistakes[field] = .missing
            } else if text.utf8.count > Self.limit(of: field) {
                mistakes[field] = .tooLong
            } else if field != .body, Self.hasControlCharacters(text) {
                mistakes[field] = .severalLines
            }
        }
        if mistakes[.address] == nil, !MailAddress.isLikely(address) { mistakes[.address] = .noAddress }
        return mistakes
    }

    /// Everything that is wrong with the fields that the operator has added.
    public var fieldMistakes: [FieldMistake] { fields.read { filled[$0] }.mistakes }

    /// What the ticket is told beside subject and text.
    var commands: [TicketCommand] {
        var commands = fields.read { filled[$0] }.commands
        if let article, !article.isEmpty {
            commands.append(.setField(Self.articleKey, .text(article.storable), isPersonal: true))
        }
        if let language { commands.append(.setLanguage(language)) }
        return commands
    }

    private static func hasControlCharacters(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
    }
}

/// A form could not be taken in.
public struct AskFormError: Error, Sendable, Equatable {
    /// What is wrong with the parts that every form has.
    public let mistakes: [AskForm.Field: AskForm.Mistake]
    /// What is wrong with the others.
    public let fieldMistakes: [FieldMistake]
}
