// Addresses of machines, as proxies and sockets write them.

import CustomDump
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
}
