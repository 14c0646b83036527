// YAML read field by field, so that every mistake has its line and column.

internal import Yams

/// The fields of a YAML mapping, taken one by one; what is left over at the end is unknown.
///
/// Only what is asked for is looked at, so aliases that grow without end cost nothing.
struct YAMLFields {
    let file: String
    /// Lines of the file before the YAML's first.
    let lineOffset: Int
    /// What fields are called in messages: `front matter`, `site.yaml`.
    let place: String
    private var fields: [(key: String, mark: Mark?, value: Node)] = []
    var diagnostics: [Diagnostic] = []
    private var known: [String] = []
    /// The fields whose values cannot be read.
    private(set) var unreadable: Set<String> = []

    /// Reads the YAML; nothing at all is an empty mapping.
    init(file: String, yaml: String, lineOffset: Int, place: String) {
        self.file = file
        self.lineOffset = lineOffset
        self.place = place
        do {
            guard let node = try compose(yaml: yaml), !node.isNull else { return }
            guard case .mapping(let mapping) = node else {
                report("wrong-type", node.mark, "fields are expected here, written as `name: value`.")
                return
            }
            fields = mapping.map { (key: $0.key.string ?? "", mark: $0.key.mark, value: $0.value) }
        } catch let error as YamlError {
            report(error, in: yaml)
        } catch {
            report("invalid-yaml", nil, "this is not readable as YAML.", .fatal)
        }
    }

    init(_ parent: YAMLFields, _ mapping: Node.Mapping) {
        file = parent.file
        lineOffset = parent.lineOffset
        place = parent.place
        fields = mapping.map { (key: $0.key.string ?? "", mark: $0.key.mark, value: $0.value) }
    }

    /// Every field of a file whose values are all texts, with its place; others are reported.
    mutating func allTexts() -> [(name: String, text: String, line: Int, column: Int)] {
        fields.compactMap { field in
            guard let text = field.value.text else {
                report("wrong-type", field.value.mark ?? field.mark, "“\(field.key)” must be text.")
                return nil
            }
            let place = position(of: field.key)
            return (field.key, text, place.line, place.column)
        }
    }

    // Taking fields

    /// Text; numbers, dates and words like `yes` count as the text they are written as.
    mutating func string(_ name: String) -> String? {
        take(name, "text") { $0.text }
    }

    /// Text that must be there.
    ///
    /// - Parameter message: what is expected, told where the field is missing or empty.
    mutating func required(_ name: String, _ message: String) -> String? {
        let before = diagnostics.count
        if let text = string(name), !text.isEmpty { return text }
        // One of the wrong type was reported already.
        if diagnostics.count == before { report("missing-field", fields.first?.mark, "\(message).") }
        return nil
    }

    /// A whole number.
    mutating func integer(_ name: String) -> Int? {
        take(name, "a whole number") { $0.text.flatMap { Int($0) } }
    }

    /// `true` or `false`; YAML 1.1's `yes`, `no`, `on`, `off` mean the same.
    mutating func boolean(_ name: String) -> Bool? {
        take(name, "true or false") { $0.bool }
    }

    /// A day.
    mutating func day(_ name: String) -> CalendarDay? {
        take(name, "a day like 2026-11-21") { $0.text.flatMap { CalendarDay($0) } }
    }

