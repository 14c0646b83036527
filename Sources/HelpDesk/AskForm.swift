// The form in which a customer asks a person, and what is wrong with it.

/// What a customer filled in.
public struct AskForm: Sendable, Equatable {
    /// The parts of the form.
    public enum Field: String, Sendable, CaseIterable {
        case name
        case address
        case subject
        case body
    }

    /// The form's key: one key, one ticket.
    public var key: String
    /// Who asks.
    public var name: String
    /// Their mail address.
    public var address: String
    /// What it is about.
    public var subject: String
    /// The question.
    public var body: String

    /// The longest text a field takes, in bytes of UTF-8.
    public static func limit(of field: Field) -> Int {
        field == .body ? 64 * 1024 : 300
    }

    /// A form as it was sent.
    public init(key: String, name: String = "", address: String = "", subject: String = "", body: String = "")
    {
        self.key = key
        self.name = name
        self.address = address
        self.subject = subject
        self.body = body
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

    /// Everything that is wrong, by field, in words for the customer; empty when nothing is.
    public var errors: [Field: String] {
        var errors: [Field: String] = [:]
        for field in Field.allCases {
            let text = self[field]
            if text.allSatisfy(\.isWhitespace) {
                errors[field] = Self.request(for: field)
            } else if text.utf8.count > Self.limit(of: field) {
                errors[field] = "This is too long: at most \(Self.limit(of: field)) bytes fit here."
            } else if field != .body, Self.hasControlCharacters(text) {
                errors[field] = "Please write this in one line."
            }
        }
        if errors[.address] == nil, !Self.looksLikeAddress(address) {
            errors[.address] = "This does not look like a mail address. It has an @ in the middle."
        }
        return errors
    }

    private static func request(for field: Field) -> String {
        switch field {
        case .name: "Please tell us your name."
        case .address: "Please give us an address, so that we can answer."
        case .subject: "Please say in a few words what it is about."
        case .body: "Please write your question."
        }
    }

    private static func hasControlCharacters(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// Loose on purpose: whether an address works is known once a mail has arrived.
    private static func looksLikeAddress(_ address: String) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && !address.contains { $0.isWhitespace || "<>,;\"".contains($0) }
    }
}

/// A form could not be taken in.
public struct AskFormError: Error, Sendable, Equatable {
    /// What is wrong with each field, in words for the customer.
    public let errors: [AskForm.Field: String]
}
