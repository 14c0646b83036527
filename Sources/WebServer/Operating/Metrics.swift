// What the server has done, as figures for whoever watches over it.

internal import Synchronization

/// Counts of requests, in the text format of Prometheus (exposition format 0.0.4). No figure says
/// who asked, or for what.
final class Metrics: Sendable {
    /// The upper ends of the groups of durations, in seconds.
    private static let ends = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private struct Counts {
        /// Requests by method and class of status: `GET 2xx`.
        var requests: [String: Int] = [:]
        /// Requests by duration, each counted in the first group that it fits in.
        var durations = [Int](repeating: 0, count: Metrics.ends.count + 1)
        var seconds = 0.0
    }

    private let counts = Mutex(Counts())

    /// Counts a request that was answered.
    ///
    /// - Parameter method: one of the methods that the server has; others are counted as `OTHER`.
    func count(method: String, status: Int, seconds: Double) {
        let method = ["GET", "HEAD", "POST"].contains(method) ? method : "OTHER"
        let group = Self.ends.firstIndex { seconds <= $0 } ?? Self.ends.count
        counts.withLock { counts in
            counts.requests["method=\"\(method)\",status=\"\(status / 100)xx\"", default: 0] += 1
            counts.durations[group] += 1
            counts.seconds += seconds
        }
    }

    /// All figures.
    var text: String {
        let counts = counts.withLock(\.self)
        var lines = [
            "# HELP porchlight_http_requests_total Requests that were answered.",
            "# TYPE porchlight_http_requests_total counter",
        ]
        lines += counts.requests.sorted { $0.key < $1.key }.map {
            "porchlight_http_requests_total{\($0.key)} \($0.value)"
        }
        lines += [
            "# HELP porchlight_http_request_seconds How long answers took to begin.",
            "# TYPE porchlight_http_request_seconds histogram",
        ]
        var sum = 0
        for (end, count) in zip(Self.ends, counts.durations) {
            sum += count
            lines.append("porchlight_http_request_seconds_bucket{le=\"\(end)\"} \(sum)")
        }
        sum += counts.durations[Self.ends.count]
        lines += [
            "porchlight_http_request_seconds_bucket{le=\"+Inf\"} \(sum)",
            "porchlight_http_request_seconds_sum \(counts.seconds)",
            "porchlight_http_request_seconds_count \(sum)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
