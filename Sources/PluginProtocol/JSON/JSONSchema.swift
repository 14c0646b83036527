// As much of JSON Schema as manifests and the protocol's own schemas use.

/// A JSON Schema (draft 2020-12), of which these keywords count: `type`, `enum`, `const`,
/// `properties`, `required`, `additionalProperties`, `propertyNames` with `enum`, `items`,
/// `minimum`, `maximum`, `minLength`, `maxLength`, `minItems`, `maxItems`, `anyOf`, `oneOf`,
/// `$ref` within the document, `default`. Others are kept and do nothing.
public struct JSONSchema: Sendable, Equatable {
    private let root: JSONValue
    /// The schema as JSON.
    var document: JSONValue { schema }
    private let schema: JSONValue

    /// A schema.
    public init(_ schema: JSONValue) {
        self.init(schema, in: schema)
    }

    private init(_ schema: JSONValue, in root: JSONValue) {
        self.schema = schema
        self.root = root
    }

    /// A part of the schema below `$defs`.
    public subscript(definition name: String) -> JSONSchema? {
        root["$defs"]?[name].map { JSONSchema($0, in: root) }
    }

    /// What is wrong with a value, each with the place as a JSON pointer (RFC 6901).
    public func complaints(about value: JSONValue) -> [SchemaComplaint] {
        complaints(about: value, at: "", depth: 0)
    }

    /// The value with the defaults of what is missing in its objects.
    public func fillingDefaults(in value: JSONValue) -> JSONValue {
        let target = resolved
        guard var members = value.object, let properties = target.schema["properties"]?.object else {
            return value
        }
        for (name, property) in properties {
            let inner = JSONSchema(property, in: root).resolved
            if let known = members[name] {
                members[name] = inner.fillingDefaults(in: known)
            } else if let usual = inner.schema["default"] {
                members[name] = inner.fillingDefaults(in: usual)
            }
        }
        return .object(members)
    }

    private var resolved: JSONSchema {
        var target = schema
        for _ in 0..<16 {
            guard let reference = target["$ref"]?.string, reference.hasPrefix("#/") else { break }
            let names = reference.dropFirst(2).split(separator: "/").map(String.init)
            target = names.reduce(root) { $0[$1] ?? .null }
        }
        return JSONSchema(target, in: root)
    }

    private func complaints(about value: JSONValue, at path: String, depth: Int) -> [SchemaComplaint] {
        guard depth < 64 else { return [SchemaComplaint(path, "it is nested too deeply")] }
        let rule = resolved.schema
        if rule == .boolean(false) { return [SchemaComplaint(path, "nothing may stand here")] }
        var found: [SchemaComplaint] = []
        if let type = rule["type"], !Self.names(of: type).contains(where: { Self.is(value, $0) }) {
            let names = Self.names(of: type).joined(separator: " or ")
            return [SchemaComplaint(path, "it is to be of the type \(names)")]
        }
        if let allowed = rule["enum"]?.array, !allowed.contains(value) {
            found.append(SchemaComplaint(path, "it is one of \(allowed.map(\.text).joined(separator: ", "))"))
        }
        if let constant = rule["const"], constant != value {
            found.append(SchemaComplaint(path, "it is \(constant.text)"))
        }
        found += sizeComplaints(about: value, rule, path)
        for keyword in ["anyOf", "oneOf"] {
            guard let options = rule[keyword]?.array else { continue }
            let fits = options.filter {
                JSONSchema($0, in: root).complaints(about: value, at: path, depth: depth + 1).isEmpty
            }
            let isWrong = keyword == "anyOf" ? fits.isEmpty : fits.count != 1
            if isWrong { found.append(SchemaComplaint(path, "it fits none of its forms")) }
        }
        if let members = value.object { found += complaints(about: members, rule, path, depth) }
        if let elements = value.array, let items = rule["items"] {
            let inner = JSONSchema(items, in: root)
            for (place, element) in elements.enumerated() {
                found += inner.complaints(about: element, at: "\(path)/\(place)", depth: depth + 1)
            }
        }
        return found
    }

    private func complaints(
        about members: [String: JSONValue], _ rule: JSONValue, _ path: String, _ depth: Int
    ) -> [SchemaComplaint] {
        var found: [SchemaComplaint] = []
        for name in rule["required"]?.array?.compactMap(\.string) ?? [] where members[name] == nil {
            found.append(SchemaComplaint(path, "“\(name)” is missing"))
        }
        let properties = rule["properties"]?.object ?? [:]
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            let place = "\(path)/\(name.replacing("~", with: "~0").replacing("/", with: "~1"))"
            if let names = rule["propertyNames"]?["enum"]?.array, !names.contains(.string(name)) {
                found.append(SchemaComplaint(place, "there is no such name"))
            }
            guard let inner = properties[name] ?? rule["additionalProperties"] else { continue }
            if inner == .boolean(false) {
                found.append(SchemaComplaint(place, "there is no such field"))
            } else {
                found += JSONSchema(inner, in: root).complaints(about: member, at: place, depth: depth + 1)
            }
        }
        return found
    }

    private func sizeComplaints(
        about value: JSONValue, _ rule: JSONValue, _ path: String
    ) -> [SchemaComplaint] {
        let measured: (Double, String, String)? =
            switch value {
            case .number(let number): (number, "minimum", "maximum")
            case .string(let text): (Double(text.unicodeScalars.count), "minLength", "maxLength")
            case .array(let elements): (Double(elements.count), "minItems", "maxItems")
            default: nil
            }
        guard let (size, least, most) = measured else { return [] }
        var found: [SchemaComplaint] = []
        if let bound = rule[least]?.number, size < bound {
            found.append(SchemaComplaint(path, "\(least) is \(JSONValue.number(bound).text)"))
        }
        if let bound = rule[most]?.number, size > bound {
            found.append(SchemaComplaint(path, "\(most) is \(JSONValue.number(bound).text)"))
        }
        return found
    }

    static func names(of type: JSONValue) -> [String] {
        type.array?.compactMap(\.string) ?? type.string.map { [$0] } ?? []
    }

    private static func `is`(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.boolean, "boolean"), (.number, "number"), (.string, "string"),
            (.array, "array"), (.object, "object"):
            true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }
}
