// What a plugin writes to its log, made safe for ours.

/// A line whose control characters are written as escapes, so that no plugin can forge a line of the
/// log or speak to the terminal that shows it.
struct LogLine: CustomStringConvertible {
    let description: String

    init(_ line: [UInt8]) {
        self.init(String(decoding: line, as: UTF8.self))
    }

    init(_ line: String) {
        description = line.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
            default: String(scalar)
            }
        }.joined()
    }
}
