// content/_rules/: the files that reach the plugin `rules` as its configuration.

import Foundation
import HelpDesk
import PluginKit
import RulesPlugin
import Tickets

/// The files of rules below a content folder, as they are handed to the plugin.
struct RuleFiles {
    /// The files by their names.
    private(set) var files: [String: JSONValue] = [:]
    /// What could not be read, below the content folder.
    private(set) var complaints: [RuleComplaint] = []

    /// Reads the files; a missing folder has none.
    init(content: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(content)/_rules")) ?? []
        for name in names.sorted() where name.hasSuffix(".yaml") {
            let bytes = FileManager.default.contents(atPath: "\(content)/_rules/\(name)")
            if let text = bytes.flatMap({ String(validating: $0, as: UTF8.self) }) {
                files[name] = .string(text)
            } else {
                complaints.append(
                    RuleComplaint(
                        file: "_rules/\(name)", line: 1, column: 1, message: "the file is not text in UTF-8.")
                )
            }
        }
    }

    /// The plugin's configuration.
    ///
    /// - Parameters:
    ///   - desk: names the queues and agents that there are.
    ///   - zone: where the clocks of `time` and `weekday` stand; `nil` for UTC.
    func config(of desk: DeskSettings, zone: TimeZoneRules?) -> JSONValue {
        var config: [String: JSONValue] = [
            "rules": .object(files), "queues": .array(desk.queues.map { .string($0.id) }),
            "agents": .array(desk.agents.filter(\.isActive).map { .string($0.id) }),
        ]
        if let zone, zone != .utc { config["clock"] = Self.clock(zone) }
        return .object(config)
    }

    /// All that is wrong with the files, and the rules that were read when nothing is.
    func read(for desk: DeskSettings, zone: TimeZoneRules?) -> (rules: RuleSet?, complaints: [RuleComplaint])
    {
        do {
            let rules = try RuleSet(config: config(of: desk, zone: zone))
            return (rules, complaints)
        } catch let error as RuleComplaints {
            return (nil, complaints + error.all)
        } catch {
            // The configuration above is of the right form: what it may complain about is in the files.
            return (nil, complaints)
        }
    }

    /// When the clocks of a place are turned, from 2020 to 2040, found by looking at every day.
    private static func clock(_ zone: TimeZoneRules) -> JSONValue {
        func ahead(_ second: Int) -> Int {
            zone.offsetSeconds(at: Date(timeIntervalSince1970: Double(second)))
        }
        let (first, last) = (1_577_836_800, 2_208_988_800)
        var turns = [(first, ahead(first))]
        for day in stride(from: first, to: last, by: 86_400) where ahead(day) != ahead(day + 86_400) {
            var (low, high) = (day, day + 86_400)
            while high - low > 1 {
                let middle = (low + high) / 2
                if ahead(middle) == ahead(day) { low = middle } else { high = middle }
            }
            turns.append((high, ahead(high)))
        }
        return [
            "zone": .string(zone.name),
            "turns": .array(turns.map { [.number(Double($0.0)), .number(Double($0.1))] }),
        ]
    }
}
