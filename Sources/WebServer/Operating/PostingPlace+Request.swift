// Where a request came from, as far as it can be known.

internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird

/// Proxies whose word about visitors' addresses is believed.
public struct TrustedProxies: Sendable {
    private let ranges: [NetworkRange]

    /// Nobody is believed.
    public static let none = TrustedProxies(ranges: [])

    private init(ranges: [NetworkRange]) {
        self.ranges = ranges
    }

    /// Reads addresses and networks: `127.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`.
    ///
    /// - Returns: `nil` when one of the texts is neither.
    public init?(_ texts: [String]) {
        let ranges = texts.compactMap { NetworkRange($0) }
        guard ranges.count == texts.count else { return nil }
        self.ranges = ranges
    }

    func trusts(_ address: NetworkAddress) -> Bool { ranges.contains { $0.contains(address) } }

    /// Who sent a request: the last address that no trusted proxy has, read from the right, because
    /// everything left of it may be made up.
    func sender(peer: NetworkAddress?, forwarded: String?) -> NetworkAddress? {
        guard var sender = peer, trusts(sender) else { return peer }
        for text in (forwarded ?? "").split(separator: ",").reversed() {
            guard let address = NetworkAddress(text.filter { $0 != " " && $0 != "\t" }) else { return sender }
            sender = address
            if !trusts(address) { break }
        }
        return sender
    }
}

extension WebServer {
    /// Where a form came from; `nil` where that is not known. Behind a proxy of this machine that was
    /// not named as trusted, everybody comes from this machine: then nobody is counted as one.
    func place(_ request: Request, _ context: DeskContext) -> PostingPlace? {
        let forwarded = request.headers[.forwardedFor]
        guard let sender = proxies.sender(peer: context.peer, forwarded: forwarded), !sender.isLoopback
        else { return nil }
        return PostingPlace(address: "\(sender.bytes)", network: "\(sender.network)")
    }
}