    /// One of a closed list of words.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, _: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue)
        return take(
            name, "one of \(words.joined(separator: ", "))",
            meant: { node in node.text.flatMap { Spelling.nearest(to: $0, in: words) } },
            { $0.text.flatMap(Choice.init(rawValue:)) })
    }

    /// Text that must be read by a rule of the caller's.
    mutating func value<Value>(_ name: String, _ expected: String, _ read: (String) -> Value?) -> Value? {
        take(name, expected) { $0.text.flatMap(read) }
    }

    /// A list of texts; a single text is a list of one.
    mutating func strings(_ name: String) -> [String]? {
        take(name, "a list of texts") { node in
            if let text = node.text { return [text] }
            guard case .sequence(let sequence) = node else { return nil }
            let texts = sequence.compactMap(\.text)
            return texts.count == sequence.count ? texts : nil
        }
    }

    /// A list of language tags.
    mutating func tags(_ name: String) -> [String]? {
        take(name, "a list of languages like [en, pt-BR]") { node in
            guard case .sequence(let sequence) = node else { return nil }
            let tags = sequence.compactMap { $0.text.flatMap(Language.tag) }
            return tags.count == sequence.count ? tags : nil
        }
    }

    /// A mapping of names to texts.
    mutating func texts(_ name: String) -> [String: String]? {
        take(name, "a mapping of names to texts") { node in
            guard case .mapping(let mapping) = node else { return nil }
            var texts: [String: String] = [:]
            for (key, value) in mapping {
                guard let key = key.string, let text = value.text else { return nil }
                texts[key] = text
            }
            return texts
        }
    }

    /// A list of mappings, each read by `read`, which must take every field it knows.
    mutating func list<Entry>(_ name: String, _ read: (inout YAMLFields) -> Entry?) -> [Entry]? {
        let mappings: [Node.Mapping]? = take(name, "a list of entries with fields") { node in
            guard case .sequence(let sequence) = node else { return nil }
            let mappings = sequence.compactMap { entry -> Node.Mapping? in
                if case .mapping(let mapping) = entry { mapping } else { nil }
            }
            return mappings.count == sequence.count ? mappings : nil
        }
        return mappings?.compactMap { mapping in
            var entry = YAMLFields(self, mapping)
            let value = read(&entry)
            entry.rejectUnknownFields()
            diagnostics += entry.diagnostics
            return value
        }
    }

    /// Whether a field was probably meant but cannot be read: it has the wrong type, or its name was
    /// written another way.
    func isMistaken(_ name: String) -> Bool {
        unreadable.contains(name)
            || fields.contains { field in
                field.key != name && !known.contains(field.key)
                    && Spelling.nearest(to: field.key.lowercased(), in: [name]) != nil
            }
    }

    /// Says something about a field's value.
    mutating func complain(
        _ code: String, about name: String, _ message: String, _ severity: Diagnostic.Severity = .error
    ) {
        let field = fields.first { $0.key == name } ?? fields.first
        report(code, field?.mark, message, severity)
    }

    /// Whether a field is there and is no list and no mapping.
    func isScalar(_ name: String) -> Bool {
        fields.first { $0.key == name }?.value.text != nil
    }

    /// Where a field stands, for messages about its value: line and column in the file.
    func position(of name: String) -> (line: Int, column: Int) {
        let field = fields.first { $0.key == name }
        return ((field?.mark?.line ?? 1) + lineOffset, field?.mark?.column ?? 1)
    }

    /// Reports that the fields make no sense together.
    mutating func reject(_ message: String) {
        report("wrong-entry", fields.first?.mark, message)
    }

    /// Reports what nobody asked for, with the nearest name that exists.
    mutating func rejectUnknownFields() {
        for field in fields where !known.contains(field.key) {
            var message = "\(place) has no field “\(field.key)”"
            if let nearest = Spelling.nearest(to: field.key, in: known) {
                message += ": did you mean “\(nearest)”?"
            } else {
                message += "; its fields are \(known.sorted().joined(separator: ", "))."
            }
            report("unknown-field", field.mark, message)
        }
    }

    mutating func take<Value>(
        _ name: String, _ expected: String, meant: (Node) -> String? = { _ in nil }, _ read: (Node) -> Value?
    ) -> Value? {
        known.append(name)
        guard let field = fields.first(where: { $0.key == name }), !field.value.isNull else { return nil }
        if let value = read(field.value) { return value }
        unreadable.insert(name)
        let hint = meant(field.value).map { ": did you mean “\($0)”?" } ?? "."
        report("wrong-type", field.value.mark ?? field.mark, "“\(name)” must be \(expected)\(hint)")
        return nil
    }

    mutating func report(
        _ code: String, _ mark: Mark?, _ message: String, _ severity: Diagnostic.Severity = .error
    ) {
        diagnostics.append(
            Diagnostic(
                code, severity, file: file, line: lineOffset + (mark?.line ?? 1), column: mark?.column ?? 1,
                message))
    }

    private mutating func report(_ error: YamlError, in yaml: String) {
        guard let fault = YAMLFault(error, in: yaml) else {
            return report("invalid-yaml", nil, "this is not readable as YAML.", .fatal)
        }
        diagnostics.append(
            Diagnostic(
                "invalid-yaml", .fatal, file: file, line: lineOffset + fault.line, column: fault.column,
                fault.message(lineOffset: lineOffset)))
    }
}

extension Node {
    var isNull: Bool { tag.description == Tag.Name.null.rawValue }

    /// The text of a scalar, as it is written.
    var text: String? {
        guard case .scalar(let scalar) = self, !isNull else { return nil }
        return scalar.string
    }
}
