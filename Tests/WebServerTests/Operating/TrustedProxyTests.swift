// Who sent a request: what proxies say, as far as they are believed.

import CustomDump
import Testing

@testable import WebServer

@Suite("A trusted proxy")
struct TrustedProxyTests {
    @Test(
        "Is believed about who sent a request, and nobody else is",
        arguments: [
            ("192.0.2.1", "198.51.100.7", "192.0.2.1"), ("10.1.2.3", "198.51.100.7", "198.51.100.7"),
            ("10.1.2.3", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
            ("10.1.2.3", "198.51.100.7, 10.9.9.9", "198.51.100.7"), ("10.1.2.3", nil, "10.1.2.3"),
            ("10.1.2.3", "unknown", "10.1.2.3"), ("10.1.2.3", "198.51.100.7, _hidden, 10.9.9.9", "10.9.9.9"),
            ("::1", "2001:db8::7", "2001:db8::7"), ("::ffff:10.1.2.3", "198.51.100.7", "198.51.100.7"),
        ] as [(String, String?, String)])
    func sender(peer: String, forwarded: String?, sender: String) throws {
        let proxies = try #require(TrustedProxies(["10.0.0.0/8", "::1"]))
        expectNoDifference(
            proxies.sender(peer: NetworkAddress(peer), forwarded: forwarded), NetworkAddress(sender))
    }

    @Test(
        "Is missed where a proxy on this machine passes a request on",
        arguments: [
            ("127.0.0.1", "198.51.100.7", true), ("::1", "198.51.100.7", true), ("127.0.0.1", nil, false),
            ("192.0.2.1", "198.51.100.7", false), ("127.0.0.9", "198.51.100.7", false),
        ] as [(String, String?, Bool)])
    func unnamed(peer: String, forwarded: String?, isUnnamed: Bool) throws {
        let warning = UnnamedProxyWarning(proxies: try #require(TrustedProxies(["127.0.0.9"])))
        let peer = try #require(NetworkAddress(peer))
        expectNoDifference(warning.isUnnamed(peer, forwarded: forwarded), isUnnamed)
    }

    @Test("Is an address or a network")
    func names() {
        for text in ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "::/129", "proxy", "10.0.0.0/+8", "/8"] {
            #expect(TrustedProxies([text]) == nil, "\(text)")
        }
        #expect(TrustedProxies(["10.0.0.0/0", "::/0", "192.0.2.1"]) != nil)
    }

    @Test("A network is 24 bits of an IPv4 address, and 56 of an IPv6 address")
    func networks() throws {
        func isOne(_ a: String, _ b: String) throws -> Bool {
            try #require(NetworkAddress(a)).network == #require(NetworkAddress(b)).network
        }
        #expect(try isOne("192.0.2.1", "192.0.2.255"))
        #expect(try !isOne("192.0.2.1", "192.0.3.1"))
        #expect(try isOne("2001:db8:0:ff::1", "2001:db8:0:12:9::"))
        #expect(try !isOne("2001:db8:0:100::1", "2001:db8::1"))
    }

    @Test(
        "A browser's languages come in the order of its wishes",
        arguments: [
            ("de-AT,de;q=0.9,en;q=0.8", ["de-AT", "de", "en"]), ("en;q=0.1, ar ;q=0.5", ["ar", "en"]),
            ("*, fr;q=0", []), ("", []),
        ] as [(String, [String])])
    func languages(field: String, tags: [String]) {
        expectNoDifference(wantedLanguages(field), tags)
    }
}
