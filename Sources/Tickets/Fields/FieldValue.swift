// What a custom field holds.

/// The value of a custom field.
public enum FieldValue: Sendable, Hashable {
    case text(String)
    case number(Double)
    case choice(String)
    case date(LocalDate)
    case checkbox(Bool)

    /// The value with its type in front, as events hold it: `choice:blue`.
    public var tagged: String {
        switch self {
        case .text(let text): "text:\(text)"
        case .number(let number): "number:\(number)"
        case .choice(let choice): "choice:\(choice)"
        case .date(let date): "date:\(date)"
        case .checkbox(let isOn): "checkbox:\(isOn)"
        }
    }

    /// Reads what ``tagged`` writes; `nil` for anything else.
    public init?(tagged text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let value = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "text": self = .text(value)
        case "number":
            guard let number = Double(value), number.isFinite else { return nil }
            self = .number(number)
        case "choice": self = .choice(value)
        case "date":
            guard let date = LocalDate(value) else { return nil }
            self = .date(date)
        case "checkbox":
            guard let isOn = Bool(value) else { return nil }
            self = .checkbox(isOn)
        default: return nil
        }
    }
}

extension FieldValue: Codable {
    /// Reads the tagged text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = FieldValue(tagged: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no field's value")
        }
        self = value
    }

    /// Writes the tagged text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tagged)
    }
}
