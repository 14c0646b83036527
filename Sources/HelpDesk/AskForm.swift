// The form in which a customer asks a person, and what is wrong with it.

/// What a customer filled in, as it is stored: see `String.storable`.
public struct AskForm: Sendable, Equatable {
    /// The parts of the form.
    public enum Field: String, Sendable, CaseIterable {
        case name
        case address
        case subject
        case body
    }

    /// The closed list of what can be wrong with a field.
    public enum Mistake: Sendable, CaseIterable {
        case missing
        case tooLong
        case severalLines
        case noAddress
    }

    /// The form's key: one key, one ticket.
    public let key: String
    /// Who asks.
    public let name: String
    /// Their mail address.
    public let address: String
    /// What it is about.
    public let subject: String
    /// The question.
    public let body: String

    /// The longest text a field takes, in bytes of UTF-8.
    public static func limit(of field: Field) -> Int {
        field == .body ? 64 * 1024 : 300
    }

    /// A form as it was sent.
    public init(key: String, name: String = "", address: String = "", subject: String = "", body: String = "")
    {
        self.key = key
        self.name = name.storable.trimmed
        self.address = address.storable.trimmed
        self.subject = subject.storable.trimmed
        self.body = body.storable
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

    /// Everything that is wrong, by field; empty when nothing is.
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
        if mistakes[.address] == nil, !Self.looksLikeAddress(address) { mistakes[.address] = .noAddress }
        return mistakes
    }

    /// What is wrong with a field, in words for the customer.
    public static func words(for mistake: Mistake, in field: Field) -> String {
        switch (mistake, field) {
        case (.missing, .name): "Please tell us your name."
        case (.missing, .address): "Please give us an address, so that we can answer."
        case (.missing, .subject): "Please say in a few words what it is about."
        case (.missing, .body): "Please write your question."
        case (.tooLong, _): "This is too long: at most \(limit(of: field)) bytes fit here."
        case (.severalLines, _): "Please write this in one line."
        case (.noAddress, _): "This does not look like a mail address. It has an @ in the middle."
        }
    }

    private static func hasControlCharacters(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// Loose on purpose: whether an address works is known once a mail has arrived.
    private static func looksLikeAddress(_ address: String) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !String($0).isBlank }
            && !address.contains { $0.isWhitespace || "<>,;\"".contains($0) }
    }
}

/// A form could not be taken in.
public struct AskFormError: Error, Sendable, Equatable {
    /// What is wrong with each field.
    public let mistakes: [AskForm.Field: AskForm.Mistake]
}
