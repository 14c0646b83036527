// What an operator asks for beside subject and text.

/// A custom field of tickets, as the operator defines it.
public struct FieldDefinition: Sendable, Equatable {
    /// What a field holds.
    public enum Kind: Sendable, Equatable {
        /// Words, at most so many bytes. Always personal.
        case text(longestBytes: Int)
        /// A mail address. Always personal.
        case address
        case number(ClosedRange<Double>)
        /// One of these.
        case choice([String])
        case date
        case checkbox
    }

    /// What events, plugins and rules call it: lower-case letters, digits, `_`.
    public let key: String
    /// What people read.
    public let title: String
    /// What it holds.
    public let kind: Kind
    /// Whether a ticket cannot be sent without it; a checkbox must then be ticked.
    public let isRequired: Bool
    /// Whether its values tell of a person: then they stand in no event, and can be erased.
    public let isPersonal: Bool
    /// When it is asked for: all of them must hold. Each is about a field that stands before it.
    public let conditions: [FieldCondition]

    /// A field.
    public init(
        key: String, title: String, kind: Kind, isRequired: Bool = false, isPersonal: Bool = false,
        conditions: [FieldCondition] = []
    ) {
        self.key = key
        self.title = title
        self.kind = kind
        self.isRequired = isRequired
        self.conditions = conditions
        switch kind {
        case .text, .address: self.isPersonal = true
        case .number, .choice, .date, .checkbox: self.isPersonal = isPersonal
        }
    }

    /// Reads what somebody typed or chose.
    ///
    /// - Returns: `nil` for an empty field that may be.
    /// - Throws: what is wrong, for whoever filled it in.
    public func value(from text: String) throws(FieldMistake) -> FieldValue? {
        let text = text.trimmed
        if text.isEmpty, kind != .checkbox {
            if isRequired { throw FieldMistake(key: key, .missing) }
            return nil
        }
        switch kind {
        case .text(let longest):
            guard text.utf8.count <= longest else { throw FieldMistake(key: key, .tooLong(bytes: longest)) }
            return .text(text)
        case .address:
            guard MailAddress.isLikely(text) else { throw FieldMistake(key: key, .notAnAddress) }
            return .text(text)
        case .number(let range):
            guard let number = Double(text), number.isFinite else {
                throw FieldMistake(key: key, .notANumber)
            }
            guard range.contains(number) else { throw FieldMistake(key: key, .outOfRange(range)) }
            return .number(number == 0 ? 0 : number)
        case .choice(let choices):
            guard choices.contains(text) else { throw FieldMistake(key: key, .notAChoice(choices)) }
            return .choice(text)
        case .date:
            guard let date = LocalDate(text) else { throw FieldMistake(key: key, .notADate) }
            return .date(date)
        case .checkbox:
            let isOn = ["on", "true", "1", "yes"].contains(text)
            if isRequired, !isOn { throw FieldMistake(key: key, .missing) }
            return .checkbox(isOn)
        }
    }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String {
        let head = drop(while: \.isWhitespace)
        return String(
            head[..<(head.lastIndex { !$0.isWhitespace }.map(head.index(after:)) ?? head.startIndex)])
    }
}
