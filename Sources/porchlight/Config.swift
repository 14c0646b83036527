// porchlight config: what counts of all settings, and where it comes from.

import ArgumentParser
import Foundation

struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the settings of the server and where each comes from.",
        discussion: """
            A flag counts before a variable of the environment, a variable before porchlight.yaml, and that \
            before the default. Give the flags that you would give `porchlight serve`.
            """)

    @OptionGroup var options: ServerOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let entries = try options.resolve().entries
        guard json else { return print(Self.table(entries)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(entries.map(ShownSetting.init)), as: UTF8.self))
    }

    /// Name, value, source.
    static func table(_ entries: [ServerSettings.Entry]) -> String {
        let rows = entries.map { entry in
            let shown = ShownSetting(entry)
            return [
                shown.name, entry.values.isEmpty ? "-" : entry.values.joined(separator: ", "), shown.source,
            ]
        }
        let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let padded = zip(row, widths).map { text, width in
                text + String(repeating: " ", count: width - text.count)
            }
            return (padded + [row[2]]).joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

/// A setting as it is shown.
private struct ShownSetting: Encodable {
    let name: String
    let values: [String]
    /// `default`, `--port`, `PORCHLIGHT_PORT`, `porchlight.yaml:3:1`.
    let source: String

    init(_ entry: ServerSettings.Entry) {
        name = entry.name.rawValue
        values = entry.values
        source =
            switch entry.source {
            case .flag: entry.name.flag
            case .environment: entry.name.variable
            case .file(let place): place
            case .usual: "default"
            }
    }
}
