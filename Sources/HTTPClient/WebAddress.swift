// An address that a request goes to, taken apart strictly.

internal import FoundationEssentials

/// An address of http or https: nothing in it can be read in two ways.
public struct WebAddress: Sendable, Equatable, CustomStringConvertible {
    /// `http` or `https`.
    public let scheme: String
    /// The name of the host, or its address without brackets; in small letters.
    public let host: String
    /// The port.
    public let port: Int
    /// What follows the host, with its `/`.
    private let rest: String

    /// Reads an address; `nil` when it is none, holds a name or a password, or is written with anything
    /// but the printable signs of ASCII.
    public init?(_ text: String) {
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", parts.user == nil, parts.password == nil,
            let written = parts.encodedHost?.lowercased(), !written.isEmpty
        else { return nil }
        let isLiteral = written.hasPrefix("[") && written.hasSuffix("]")
        let host = isLiteral ? String(written.dropFirst().dropLast()) : written
        let isName = host.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
            case UInt8(ascii: ":"): isLiteral
            default: false
            }
        }
        let port = parts.port ?? (scheme == "https" ? 443 : 80)
        guard isName, (1...65_535).contains(port) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        rest = path + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
    }

    /// As it goes to libcurl: put together from its parts.
    public var description: String { "\(scheme)://\(writtenHost):\(port)\(rest)" }

    /// The host with its port, for people.
    public var place: String { "\(writtenHost):\(port)" }

    private var writtenHost: String { host.contains(":") ? "[\(host)]" : host }
}
