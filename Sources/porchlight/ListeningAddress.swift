// The address that the server listens on, tried before anything else is begun.

import Glibc
import HelpDesk

/// A host and a port that can be listened on.
struct ListeningAddress {
    let host: String
    /// The port itself, also where 0 was asked for.
    let port: Int

    /// Tries the address by taking it for a moment.
    ///
    /// - Parameter port: 0 for any that is free.
    /// - Throws: `CleanFailure` when nobody can listen there.
    init(host: String, port: Int) throws {
        self.host = host
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found?.pointee else {
            throw CleanFailure("there is no address “\(host)”: name one of this machine's with --address.")
        }
        defer { freeaddrinfo(found) }
        let probe = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        defer { close(probe) }
        var yes: Int32 = 1
        setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        // Listening, too: two sockets that only bind to an address do not disturb each other.
        guard bind(probe, address.ai_addr, address.ai_addrlen) == 0, listen(probe, 1) == 0 else {
            throw Self.failure(host: host, port: port, errno)
        }
        self.port = Self.port(of: probe) ?? port
    }

    /// Whether it stands for all addresses of the machine.
    var isWildcard: Bool { Self.isWildcard(host) }

    private static func isWildcard(_ host: String) -> Bool { ["0.0.0.0", "0", "::"].contains(host) }

    /// How a browser on this machine gets there.
    var publicAddress: PublicAddress { Self.publicAddress(host: host, port: port) }

    /// The same for an address that somebody else listens on.
    static func publicAddress(host: String, port: Int) -> PublicAddress {
        let loopback = host == "::" ? "::1" : "127.0.0.1"
        return PublicAddress(host: isWildcard(host) ? loopback : host, port: port)
    }

    static func failure(host: String, port: Int, _ number: Int32) -> CleanFailure {
        switch number {
        case EADDRINUSE:
            CleanFailure(
                "port \(port) of \(host) is in use: stop what listens there, or name another with --port.")
        case EACCES:
            CleanFailure(
                "this user may not listen on port \(port): name one above 1023 with --port, and let a proxy forward."
            )
        case EADDRNOTAVAIL:
            CleanFailure("“\(host)” is no address of this machine: name one of its own with --address.")
        default:
            CleanFailure("nobody can listen on port \(port) of \(host) (error \(number)): name another.")
        }
    }

    private static func port(of descriptor: Int32) -> Int? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            let named = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
            guard named == 0 else { return nil }
            // The port lies at the same place for both families (netinet/in.h).
            return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                Int(UInt16(bigEndian: $0.pointee.sin_port))
            }
        }
    }
}
