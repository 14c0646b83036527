// All custom fields of a desk.

/// The custom fields of a desk, in the order in which a form shows them.
public struct FieldSet: Sendable, Equatable {
    /// The most fields.
    public static let mostFields = 100

    /// The fields.
    public let definitions: [FieldDefinition]

    /// No fields.
    public static let none = FieldSet(checked: [])

    private init(checked definitions: [FieldDefinition]) {
        self.definitions = definitions
    }

    /// The fields of a desk.
    ///
    /// - Throws: all mistakes at once, each with its place below `fields`.
    public init(_ definitions: [FieldDefinition]) throws(SettingProblems) {
        var problems: [SettingProblem] = []
        if definitions.count > Self.mostFields {
            problems.append(.init(.tooLong, "fields", "\(Self.mostFields) fields are the most."))
        }
        for (number, field) in definitions.enumerated() {
            let place = "fields.\(field.key.isEmpty ? "[\(number + 1)]" : field.key)"
            if !Self.isKey(field.key) {
                problems.append(
                    .init(.outOfRange, place, "a key has lower-case letters, digits and “_” alone."))
            }
            if definitions[..<number].contains(where: { $0.key == field.key }) {
                problems.append(.init(.repeated, place, "there is another field of that key: rename it."))
            }
            problems += Self.problems(of: field.kind, place)
            for condition in field.conditions
            where !definitions[..<number].contains(where: { $0.key == condition.key }) {
                problems.append(
                    .init(.outOfRange, "\(place).when", "“\(condition.key)” must stand before this field."))
            }
        }
        guard problems.isEmpty else { throw SettingProblems(problems: problems) }
        self.definitions = definitions
    }

    /// Reads a filled-in form. A field whose conditions do not hold is not looked at.
    ///
    /// - Parameter text: what was filled in for a key; `nil` for nothing.
    /// - Returns: the commands that set the fields, and all mistakes.
    public func read(_ text: (String) -> String?) -> (commands: [TicketCommand], mistakes: [FieldMistake]) {
        var commands: [TicketCommand] = []
        var mistakes: [FieldMistake] = []
        var values: [String: FieldValue] = [:]
        for field in definitions where field.conditions.allSatisfy({ $0.holds(for: values[$0.key]) }) {
            do {
                guard let value = try field.value(from: text(field.key) ?? "") else { continue }
                values[field.key] = value
                commands.append(.setField(field.key, value, isPersonal: field.isPersonal))
            } catch {
                mistakes.append(error)
            }
        }
        return (commands, mistakes)
    }

    private static func isKey(_ key: String) -> Bool {
        (1...64).contains(key.utf8.count)
            && key.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    private static func problems(of kind: FieldDefinition.Kind, _ place: String) -> [SettingProblem] {
        switch kind {
        case .text(let longest):
            return longest > 0
                ? [] : [.init(.outOfRange, "\(place).longest", "a text has room for at least one byte.")]
        case .choice(let choices):
            if choices.isEmpty {
                return [.init(.empty, "\(place).choices", "there is nothing to choose: name choices.")]
            }
            let repeated = choices.enumerated().first { choices[..<$0.offset].contains($0.element) }
            return repeated.map {
                [.init(.repeated, "\(place).choices", "“\($0.element)” stands there twice: leave one.")]
            } ?? []
        case .address, .number, .date, .checkbox: return []
        }
    }
}
