// The built site, served from its folder.

internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// The files of the output folder by their addresses.
struct SiteFiles: Sendable {
    private let folder: String
    private let preview: SitePreview?

    init(folder: String, preview: SitePreview? = nil) {
        self.folder = folder
        self.preview = preview
    }

    /// The file at the request's path; a folder's address without its slash is sent on to it.
    ///
    /// - Throws: `HTTPError` with status 404 when there is none.
    func response(to request: Request) throws -> Response {
        let path = request.uri.path.removingPercentEncoding ?? request.uri.path
        guard Self.isPlain(path) else { throw HTTPError(.notFound) }
        let file = path.hasSuffix("/") ? path + "index.html" : path
        if let body = read(file) { return response(body, path: file) }
        if !path.hasSuffix("/"), read(path + "/index.html") != nil {
            return Response(status: .movedPermanently, headers: [.location: request.uri.path + "/"])
        }
        throw HTTPError(.notFound)
    }

    /// The site's own page for what is not there.
    var notFound: Response {
        let words = preview == nil ? "Not found" : "The site is not built yet."
        var response = response(read("/404.html") ?? ByteBuffer(string: words), path: "/404.html")
        response.status = .notFound
        return response
    }

    /// Whether a path names something inside the folder: no step up, no hidden file, no NUL.
    private static func isPlain(_ path: String) -> Bool {
        path.hasPrefix("/") && !path.utf8.contains(0)
            && path.split(separator: "/").allSatisfy { !$0.hasPrefix(".") }
    }

    private func read(_ path: String) -> ByteBuffer? {
        guard let bytes = FileManager.default.contents(atPath: folder + path) else { return nil }
        return ByteBuffer(bytes: bytes)
    }

    private func response(_ body: ByteBuffer, path: String) -> Response {
        var body = body
        // Browsers move what stands behind the end of a page into it (HTML, section 13.2.6.4.22).
        if let preview, path.hasSuffix(".html") { body.writeString(preview.script) }
        // What lies in assets/ has its content's hash in its name and never changes.
        let lifetime = path.hasPrefix("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"
        return Response(
            status: .ok, headers: [.contentType: Self.type(of: path), .cacheControl: lifetime],
            body: ResponseBody(byteBuffer: body))
    }

    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "json": "application/json", "svg": "image/svg+xml",
        "md": "text/markdown; charset=utf-8", "txt": "text/plain; charset=utf-8", "xml": "application/xml",
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp", "avif": "image/avif", "ico": "image/x-icon", "pdf": "application/pdf",
        "mp4": "video/mp4", "webm": "video/webm", "woff2": "font/woff2",
    ]

    private static func type(of path: String) -> String {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return types[ending] ?? "application/octet-stream"
    }
}
