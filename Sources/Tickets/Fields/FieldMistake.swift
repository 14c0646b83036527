// What is wrong with a value that somebody filled in.

/// A custom field that is not filled in right.
public struct FieldMistake: Error, Sendable, Equatable, CustomStringConvertible {
    /// The closed list of what can be wrong.
    public enum Reason: Sendable, Equatable {
        case missing
        case tooLong(bytes: Int)
        case notANumber
        case outOfRange(ClosedRange<Double>)
        case notAChoice([String])
        case notADate
        case notAnAddress
    }

    /// The field's key.
    public let key: String
    /// What is wrong.
    public let reason: Reason

    /// A mistake.
    public init(key: String, _ reason: Reason) {
        self.key = key
        self.reason = reason
    }

    /// What is wrong and what to do next. It repeats nothing that was filled in.
    public var description: String {
        switch reason {
        case .missing: "Please fill this in."
        case .tooLong(let bytes): "This is too long: \(bytes) characters are the most."
        case .notANumber: "Please write a number, like 12 or 3.5."
        case .outOfRange(let range):
            "Please write a number from \(range.lowerBound.short) to \(range.upperBound.short)."
        case .notAChoice(let choices): "Please choose one of: \(choices.joined(separator: ", "))."
        case .notADate: "Please write a date, like 2026-11-21."
        case .notAnAddress: "This does not look like a mail address. It has an @ in the middle."
        }
    }
}

extension Double {
    /// Without a fraction where there is none.
    var short: String {
        description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }
}
