// The parameters of a header field.

/// Reads `form-data; name="file"; filename="lamp.png"` (RFC 9110, section 5.6.6).
enum HeaderParameters {
    /// The value in front in lower case, and the parameters by their names in lower case; of two with
    /// one name the first.
    static func read(_ field: String) -> (value: String, parameters: [String: String]) {
        var rest = Substring(field)
        let value = String(take(&rest, until: ";"))
        var parameters: [String: String] = [:]
        while rest.popFirst() != nil {
            let name = String(take(&rest, until: "=", or: ";")).lowercased()
            guard rest.first == "=" else { continue }
            rest.removeFirst()
            rest = rest.drop { $0 == " " || $0 == "\t" }
            let text = rest.first == "\"" ? quoted(&rest) : String(take(&rest, until: ";"))
            _ = take(&rest, until: ";")
            if !name.isEmpty, parameters[name] == nil { parameters[name] = text }
        }
        return (value.lowercased(), parameters)
    }

    private static func take(_ rest: inout Substring, until end: Character, or other: Character? = nil)
        -> Substring
    {
        let taken = rest.prefix { $0 != end && $0 != other }
        rest = rest[taken.endIndex...]
        return trimmed(taken)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    /// A text in quotation marks. Browsers write a quotation mark inside as %22 (HTML, "multipart form
    /// data"), and a backslash as itself: some send whole paths of Windows.
    private static func quoted(_ rest: inout Substring) -> String {
        rest.removeFirst()
        var text = ""
        while let next = rest.popFirst(), next != "\"" {
            if next == "\\", rest.first == "\"" { text.append(rest.removeFirst()) } else { text.append(next) }
        }
        return text.replacing("%22", with: "\"").replacing("%0D", with: " ").replacing("%0A", with: " ")
    }
}
