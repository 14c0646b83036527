// `form` in site.yaml, read field by field.

extension FormSettings {
    /// Reads the settings; mistakes are told with their places, and what has one is left out.
    ///
    /// - Parameter language: the site's, whose words stand for languages without any.
    init(_ entry: inout YAMLFields, language: String) {
        topics = entry.choices("topics", fallback: language) ?? []
        let label = entry.translated("topic_label", fallback: language)
        let isRequired = entry.boolean("topic_required")
        if !topics.isEmpty {
            fields.append(topicField(label, isRequired: isRequired ?? false))
        } else {
            if label != nil {
                entry.complain(
                    "wrong-entry", about: "topic_label", "there are no topics that it could stand over.")
            }
            if isRequired == true {
                entry.complain(
                    "wrong-entry", about: "topic_required", "there are no topics to choose from: list some.")
            }
        }
        var taken = fields
        let own =
            entry.list("fields") { field -> FormField? in
                let read = Self.field(&field, after: taken, language)
                if let read { taken.append(read) }
                return read
            } ?? []
        fields += own
        if fields.count > Self.mostFields {
            entry.complain("wrong-entry", about: "fields", "\(Self.mostFields) fields are the most.")
        }
        let limits = entry.attachments()
        attachments = limits.isWanted ? limits.attachments : nil
    }

    private func topicField(_ label: TranslatedText?, isRequired: Bool) -> FormField {
        FormField(
            id: Self.topicID, kind: .choice, label: label ?? TranslatedText(""), help: nil,
            isRequired: isRequired,
            choices: topics, least: nil, most: nil, conditions: [])
    }

    private static func field(
        _ entry: inout YAMLFields, after others: [FormField], _ language: String
    ) -> FormField? {
        let id = entry.required("id", "a field has a name for rules and plugins: `id: order_number`")
        let label = entry.translated("label", fallback: language)
        let kind = entry.choice("type", FormField.Kind.self) ?? .text
        let help = entry.translated("help", fallback: language)
        let isRequired = entry.boolean("required") ?? false
        let choices = entry.choices("choices", fallback: language)
        let (least, most) = (entry.decimal("min"), entry.decimal("max"))
        let conditions = entry.conditions("when").filter { entry.allows($0, others) }.map(\.condition)
        if entry.isMistaken("when") {
            entry.complain(
                "wrong-condition", about: "when",
                "when this field is asked for cannot be read: mend its “when”.",
                .fatal)
        }
        guard let id else { return nil }
        var isWhole = true
        func complain(_ name: String, _ message: String) {
            entry.complain("wrong-entry", about: name, message)
            isWhole = false
        }
        if !isKey(id) { complain("id", "an id has lower-case letters, digits and “_”, 64 at most.") }
        if id == topicID { complain("id", "“topic” is the field of the topics: name this one otherwise.") }
        if others.contains(where: { $0.id == id }) {
            complain("id", "there is another field “\(id)”: rename one of them.")
        }
        if label == nil, !entry.isMistaken("label") {
            complain("id", "a field has a label that people read: `label: Order number`.")
        }
        if kind == .choice, choices?.isEmpty != false, !entry.isMistaken("choices") {
            complain("id", "a choice has something to choose: `choices: [small, large]`.")
        }
        if kind != .choice, choices != nil { complain("choices", "only `type: choice` has choices.") }
        if kind != .number, least != nil || most != nil {
            complain(least == nil ? "max" : "min", "only `type: number` has a smallest and a largest number.")
        }
        if let least, let most, least > most { complain("max", "the largest number is below the smallest.") }
        guard isWhole, let label, kind != .choice || choices?.isEmpty == false else { return nil }
        return FormField(
            id: id, kind: kind, label: label, help: help, isRequired: isRequired, choices: choices ?? [],
            least: least, most: most, conditions: conditions)
    }

    private static func isKey(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
    }
}

extension YAMLFields {
    /// A number with or without a fraction.
    fileprivate mutating func decimal(_ name: String) -> Double? {
        value(name, "a number") { Double($0).flatMap { $0.isFinite ? $0 : nil } }
    }

    /// Whether a condition is about a field that stands before, and about a value that it can have.
    fileprivate mutating func allows(
        _ found: (condition: FormField.Condition, line: Int, column: Int), _ others: [FormField]
    ) -> Bool {
        func complain(_ message: String) {
            diagnostics.append(
                Diagnostic(
                    "wrong-condition", .fatal, file: file, line: found.line, column: found.column, message))
        }
        let condition = found.condition
        guard let other = others.first(where: { $0.id == condition.field }) else {
            var message = "there is no field “\(condition.field)” before this one"
            let nearest = Spelling.nearest(to: condition.field, in: others.map(\.id))
            message += nearest.map { ": did you mean “\($0)”?" } ?? "."
            complain(message)
            return false
        }
        let possible =
            switch other.kind {
            case .choice: other.choices.map(\.id)
            case .checkbox: ["yes", "no"]
            case .text, .longText, .number, .date, .email: condition.values
            }
        for value in condition.values where !possible.contains(value) {
            var message = "“\(other.id)” cannot be “\(value)”"
            message += Spelling.nearest(to: value, in: possible).map { ": did you mean “\($0)”?" } ?? "."
            complain(message)
            return false
        }
        return true
    }

    /// `attachments: false`, or a mapping of limits.
    fileprivate mutating func attachments() -> (isWanted: Bool, attachments: FormSettings.Attachments) {
        var limits = FormSettings.Attachments()
        if isScalar("attachments") { return (boolean("attachments") ?? true, limits) }
        _ = mapping("attachments") { entry in
            func limit(_ name: String, _ range: ClosedRange<Int>) -> Int? {
                entry.value(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
                    Int(text).flatMap { range.contains($0) ? $0 : nil }
                }
            }
            limits.count = limit("count", 1...20) ?? limits.count
            limits.eachMegabytes = limit("each_mb", 1...100) ?? limits.eachMegabytes
            limits.totalMegabytes =
                limit("total_mb", 1...200) ?? max(limits.totalMegabytes, limits.eachMegabytes)
        }
        return (true, limits)
    }
}
