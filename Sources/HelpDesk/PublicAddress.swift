// Where customers reach the desk.

internal import FoundationEssentials

/// The desk's address as browsers know it: `https://help.example.com`, without a slash at its end.
public struct PublicAddress: Sendable, Equatable, CustomStringConvertible {
    /// Scheme, host and, where it is not the scheme's own, the port: also the `Origin` of the desk's
    /// pages (RFC 6454, section 6.2).
    public let description: String
    /// Whether it begins with `https`.
    public let isSecure: Bool

    /// Reads an address with scheme and host; `nil` when it is none, or holds more than them.
    public init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = parts.encodedHost?.lowercased(), !host.isEmpty,
            parts.path.isEmpty || parts.path == "/", parts.query == nil, parts.fragment == nil,
            parts.user == nil, parts.password == nil
        else { return nil }
        isSecure = scheme == "https"
        let ownPort = isSecure ? 443 : 80
        guard parts.port.map({ (1...65_535).contains($0) }) != false else { return nil }
        let port = parts.port.flatMap { $0 == ownPort ? nil : ":\($0)" } ?? ""
        description = "\(scheme)://\(host)\(port)"
    }

    /// The address of a server that listens on a host and port.
    public init(host: String, port: Int) {
        let host = host.contains(":") ? "[\(host)]" : host
        description = "http://\(host)" + (port == 80 ? "" : ":\(port)")
        isSecure = false
    }
}
