// Which part of a file a request asks for, field by field (RFC 9110, section 14).

import CustomDump
import Testing

@testable import WebServer

@Suite("A range of bytes")
struct ByteRangeTests {
    @Test(
        "A field asks for a part of a file of ten bytes",
        arguments: [
            (nil, .whole), ("bytes=0-3", .part(0..<4)), ("bytes=4-", .part(4..<10)),
            ("bytes=-3", .part(7..<10)), ("bytes=-30", .part(0..<10)), ("bytes=8-30", .part(8..<10)),
            ("Bytes=9-9", .part(9..<10)), ("bytes=10-", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=5-4", .whole), ("bytes=0-1,4-5", .whole), ("lines=0-1", .whole), ("bytes=", .whole),
            ("bytes=-", .whole), ("bytes=a-b", .whole), ("bytes=+1-2", .whole), ("bytes", .whole),
            ("bytes=99999999999999999999-", .whole), ("bytes=0-99999999999999999999", .whole),
        ] as [(String?, ByteRange)])
    func asks(field: String?, range: ByteRange) {
        expectNoDifference(ByteRange(field, length: 10), range)
    }

    @Test("An empty file has no parts")
    func empty() {
        expectNoDifference(ByteRange("bytes=0-", length: 0), .unsatisfiable)
        expectNoDifference(ByteRange("bytes=-1", length: 0), .unsatisfiable)
        expectNoDifference(ByteRange(nil, length: 0), .whole)
    }
}
