// Addresses of machines, as proxies and sockets write them.

import CustomDump
import HTTPTypes
import Testing

@testable import WebServer

@Suite("An address on the network")
struct NetworkAddressTests {
    @Test(
        "Ways to write one address",
        arguments: [
            ("192.0.2.1", "::ffff:192.0.2.1"), ("192.0.2.1", "::ffff:c000:201"), ("::1", "0:0:0:0:0:0:0:1"),
            ("2001:db8::1", "2001:0DB8:0:0::1"), ("[2001:db8::1]", "2001:db8:0:0:0:0:0:1"),
            ("2001:db8::", "2001:db8:0:0:0:0:0:0"), ("::", "0:0:0:0:0:0:0:0"),
        ])
    func same(one: String, other: String) throws {
        expectNoDifference(try #require(NetworkAddress(one)), try #require(NetworkAddress(other)))
    }

    @Test(
        "What is no address",
        arguments: [
            "", "localhost", "192.0.2", "192.0.2.256", "192.0.2.1.1", "192.0.2.+1", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::g", ":1:2:3:4:5:6:7", "192.0.2.1:80", "::-1",
            " ::1",
        ])
    func none(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test("This machine is told from others")
    func loopback() {
        let loopbacks = ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "128.0.0.1", "::2", "10.0.0.1"]
        expectNoDifference(
            loopbacks.map { NetworkAddress($0)?.isLoopback },
            [true, true, true, true, false, false, false])
    }

    @Test(
        "A range holds addresses",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("192.0.2.128/25", "192.0.2.127", false), ("192.0.2.128/25", "192.0.2.200", true),
            ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false),
            ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
            ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
            ("::/0", "192.0.2.1", true),
        ])
    func ranges(range: String, address: String, isInside: Bool) throws {
        let range = try #require(NetworkRange(range))
        #expect(range.contains(try #require(NetworkAddress(address))) == isInside)
    }

    @Test(
        "What is no range", arguments: ["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "ten/8", "/8"])
    func noRange(text: String) {
        #expect(NetworkRange(text) == nil)
    }
}

@Suite("Proxies that are believed")
struct TrustedProxiesTests {
    private func client(_ proxies: [String], peer: String, _ forwarded: String...) throws -> String {
        var fields = HTTPFields()
        for value in forwarded { fields.append(HTTPField(name: .forwardedFor, value: value)) }
        let client = try #require(TrustedProxies(proxies)).client(
            of: try #require(NetworkAddress(peer)), fields)
        return client.bytes.suffix(4).map(String.init).joined(separator: ".")
    }

    @Test("Without proxies nobody is believed")
    func none() throws {
        expectNoDifference(try client([], peer: "10.0.0.1", "192.0.2.1"), "10.0.0.1")
    }

    @Test("The last address that is no proxy is the reader's, whatever stands before it")
    func chain() throws {
        expectNoDifference(
            try client(["10.0.0.0/8"], peer: "10.0.0.1", "198.51.100.6, 192.0.2.1", "10.2.2.2"), "192.0.2.1")
        expectNoDifference(try client(["10.0.0.0/8"], peer: "203.0.113.9", "192.0.2.1"), "203.0.113.9")
    }

    @Test("A proxy that writes nonsense is the last that is known")
    func nonsense() throws {
        expectNoDifference(try client(["10.0.0.0/8"], peer: "10.0.0.1", "192.0.2.1, unknown"), "10.0.0.1")
        #expect(TrustedProxies(["10.0.0.0/8", "nonsense"]) == nil)
    }
}
