// Requests to other servers, in memory.

public import FoundationEssentials
internal import Tickets

extension MemoryStore {
    /// Looks through all requests.
    public func dueRequests(now: Date, limit: Int) -> [StoredRequest] {
        let due = plugins.requests.filter { request in request.due.map { $0 <= now } ?? false }
        return Array(
            due.sorted { ($0.due ?? now, $0.number) < ($1.due ?? now, $1.number) }.prefix(limit))
    }

    /// Looks through all requests.
    public func nextRequest(after moment: Date?) -> Date? {
        plugins.requests.compactMap(\.due).filter { $0 > moment ?? .distantPast }.min()
    }

    /// Replaces the request.
    public func postponeRequest(_ number: Int64, to due: Date?, reason: String) {
        plugins.requests = plugins.requests.map { stored in
            guard stored.number == number else { return stored }
            return StoredRequest(
                number: number, request: stored.request, due: due?.inMilliseconds,
                attempts: stored.attempts + 1, reason: reason)
        }
    }

    /// Takes the request away.
    public func forgetRequest(_ number: Int64) {
        plugins.requests.removeAll { $0.number == number }
    }

    /// Looks through all requests.
    public func deadRequests(of plugin: String, after number: Int64, limit: Int) -> [StoredRequest] {
        Array(
            plugins.requests.filter { $0.due == nil && $0.request.plugin == plugin && $0.number > number }
                .prefix(limit))
    }
}
