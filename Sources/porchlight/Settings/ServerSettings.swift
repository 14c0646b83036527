// What counts of all that was said about the server: flags before environment before file.

import HelpDesk
import KnowledgeBase

/// Every setting with its value and where it comes from.
struct ServerSettings {
    /// Who said it.
    enum Source: Equatable {
        case flag
        case environment
        /// The place in the file: `porchlight.yaml:3:1`.
        case file(String)
        case usual
    }

    struct Entry: Equatable {
        let name: SettingName
        let values: [String]
        let source: Source
    }

    let entries: [Entry]

    /// Brings together what was said.
    ///
    /// - Parameters:
    ///   - flags: values from the command line; they were checked when it was read.
    ///   - environment: all variables; those of ours begin with `PORCHLIGHT_`.
    ///   - file: `nil` where there is none.
    /// - Throws: `CleanFailure` with everything that is wrong, a line for each.
    init(flags: [SettingName: [String]], environment: [String: String], file: SettingsFile? = nil) throws {
        var complaints = file?.complaints ?? []
        for variable in environment.keys.sorted() where variable.hasPrefix("PORCHLIGHT_") {
            // Others use the prefix, too: Kubernetes sets PORCHLIGHT_SERVICE_HOST. What looks like one
            // of ours is a slip.
            // The prefix is left out: with it, all of them would look alike.
            let known = SettingName.allCases.map { $0.rawValue.uppercased() }
            let name = String(variable.dropFirst("PORCHLIGHT_".count))
            guard !known.contains(name), let near = Spelling.nearest(to: name, in: known) else { continue }
            complaints.append("\(variable): there is no such setting: did you mean PORCHLIGHT_\(near)?")
        }
        entries = SettingName.allCases.map { name in
            if let values = flags[name], !values.isEmpty {
                return Entry(name: name, values: values, source: .flag)
            }
            if let text = environment[name.variable], !text.isEmpty {
                let parts = name.isList ? text.split(separator: ",") : [text[...]]
                let values = parts.map { String($0.filter { !name.isList || $0 != " " }) }
                complaints += values.compactMap(name.complaint).map { "\(name.variable) \($0)" }
                return Entry(name: name, values: values, source: .environment)
            }
            if let found = file?.values[name] {
                return Entry(name: name, values: found.texts, source: .file(found.place))
            }
            return Entry(name: name, values: name.usual, source: .usual)
        }
        guard complaints.isEmpty else { throw CleanFailure(complaints.joined(separator: "\n")) }
    }

    /// All values of a setting.
    func values(_ name: SettingName) -> [String] {
        entries.first { $0.name == name }?.values ?? []
    }

    /// A setting's value; `nil` where there is none.
    subscript(name: SettingName) -> String? { values(name).first }

    /// A folder or an address, which every server has.
    func text(_ name: SettingName) -> String { self[name] ?? name.usual.first ?? "" }

    /// A number, which every server has.
    func number(_ name: SettingName) -> Int { Int(text(name)) ?? 0 }

    /// Limits on what comes from one place.
    var limits: PostingLimits {
        var limits = PostingLimits()
        limits.perAddress = number(.questionsPerAddress)
        limits.perNetwork = number(.questionsPerNetwork)
        limits.perRecipient = number(.questionsPerMailAddress)
        limits.postsPerNetwork = number(.postsPerNetwork)
        limits.votesPerAddress = number(.votesPerAddress)
        limits.leastSeconds = Double(number(.leastFormSeconds))
        return limits
    }
}
