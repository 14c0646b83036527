// Which addresses a request may go to.

import CustomDump
import Testing

@testable import HTTPClient

@Suite("Addresses of requests")
struct AddressTests {
    @Test(
        "This machine, its networks, groups and what leads there are not public, however they are written",
        arguments: [
            "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0.0.0.0", "10.1.2.3", "100.64.0.1",
            "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.1.1", "198.18.0.1",
            "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1",
            "fc00::1", "fd12::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1",
        ])
    func inner(_ text: String) {
        let found = HostAddress.all(of: text)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { !$0.isPublic }, "\(found)")
    }

    @Test(
        "Others are",
        arguments: ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])
    func outer(_ text: String) {
        let found = HostAddress.all(of: text)
        #expect(found.count == 1 && found.allSatisfy(\.isPublic), "\(found)")
    }

    @Test("An address is taken apart in one way, or not at all")
    func parts() {
        expectNoDifference(
            WebAddress("https://Example.org/a?b=c")?.description, "https://example.org:443/a?b=c")
        expectNoDifference(WebAddress("http://[::1]:8080")?.description, "http://[::1]:8080/")
        for text in [
            "ftp://example.org/", "file:///etc/passwd", "https://a:b@example.org/", "https://a@example.org/",
            "https:///x", "https://exa mple.org/", "https://example.org\\@127.0.0.1/",
            "https://example.org:0/",
            "https://example.org:99999/", "//example.org", "gopher://x", "https://ex%61mple.org/", "",
        ] {
            #expect(WebAddress(text) == nil, "\(text)")
        }
    }

    @Test("A host is allowed as it is written, for all its ports or for one")
    func allowed() throws {
        let hosts = AllowedHosts(["127.0.0.1", "Chat.Internal:8065", "[::1]:80"])
        func isAllowed(_ text: String) throws -> Bool { hosts.allow(try #require(WebAddress(text))) }
        #expect(try isAllowed("http://127.0.0.1:9/x"))
        #expect(try isAllowed("http://chat.internal:8065/x"))
        #expect(try !isAllowed("http://chat.internal/x"))
        #expect(try isAllowed("http://[::1]/"))
        #expect(try !isAllowed("http://127.0.0.2/"))
    }
}
