// What a desk has that rules may name.

internal import PluginKit

/// The queues and agents of a desk; `nil` where nobody said which there are, so that any may be named.
struct RuleChoices {
    let queues: [String]?
    let agents: [String]?

    init(_ config: JSONValue) {
        queues = config["queues"]?.array?.compactMap(\.string)
        agents = config["agents"]?.array?.compactMap(\.string)
    }
}
