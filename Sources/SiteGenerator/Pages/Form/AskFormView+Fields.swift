// The fields that a writer has added to the form.

internal import KnowledgeBase
internal import Markdown

extension AskFormView {
    /// A field with its label, its help, its condition in words, and what is wrong with it. What its
    /// condition is stands in attributes, too, for the script.
    func field(_ field: FormField) -> HTML {
        let name = "field.\(field.id)"
        let help: HTML? = field.help.map { "<p class=\"facts\" id=\"\(name)-help\">\($0(language))</p>" }
        let isCheckbox = field.kind == .checkbox
        let label: HTML = "\(self.label(field)) \(field.isRequired ? nil : isCheckbox ? nil : optional)"
        let control = self.control(field, name)
        let inside: HTML =
            isCheckbox
            ? "<label>\(control) <span>\(label)</span></label>"
            : "<label for=\"\(name)\">\(label)</label>\n\(control)"
        return """
            <div class="field\(isCheckbox ? " check" : "")"\(condition(field))>\(conditionWords(field))
            \(inside)
            \(help)\(complaint(name))</div>
            """
    }

    private func label(_ field: FormField) -> String {
        let label = field.label(language)
        return label.isEmpty ? words["form_topic"] : label
    }

    private func control(_ field: FormField, _ name: String) -> HTML {
        let value = state.values[name] ?? ""
        // A browser would insist on what the condition does away with.
        let isRequired: HTML? = field.isRequired && field.conditions.isEmpty ? " required" : nil
        let rest: HTML =
            " id=\"\(name)\" name=\"\(name)\"\(isRequired)\(marks(name, help: field.help != nil))"
        switch field.kind {
        case .longText: return "<textarea rows=\"5\"\(rest)>\n\(value)</textarea>"
        case .choice: return choice(field, value, rest)
        case .checkbox:
            return "<input type=\"checkbox\" value=\"yes\"\(value == "yes" ? " checked" : "")\(rest)>"
        case .number:
            let least: HTML? = field.least.map { " min=\"\(Self.short($0))\"" }
            let most: HTML? = field.most.map { " max=\"\(Self.short($0))\"" }
            return "<input type=\"number\" step=\"any\" value=\"\(value)\"\(least)\(most)\(rest)>"
        case .text, .date, .email:
            return "<input type=\"\(field.kind.rawValue)\" value=\"\(value)\"\(rest)>"
        }
    }

    private func choice(_ field: FormField, _ value: String, _ rest: HTML) -> HTML {
        let options: [HTML] = field.choices.map { choice in
            let isChosen: HTML? = choice.id == value ? " selected" : nil
            return "<option value=\"\(choice.id)\"\(isChosen)>\(choice.label(language))</option>\n"
        }
        return "<select\(rest)><option value=\"\">\(words["form_choose"])</option>\n\(options)</select>"
    }

    /// A number without a fraction where there is none.
    static func short(_ number: Double) -> String {
        number.description.hasSuffix(".0") ? String(number.description.dropLast(2)) : number.description
    }

    private func condition(_ field: FormField) -> HTML? {
        guard !field.conditions.isEmpty else { return nil }
        var json = PageBuffer(capacity: 256)
        json.raw("{")
        for (number, condition) in field.conditions.enumerated() {
            if number > 0 { json.raw(",") }
            json.json("field.\(condition.field)")
            json.raw(":[")
            for (number, value) in condition.values.enumerated() {
                if number > 0 { json.raw(",") }
                json.json(value)
            }
            json.raw("]")
        }
        json.raw("}")
        return " data-when=\"\(String(decoding: json.bytes, as: UTF8.self))\""
    }

    /// The condition for people whose browser runs no script.
    private func conditionWords(_ field: FormField) -> [HTML] {
        field.conditions.compactMap { condition in
            guard let other = settings.form.fields.first(where: { $0.id == condition.field }) else {
                return nil
            }
            let values = condition.values.map { value in
                switch other.kind {
                case .checkbox: words[value == "yes" ? "form_yes" : "form_no"]
                default: other.choices.first { $0.id == value }?.label(language) ?? value
                }
            }
            let sentence = words(
                "form_when", ["field": label(other), "values": values.joined(separator: ", ")])
            return "<p class=\"facts when\">\(sentence)</p>"
        }
    }
}
