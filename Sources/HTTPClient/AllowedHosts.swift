// Hosts that the operator trusts, though they lie in a private network.

/// Names or addresses, each for all ports or for one: `chat.internal`, `127.0.0.1:8065`, `[::1]:80`.
public struct AllowedHosts: Sendable, Equatable {
    private let entries: Set<String>

    /// No host is trusted: requests go to the public Internet alone.
    public init() { entries = [] }

    /// Hosts as they are written.
    public init(_ hosts: [String]) { entries = Set(hosts.map { $0.lowercased() }) }

    /// Whether an address is one of them.
    public func allow(_ address: WebAddress) -> Bool {
        entries.contains(address.host) || entries.contains(address.place)
            || entries.contains("[\(address.host)]")
    }
}
