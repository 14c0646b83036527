// What plugins failed at too often, and how it is sent again.

public import FoundationEssentials
internal import PluginProtocol
public import TicketStore
internal import Tickets

/// The dead letters of plugins.
public enum DeadLetters {
    /// One that was given up.
    public struct Letter: Sendable {
        /// The call, and why it failed.
        public let recorded: RecordedCall

        /// What it was, and why it failed.
        public var words: String {
            let call = recorded.call
            let response = try? JSONValue(json: Data(call.response.utf8))
            let reason = response?["reason"]?.string ?? "it is not known why"
            let log = response?["log"]?.string ?? ""
            let lines = log.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
            return "\(WireTime.text(call.at)) \(call.call): \(reason)" + (lines.isEmpty ? "" : "\n\(lines)")
        }
    }

    /// What was given up of a plugin's, the oldest first.
    public static func all(of plugin: String, in store: some TicketStore) async throws -> [Letter] {
        var letters: [Letter] = []
        while case let page = try await store.pluginCalls(
            of: plugin, outcome: .dead, after: letters.last?.recorded.number ?? 0, limit: 100), !page.isEmpty
        {
            letters += page.map(Letter.init)
        }
        return letters
    }

    /// Requests to other servers that were given up, the oldest first.
    public static func requests(
        of plugin: String, in store: some TicketStore
    ) async throws -> [StoredRequest] {
        var requests: [StoredRequest] = []
        while case let page = try await store.deadRequests(
            of: plugin, after: requests.last?.number ?? 0, limit: 100), !page.isEmpty
        {
            requests += page
        }
        return requests
    }

    /// Where a request was to go, and why it did not get there.
    public static func words(_ stored: StoredRequest) -> String {
        let request = stored.request
        let times = stored.attempts == 1 ? "once" : "\(stored.attempts) times"
        return
            "\(WireTime.text(request.at)) \(request.call):\(request.place): sent \(times): \(stored.reason)"
    }

    /// Sends everything again that was given up of a plugin's, its requests included.
    ///
    /// - Returns: how much that was.
    public static func sendAllAgain(
        of plugin: String, in store: some TicketStore, now: Date
    ) async throws -> Int {
        let (letters, requests) = (
            try await all(of: plugin, in: store), try await requests(of: plugin, in: store)
        )
        for request in requests {
            try await store.postponeRequest(request.number, to: now, reason: request.reason)
        }
        for letter in letters { try await sendAgain(letter, in: store, now: now) }
        return letters.count + requests.count
    }

    /// Makes an appointment at once for what was given up. Its record stays, as one that failed.
    public static func sendAgain(_ letter: Letter, in store: some TicketStore, now: Date) async throws {
        let call = letter.recorded.call
        let params = try JSONValue(json: Data(call.request.utf8))
        let entry: PluginAppointment
        if let events = params["events"]?.array {
            entry = PluginAppointment(
                plugin: call.plugin, key: DeliveryRounds.retryPrefix + call.call, due: now, ticket: nil,
                data: JSONValue.array(events.compactMap { $0["seq"] }).text)
        } else {
            entry = PluginAppointment(
                plugin: call.plugin, key: params["key"]?.string ?? "", due: now,
                ticket: params["ticket"]?["id"]?.string.flatMap { TicketID($0) },
                data: (params["data"] ?? .null).text)
        }
        let again = PluginCall(
            plugin: call.plugin, call: call.call, method: call.method, tickets: call.tickets, at: call.at,
            request: call.request, response: call.response, milliseconds: call.milliseconds, outcome: .failed,
            attempts: call.attempts)
        try await store.commit([PluginWork(again, schedule: [entry])], to: [], now: now) { _ in }
    }
}
