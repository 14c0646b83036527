// What is wrong with a schema itself.

extension JSONSchema {
    private static let types: Set<String> = [
        "null", "boolean", "number", "integer", "string", "array", "object",
    ]

    /// What keeps the schema from meaning anything; a default that breaks its own rule counts.
    public var complaints: [String] { Self.complaints(of: document, at: "", in: document, depth: 0) }

    private static func complaints(
        of schema: JSONValue, at path: String, in root: JSONValue, depth: Int
    ) -> [String] {
        guard depth < 64 else { return ["\(path): it is nested too deeply"] }
        if case .boolean = schema { return [] }
        guard let keywords = schema.object else { return ["\(path.isEmpty ? "/" : path): it is no object"] }
        var found: [String] = []
        for name in keywords["type"].map(names) ?? [] where !types.contains(name) {
            found.append("\(path)/type: there is no type “\(name)”")
        }
        if let usual = keywords["default"] {
            found += JSONSchema(schema).complaints(about: usual).map { "\(path)/default: \($0.message)" }
        }
        for (name, inner) in (keywords["properties"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            found += complaints(of: inner, at: "\(path)/properties/\(name)", in: root, depth: depth + 1)
        }
        for keyword in ["items", "additionalProperties"] {
            guard let inner = keywords[keyword] else { continue }
            found += complaints(of: inner, at: "\(path)/\(keyword)", in: root, depth: depth + 1)
        }
        return found
    }
}
