// The machine's time zone files.

import FoundationEssentials
import KnowledgeBase
import Tickets

/// Reads the rules of places from the machine's time zone data.
///
/// They are read when the desk starts, and hold until it ends: where the data is updated meanwhile, all of a
/// run's due times follow from the same rules, in whatever order they are asked for. The next start plans
/// the timers of all tickets anew by the new ones.
struct TimeZoneFiles {
    /// Why there are no rules for a name, in a sentence.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// `TZDIR`, as for other programs of the machine (tzset(3)).
    private let folder: String = {
        let named = ProcessInfo.processInfo.environment["TZDIR"] ?? ""
        return named.isEmpty ? "/usr/share/zoneinfo" : named
    }()

    /// The rules of a place.
    ///
    /// - Parameter name: like `Europe/Berlin`.
    func rules(_ name: String) throws(Missing) -> TimeZoneRules {
        if name == "UTC" { return .utc }
        // A name is no path out of the folder.
        let isName = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "/_+-".utf8.contains(byte)
        }
        guard isName, !name.hasPrefix("/"),
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)")
        else {
            throw Missing(
                description: FileManager.default.fileExists(atPath: folder)
                    ? "there is no time zone “\(name)”: \(hint(name))"
                    : "this machine has no time zone data in \(folder): install tzdata, or write UTC.")
        }
        do {
            return try TimeZoneRules(name: name, file: Array(bytes))
        } catch {
            throw Missing(description: error.description)
        }
    }

    /// The nearest name of the data's own list.
    private func hint(_ name: String) -> String {
        let list = FileManager.default.contents(atPath: "\(folder)/tzdata.zi") ?? Data()
        let names = String(decoding: list, as: UTF8.self).split(separator: "\n").compactMap {
            line -> String? in
            let words = line.split(separator: " ")
            return switch words.first {
            case "Z" where words.count > 1: String(words[1])
            case "L" where words.count > 2: String(words[2])
            default: nil
            }
        }
        return Spelling.nearest(to: name, in: names).map { "did you mean “\($0)”?" }
            ?? "name a place like Europe/Berlin."
    }
}
