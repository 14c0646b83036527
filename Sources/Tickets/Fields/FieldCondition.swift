// When a field is asked for at all.

/// A condition on what was filled in for another field.
public struct FieldCondition: Sendable, Equatable {
    /// The other field's key.
    public let key: String
    /// What it must hold: one of these. A checkbox holds `yes` or `no`.
    public let values: [String]

    /// A condition.
    public init(key: String, values: [String]) {
        self.key = key
        self.values = values
    }

    /// Whether a field holds what is wanted.
    ///
    /// - Parameter value: what was filled in for the other field; `nil` for nothing.
    func holds(for value: FieldValue?) -> Bool {
        values.contains(value?.plain ?? "")
    }
}

extension FieldValue {
    /// The value as it is written in a form, without its type: `blue`, `yes`, `3.5`.
    public var plain: String {
        switch self {
        case .text(let text), .choice(let text): text
        case .number(let number): number.short
        case .date(let date): "\(date)"
        case .checkbox(let isOn): isOn ? "yes" : "no"
        }
    }
}
