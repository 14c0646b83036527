// The kinds of values that only the form's settings have.

internal import Yams

extension YAMLFields {
    /// A mapping with fields of its own, read by `read`, which must take every field it knows.
    mutating func mapping<Value>(_ name: String, _ read: (inout YAMLFields) -> Value) -> Value? {
        let mapping: Node.Mapping? = take(name, "fields, written as `name: value`") { node in
            if case .mapping(let mapping) = node { mapping } else { nil }
        }
        guard let mapping else { return nil }
        var inner = YAMLFields(self, mapping)
        let value = read(&inner)
        inner.rejectUnknownFields()
        diagnostics += inner.diagnostics
        return value
    }

    /// Text in one language, or a mapping of languages to texts.
    mutating func translated(_ name: String, fallback: String) -> TranslatedText? {
        take(name, "text, or texts by language like {en: Order, de: Bestellung}") { node in
            if let text = node.text { return text.isEmpty ? nil : TranslatedText(text) }
            guard case .mapping(let mapping) = node else { return nil }
            var texts: [String: String] = [:]
            for (key, value) in mapping {
                guard let tag = key.string.flatMap(Language.tag), let text = value.text, !text.isEmpty
                else { return nil }
                texts[tag] = text
            }
            return texts.isEmpty ? nil : TranslatedText(texts, fallback: fallback)
        }
    }

    /// Things to choose: each a text, or an entry with `id` and `label`.
    mutating func choices(_ name: String, fallback: String) -> [FormField.Choice]? {
        let nodes: [Node]? = take(name, "a list of texts, or of entries with id and label") { node in
            guard case .sequence(let sequence) = node else { return nil }
            return sequence.allSatisfy { $0.text != nil || $0.mapping != nil } ? Array(sequence) : nil
        }
        guard let nodes else { return nil }
        var choices: [FormField.Choice] = []
        for node in nodes {
            guard let choice = choice(node, fallback) else { continue }
            if choices.contains(where: { $0.id == choice.id }) {
                report("wrong-entry", node.mark, "“\(choice.id)” stands there twice: leave one.")
            } else {
                choices.append(choice)
            }
        }
        return choices
    }

    private mutating func choice(_ node: Node, _ fallback: String) -> FormField.Choice? {
        if let text = node.text {
            guard !text.isEmpty else {
                report("wrong-entry", node.mark, "there is nothing to choose: write what it is called.")
                return nil
            }
            return FormField.Choice(id: text, label: TranslatedText(text))
        }
        guard case .mapping(let mapping) = node else { return nil }
        var entry = YAMLFields(self, mapping)
        let id = entry.required("id", "a choice has a name for rules and plugins: `id: billing`")
        let label = entry.translated("label", fallback: fallback)
        entry.rejectUnknownFields()
        diagnostics += entry.diagnostics
        guard let id else { return nil }
        return FormField.Choice(id: id, label: label ?? TranslatedText(id))
    }

    /// Conditions: a mapping of fields to a value or a list of values.
    mutating func conditions(
        _ name: String
    ) -> [(condition: FormField.Condition, line: Int, column: Int)] {
        let found: [(FormField.Condition, Mark?)]? = take(name, "a mapping like {topic: billing}") { node in
            guard case .mapping(let mapping) = node else { return nil }
            var found: [(FormField.Condition, Mark?)] = []
            for (key, value) in mapping {
                guard let field = key.string, let values = Self.values(value) else { return nil }
                found.append((FormField.Condition(field: field, values: values), key.mark))
            }
            return found
        }
        return (found ?? []).map { ($0, lineOffset + ($1?.line ?? 1), $1?.column ?? 1) }
    }

    private static func values(_ node: Node) -> [String]? {
        // A checkbox is `yes` or `no`, however YAML writes it.
        func value(_ node: Node) -> String? {
            node.text.map { ["true": "yes", "false": "no", "on": "yes", "off": "no"][$0] ?? $0 }
        }
        if let one = value(node) { return [one] }
        guard case .sequence(let sequence) = node, !sequence.isEmpty else { return nil }
        let values = sequence.compactMap(value)
        return values.count == sequence.count ? values : nil
    }
}
