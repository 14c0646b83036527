// The fields that site.yaml describes, as the desk stores them.

internal import KnowledgeBase
internal import Tickets

extension FormSettings {
    /// The fields as custom fields of tickets. What is asked of a person in their own words is theirs,
    /// and can be erased; so is a day, which may be that of their birth.
    var fieldSet: FieldSet {
        let definitions = fields.map { field in
            FieldDefinition(
                key: field.id, title: field.label("en"), kind: Self.kind(field),
                isRequired: field.isRequired, isPersonal: field.kind == .date,
                conditions: field.conditions.map { FieldCondition(key: $0.field, values: $0.values) })
        }
        // What is read from site.yaml keeps the rules of a field set.
        return (try? FieldSet(definitions)) ?? .none
    }

    private static func kind(_ field: FormField) -> FieldDefinition.Kind {
        switch field.kind {
        case .text, .longText: return .text(longestBytes: field.longestBytes)
        case .email: return .address
        case .choice: return .choice(field.choices.map(\.id))
        case .checkbox: return .checkbox
        case .date: return .date
        case .number:
            let most = Double.greatestFiniteMagnitude
            return .number((field.least ?? -most)...(field.most ?? most))
        }
    }

    /// What people read for a custom field and for its value.
    func words(for key: String, _ value: FieldValue, _ language: String) -> (title: String, value: String) {
        let field = fields.first { $0.id == key }
        let label = field?.label(language) ?? ""
        let plain = value.plain
        let chosen = field?.choices.first { $0.id == plain }?.label(language)
        return (label.isEmpty ? key : label, chosen ?? plain)
    }
}
