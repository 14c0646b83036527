// Who really asks, when a proxy stands before the server.

internal import HTTPTypes

/// The proxies whose word about a reader's address is believed.
public struct TrustedProxies: Sendable {
    private let ranges: [NetworkRange]

    /// No proxies: whoever connects is the one who asks.
    public static let none = TrustedProxies(ranges: [])

    private init(ranges: [NetworkRange]) {
        self.ranges = ranges
    }

    /// Reads ranges such as `10.0.0.0/8`; `nil` when one of them is none.
    public init?(_ texts: [String]) {
        let ranges = texts.compactMap { NetworkRange($0) }
        guard ranges.count == texts.count else { return nil }
        self.init(ranges: ranges)
    }

    /// The address that asks: the last one in `X-Forwarded-For` that is no proxy of ours. What stands
    /// further in front was written by strangers.
    ///
    /// - Parameter peer: whoever connected to the server.
    func client(of peer: NetworkAddress, _ fields: HTTPFields) -> NetworkAddress {
        var client = peer
        let forwarded = fields[values: .forwardedFor].flatMap { $0.split(separator: ",") }
        for text in forwarded.reversed() {
            guard ranges.contains(where: { $0.contains(client) }) else { return client }
            guard let next = NetworkAddress(text.filter { $0 != " " }) else { return client }
            client = next
        }
        return client
    }
}
