// A value as text: the same value gives the same bytes.

public import FoundationEssentials

extension JSONValue {
    /// The value as JSON on one line, its keys in order, as every part of the host writes it.
    public var text: String {
        var text = ""
        write(into: &text)
        return text
    }

    /// Reads one value.
    ///
    /// - Throws: `DecodingError` when the bytes are not JSON in UTF-8.
    public init(json: some DataProtocol) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(json))
    }

    /// Any value as the JSON that it is written as.
    ///
    /// - Throws: `EncodingError` when it cannot be written: a number that is not finite.
    public init(_ value: some Encodable) throws {
        self = try JSONValue(json: try JSONEncoder().encode(value))
    }

    private func write(into text: inout String) {
        switch self {
        case .null: text += "null"
        case .boolean(let value): text += value ? "true" : "false"
        case .number(let value):
            text += Int64(exactly: value).map { "\($0)" } ?? (value.isFinite ? "\(value)" : "null")
        case .string(let value): value.writeJSON(into: &text)
        case .array(let values):
            text += "["
            for (place, value) in values.enumerated() {
                if place > 0 { text += "," }
                value.write(into: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (place, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if place > 0 { text += "," }
                member.key.writeJSON(into: &text)
                text += ":"
                member.value.write(into: &text)
            }
            text += "}"
        }
    }
}

extension String {
    /// Writes the text as a JSON string (RFC 8259, section 7).
    fileprivate func writeJSON(into text: inout String) {
        text += "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..<" ":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
