// What is answered when somebody asks for a file.

import CustomDump
import HTTPTypes
import Hummingbird
import SiteGenerator
import Testing

@testable import WebServer

@Suite("A file of the site")
struct SiteFileTests {
    private let page = SiteFile(
        path: "/a/index.html", stamp: .init(size: 0, modifiedNanoseconds: 0),
        bytes: Array(String(repeating: "<p>Water the roses.</p>\n", count: 40).utf8), neighbour: nil)

    /// Status and header fields of an answer, a line each.
    private func answer(_ file: SiteFile, _ fields: HTTPFields = [:]) -> [String] {
        let response = file.response(to: fields)
        return ["\(response.status.code) \(response.headers[.contentLength] ?? "-")"]
            + response.headers.filter { $0.name != .contentLength }.map {
                "\($0.name.canonicalName): \($0.value)"
            }.sorted()
    }

    @Test("A page is sent whole and asked for anew each time")
    func whole() {
        expectNoDifference(
            answer(page),
            [
                "200 960", "accept-ranges: bytes", "cache-control: no-cache",
                "content-type: text/html; charset=utf-8", "etag: \"\(page.tag)\"", "vary: Accept-Encoding",
            ])
    }

    @Test("Who takes gzip gets it, and another tag with it")
    func packed() throws {
        let length = try #require(page.compressed).readableBytes
        #expect(length < 100)
        expectNoDifference(
            answer(page, [.acceptEncoding: "br;q=1.0, gzip;q=0.5"]),
            [
                "200 \(length)", "accept-ranges: bytes", "cache-control: no-cache", "content-encoding: gzip",
                "content-type: text/html; charset=utf-8", "etag: \"\(page.tag).gz\"",
                "vary: Accept-Encoding",
            ])
    }

    @Test(
        "Gzip is taken or not",
        arguments: [
            ("gzip", true), ("deflate, gzip", true), ("*", true), ("GZIP;q=0.1", true), ("gzip;q=0", false),
            ("gzip; q=0.000", false), ("br", false), ("", false), ("xgzip", false),
        ])
    func accepts(field: String, isTaken: Bool) {
        #expect(SiteFile.acceptsGzip(field) == isTaken)
    }

    @Test(
        "Who has the page already is told so",
        arguments: ["\"TAG\"", "\"TAG.gz\"", "W/\"TAG\"", "\"other\", \"TAG\"", "*"])
    func known(field: String) {
        let known = field.replacing("TAG", with: page.tag)
        expectNoDifference(
            answer(page, [.ifNoneMatch: known]),
            [
                "304 -", "accept-ranges: bytes", "cache-control: no-cache", "etag: \"\(page.tag)\"",
                "vary: Accept-Encoding",
            ])
    }

    @Test("Another version of the page is sent")
    func unknown() {
        #expect(answer(page, [.ifNoneMatch: "\"other\""]).first == "200 960")
    }

    @Test("A part is sent, unpacked, of the version that was begun")
    func part() {
        expectNoDifference(
            answer(page, [.range: "bytes=10-19", .acceptEncoding: "gzip"]),
            [
                "206 10", "accept-ranges: bytes", "cache-control: no-cache", "content-range: bytes 10-19/960",
                "content-type: text/html; charset=utf-8", "etag: \"\(page.tag)\"", "vary: Accept-Encoding",
            ])
        #expect(answer(page, [.range: "bytes=0-9", .ifRange: "\"\(page.tag)\""]).first == "206 10")
        #expect(answer(page, [.range: "bytes=0-9", .ifRange: "\"other\""]).first == "200 960")
        #expect(answer(page, [.range: "bytes=960-"]).contains("content-range: bytes */960"))
    }

    @Test("What has its content's hash in its name is kept for a year, pictures are not packed")
    func asset() {
        let picture = SiteFile(
            path: "/assets/lamp.1.png", stamp: .init(size: 0, modifiedNanoseconds: 0),
            bytes: [UInt8](repeating: 7, count: 500), neighbour: nil)
        expectNoDifference(
            answer(picture, [.acceptEncoding: "gzip"]),
            [
                "200 500", "accept-ranges: bytes", "cache-control: public, max-age=31536000, immutable",
                "content-type: image/png", "etag: \"\(picture.tag)\"",
            ])
    }
}
