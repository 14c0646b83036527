// Until when a request must have come, moved on by what has come of it.

internal import NIOCore

/// The deadline of a request that is on its way. A form with files may take as long as a slow connection
/// needs for it, but not longer than that: each byte moves the deadline on, and never farther from now
/// than a request without files may take.
struct ArrivalDeadline: Sendable {
    /// A connection as slow as this sends 25 MB in 26 minutes.
    static let slowestBytesPerSecond: Int64 = 16 * 1024
    private static let longestUploadSeconds: Int64 = 1_800

    /// When it is over.
    private(set) var moment: NIODeadline
    private let last: NIODeadline
    private let limit: TimeAmount

    /// - Parameters:
    ///   - limit: how long a request without files may take.
    ///   - uploadBytes: the length that a form with files says it has; 0 for any other request.
    init(_ limit: TimeAmount, uploadBytes: Int64, now: NIODeadline) {
        self.limit = limit
        moment = now + limit
        let seconds = min(max(0, uploadBytes) / Self.slowestBytesPerSecond, Self.longestUploadSeconds)
        last = moment + .seconds(seconds)
    }

    /// Some more bytes have come.
    mutating func take(bytes: Int, now: NIODeadline) {
        let earned = TimeAmount.nanoseconds(Int64(bytes) * 1_000_000_000 / Self.slowestBytesPerSecond)
        moment = max(moment, min(moment + earned, now + limit, last))
    }
}
