// Diagnostics as text for people, as JSON for programs, as commands for GitHub Actions.

/// A way to write diagnostics down.
public enum DiagnosticFormat: String, Sendable, CaseIterable {
    /// A line each, as compilers write them.
    case text
    /// An array of objects (RFC 8259).
    case json
    /// Workflow commands, which GitHub shows beside the lines of a change.
    case github

    /// All diagnostics, in the order in which they are given; every line ends with a line feed.
    ///
    /// - Parameter folder: the content folder as its user names it; stands before every path.
    public func text(of diagnostics: [Diagnostic], in folder: String) -> String {
        let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : "\(folder)/"
        switch self {
        case .text: return diagnostics.map { "\(prefix)\($0)\n" }.joined()
        case .json:
            guard !diagnostics.isEmpty else { return "[]\n" }
            return "[\n" + diagnostics.map { Self.object($0, prefix) }.joined(separator: ",\n") + "\n]\n"
        case .github: return diagnostics.map { Self.command($0, prefix) }.joined()
        }
    }

    /// How many there are of what, in a line: `2 errors, 1 warning, 3 silenced.`
    public static func counts(of diagnostics: [Diagnostic], silenced: Int) -> String {
        let warnings = diagnostics.count { $0.severity == .warning }
        let errors = diagnostics.count - warnings
        var parts: [String] = []
        if errors > 0 { parts.append(errors == 1 ? "1 error" : "\(errors) errors") }
        if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
        if parts.isEmpty { parts.append("Nothing found") }
        if silenced > 0 { parts.append("\(silenced) silenced") }
        return parts.joined(separator: ", ") + "."
    }

    private static func object(_ diagnostic: Diagnostic, _ prefix: String) -> String {
        """
        {"code":\(quoted(diagnostic.code)),"severity":\(quoted(diagnostic.severity.rawValue)),\
        "file":\(quoted(prefix + diagnostic.file)),"line":\(diagnostic.line),\
        "column":\(diagnostic.column),"message":\(quoted(diagnostic.message))}
        """
    }

    /// A JSON string (RFC 8259, section 7).
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// A workflow command: `::error file=…,line=…,col=…,title=…::message`.
    private static func command(_ diagnostic: Diagnostic, _ prefix: String) -> String {
        let level = diagnostic.severity == .warning ? "warning" : "error"
        let file = property(prefix + diagnostic.file)
        let place = "file=\(file),line=\(diagnostic.line),col=\(diagnostic.column)"
        return "::\(level) \(place),title=\(property(diagnostic.code))::\(value(diagnostic.message))\n"
    }

    /// What may stand behind the second `::`; actions/toolkit's `escapeData`.
    private static func value(_ text: String) -> String {
        escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
    }

    /// What may stand behind `name=`; actions/toolkit's `escapeProperty`.
    private static func property(_ text: String) -> String {
        escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
    }

    private static func escaped(_ text: String, _ escapes: [Unicode.Scalar: String]) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if let escape = escapes[scalar] {
                escaped += escape
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
