// The built site, served from memory.

internal import Foundation
internal import Hummingbird
internal import SiteGenerator

/// All files of the site by their addresses.
struct SiteFiles: Sendable {
    private let files: [String: ByteBuffer]

    init(_ files: [OutputFile]) {
        let entries = files.map { ("/" + $0.path, ByteBuffer(bytes: $0.bytes)) }
        self.files = Dictionary(entries, uniquingKeysWith: { first, _ in first })
    }

    /// The file at the request's path; a folder's address without its slash is sent on to it.
    ///
    /// - Throws: `HTTPError` with status 404 when there is none.
    func response(to request: Request) throws -> Response {
        let path = request.uri.path.removingPercentEncoding ?? request.uri.path
        if let body = files[path] { return response(body, path: path) }
        if path.hasSuffix("/"), let body = files[path + "index.html"] {
            return response(body, path: path + "index.html")
        }
        if files[path + "/index.html"] != nil {
            return Response(status: .movedPermanently, headers: [.location: request.uri.path + "/"])
        }
        throw HTTPError(.notFound)
    }

    /// The site's own page for what is not there.
    var notFound: Response {
        var response = response(files["/404.html"] ?? ByteBuffer(string: "Not found"), path: "/404.html")
        response.status = .notFound
        return response
    }

    private func response(_ body: ByteBuffer, path: String) -> Response {
        // What lies in assets/ has its content's hash in its name and never changes.
        let lifetime = path.hasPrefix("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"
        return Response(
            status: .ok, headers: [.contentType: Self.type(of: path), .cacheControl: lifetime],
            body: ResponseBody(byteBuffer: body))
    }

    private static func type(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }
}
