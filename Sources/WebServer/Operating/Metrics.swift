// What the server has done, as figures for whoever watches over it.

internal import Synchronization
internal import TicketStore

/// Counts of requests. No figure says who asked, or for what: routes have their names in place of numbers
/// and secrets.
final class Metrics: Sendable {
    private struct Request: Hashable {
        let method: String
        let route: String
        let status: String
    }

    private struct Counts {
        var requests: [Request: Int] = [:]
        var durations: [String: Durations] = [:]
    }

    private let counts = Mutex(Counts())

    /// Counts a request that was answered.
    ///
    /// - Parameters:
    ///   - method: one of the methods that the server has; others are counted as `OTHER`.
    ///   - route: a route of the table, never a path that somebody wrote.
    func count(method: String, route: String, status: Int, seconds: Double) {
        let method = ["GET", "HEAD", "POST"].contains(method) ? method : "OTHER"
        let request = Request(method: method, route: route, status: "\(status / 100)xx")
        counts.withLock { counts in
            counts.requests[request, default: 0] += 1
            counts.durations[route, default: Durations()].count(seconds: seconds)
        }
    }

    /// What was counted.
    var figures: [Figure] {
        let counts = counts.withLock(\.self)
        let requests = counts.requests.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        return [
            Figure(
                .counter, "porchlight_http_requests_total", "Requests that were answered.",
                requests.map { request, count in
                    let labels = [
                        (name: "method", value: request.method), ("route", request.route),
                        ("status", request.status),
                    ]
                    return Figure.Sample(Double(count), labels)
                }),
            Figure(
                "porchlight_http_request_seconds", "How long answers took to begin.",
                durations: counts.durations.sorted { $0.key < $1.key }.map { ([("route", $0.key)], $0.value) }
            ),
        ]
    }
}
