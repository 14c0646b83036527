// What a shadow would have done otherwise.

internal import FoundationEssentials
internal import PluginHost
internal import PluginProtocol
public import TicketStore
internal import Tickets

/// The recorded answers of a plugin and of its shadow to the same questions.
public struct ShadowReport: Sendable, Equatable, Encodable {
    /// A question that the two answered in two ways.
    public struct Difference: Sendable, Equatable, Encodable {
        /// The tickets that it was about.
        public let tickets: [String]
        /// The method's name.
        public let method: String
        /// What the plugin answered, as JSON.
        public let live: String
        /// What the shadow answered, as JSON.
        public let shadow: String
    }

    /// An answer to a question that the shadow alone was asked, or answered.
    public struct Answer: Sendable, Equatable, Encodable {
        /// The tickets that it was about.
        public let tickets: [String]
        /// The method's name.
        public let method: String
        /// What the shadow answered, as JSON.
        public let shadow: String
    }

    /// How many questions both answered.
    public private(set) var compared = 0
    /// Those that they answered in two ways, the oldest first.
    public private(set) var differences: [Difference] = []
    /// Questions that the shadow failed at.
    public private(set) var failures = 0
    /// What the shadow alone answered, the oldest first.
    public private(set) var alone: [Answer] = []

    private init() {}

    /// Reads what was recorded of a plugin and its shadow.
    public init(of plugin: String, in store: some TicketStore) async throws {
        var live: [String: String] = [:]
        try await Self.calls(of: plugin, store) { live[$0.call] = $0.response }
        var found = ShadowReport()
        try await Self.calls(of: plugin + PluginFolder.shadowEnding, store) { call in
            guard call.outcome == .answered else { return found.failures += 1 }
            let tickets = call.tickets.map(\.description)
            guard let answer = live[call.call] else {
                return found.alone.append(
                    Answer(tickets: tickets, method: call.method, shadow: Self.said(call.response)))
            }
            found.compared += 1
            let (a, b) = (Self.said(answer), Self.said(call.response))
            guard a != b else { return }
            found.differences.append(
                Difference(
                    tickets: tickets, method: call.method, live: a, shadow: b))
        }
        self = found
    }

    private static func calls(
        of plugin: String, _ store: some TicketStore, _ take: (PluginCall) -> Void
    ) async throws {
        var last: Int64 = 0
        while case let page = try await store.pluginCalls(of: plugin, outcome: nil, after: last, limit: 200),
            let end = page.last
        {
            page.map(\.call).forEach(take)
            last = end.number
        }
    }

    /// An answer without what is not about the ticket.
    private static func said(_ response: String) -> String {
        let value = try? JSONValue(json: Data(response.utf8))
        return value?.merging(["state_patch": .null, "model": .null]).text ?? response
    }

    /// The report for a person.
    public var words: String {
        let head =
            "\(compared) questions were answered by both, \(differences.count) of them in two ways; the shadow failed at \(failures)."
        let unlike = differences.map {
            "\($0.tickets.joined(separator: ", ")) \($0.method)\n    live   \($0.live)\n    shadow \($0.shadow)"
        }
        let own = alone.map {
            "\($0.tickets.joined(separator: ", ")) \($0.method)\n    shadow \($0.shadow)"
        }
        let second = own.isEmpty ? [] : ["\(own.count) were answered by the shadow alone:"]
        return ([head] + unlike + second + own).joined(separator: "\n")
    }
}
