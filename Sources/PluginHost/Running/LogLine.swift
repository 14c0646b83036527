// What a plugin writes to its log, made safe for ours.

internal import FoundationEssentials
internal import Logging
internal import PluginProtocol

/// A line whose control characters are written as escapes, so that no plugin can forge a line of the
/// log or speak to the terminal that shows it.
struct LogLine: CustomStringConvertible {
    let description: String
    /// What the plugin says of its weight; text is `info`.
    let level: Logger.Level

    /// A line of stderr: text, or a JSON object with `level` and `msg`.
    init(_ line: [UInt8]) {
        if line.first == UInt8(ascii: "{"), let object = try? JSONValue(json: Data(line)),
            let message = object["msg"]?.string
        {
            let level = object["level"]?.string.flatMap {
                $0 == "warn" ? .warning : Logger.Level(rawValue: $0)
            }
            self.init(message, level ?? .info)
        } else {
            self.init(String(decoding: line, as: UTF8.self))
        }
    }

    init(_ line: String, _ level: Logger.Level = .info) {
        self.level = level
        let most = 4_000
        let cut = line.utf8.count > most ? String(line.prefix(most)) + "…" : line
        description = cut.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
            default: String(scalar)
            }
        }.joined()
    }
}
