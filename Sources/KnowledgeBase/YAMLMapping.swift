// YAML read field by field, so that every mistake has its line and column.

internal import Yams

/// A YAML mapping whose fields are taken one by one; what is left over at the end is unknown.
struct YAMLMapping {
    let file: String
    /// Lines of the file before the YAML's first.
    let lineOffset: Int
    private var fields: [(key: String, mark: Mark?, value: Node)] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var known: [String] = []

    /// Reads the YAML; nothing at all is an empty mapping.
    init(file: String, yaml: String, lineOffset: Int) {
        self.file = file
        self.lineOffset = lineOffset
        do {
            guard let node = try compose(yaml: yaml), !node.isNull else { return }
            guard case .mapping(let mapping) = node else {
                report(.wrongType, node.mark, "fields are expected here, written as `name: value`.")
                return
            }
            fields = mapping.map { (key: $0.key.string ?? "", mark: $0.key.mark, value: $0.value) }
        } catch let error as YamlError {
            report(error)
        } catch {
            report(.invalidYAML, nil, "this is not readable as YAML.")
        }
    }

    /// A field that holds text; `nil` when it is not there.
    mutating func string(_ name: String) -> String? {
        take(name, "text") { node in
            guard case .scalar(let scalar) = node, !node.isNull else { return nil }
            return scalar.string
        }
    }

    /// A field that holds a whole number; `nil` when it is not there.
    mutating func integer(_ name: String) -> Int? {
        take(name, "a whole number") { $0.int }
    }

    /// Reports what nobody asked for.
    mutating func rejectUnknownFields() {
        for field in fields where !known.contains(field.key) {
            let names = known.sorted().joined(separator: ", ")
            report(.unknownField, field.mark, "there is no field “\(field.key)”; the fields are \(names).")
        }
    }

    private mutating func take<Value>(
        _ name: String, _ expected: String, _ read: (Node) -> Value?
    ) -> Value? {
        known.append(name)
        guard let field = fields.first(where: { $0.key == name }) else { return nil }
        if let value = read(field.value) { return value }
        report(.wrongType, field.value.mark ?? field.mark, "“\(name)” must be \(expected).")
        return nil
    }

    private mutating func report(_ code: Diagnostic.Code, _ mark: Mark?, _ message: String) {
        diagnostics.append(
            Diagnostic(
                code: code, file: file, line: lineOffset + (mark?.line ?? 1), column: mark?.column ?? 1,
                message: message))
    }

    private mutating func report(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            report(.invalidYAML, mark, "the YAML cannot be read: \(problem).")
        case .duplicatedKeysInMapping(let duplicates, let context):
            report(.invalidYAML, context.mark, "these fields stand twice: \(duplicates.map { "\($0)" }).")
        default:
            report(.invalidYAML, nil, "this is not readable as YAML.")
        }
    }
}

extension Node {
    fileprivate var isNull: Bool { tag.description == Tag.Name.null.rawValue }
}
