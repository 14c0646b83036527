// The built site, served from its folder.

internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import SiteGenerator
internal import Synchronization

/// The files of the output folder by their addresses. What was asked for stays in memory for as
/// long as it lies on the disk as it was.
final class SiteFiles: Sendable {
    /// Files larger than this are read whenever somebody asks for them, in bytes.
    private static let largest = 1 << 20
    /// How much is kept in memory, in bytes; beyond it all is forgotten and asked for anew.
    private static let capacity = 32 << 20

    private struct Memory {
        var files: [String: SiteFile] = [:]
        var size = 0
    }

    private let folder: String
    private let preview: SitePreview?
    private let memory = Mutex(Memory())

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
        let name = path.hasSuffix("/") ? path + "index.html" : path
        if let response = response(for: name, request.headers) { return response }
        if !path.hasSuffix("/"), FileSystem.stamp("\(folder)\(path)/index.html") != nil {
            // Two slashes at the beginning would be another host (RFC 3986, section 4.2).
            let query = request.uri.query.map { "?" + $0 } ?? ""
            let target = "/" + request.uri.path.drop { $0 == "/" } + "/" + query
            return Response(status: .movedPermanently, headers: [.location: target])
        }
        throw HTTPError(.notFound)
    }

    /// A file's text; `nil` when there is none.
    func text(_ path: String) -> String? {
        guard Self.isPlain(path) else { return nil }
        return FileSystem.read(folder + path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The site's own page for what is not there.
    var notFound: Response {
        let words = preview == nil ? "Not found" : "The site is not built yet."
        var response =
            response(for: "/404.html", [:])
            ?? Response(
                status: .notFound, headers: [.contentType: "text/html; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: words + (preview?.script ?? ""))))
        response.status = .notFound
        response.headers[.eTag] = nil
        return response
    }

    /// Whether a path names something inside the folder: no step up, no hidden file, no NUL.
    private static func isPlain(_ path: String) -> Bool {
        path.hasPrefix("/") && !path.utf8.contains(0)
            && path.split(separator: "/").allSatisfy { !$0.hasPrefix(".") }
    }

    private func response(for path: String, _ fields: HTTPFields) -> Response? {
        guard let stamp = FileSystem.stamp(folder + path) else { return nil }
        if let preview, path.hasSuffix(".html") { return previewPage(path, preview) }
        if let known = memory.withLock({ $0.files[path] }), known.stamp == stamp {
            return known.response(to: fields)
        }
        guard let bytes = FileSystem.read(folder + path) else { return nil }
        let file = SiteFile(path: path, stamp: stamp, bytes: bytes, neighbour: neighbour(of: path, stamp))
        if bytes.count <= Self.largest { keep(file, path) }
        return file.response(to: fields)
    }

    private func keep(_ file: SiteFile, _ path: String) {
        memory.withLock { memory in
            memory.size += file.size - (memory.files[path]?.size ?? 0)
            if memory.size > Self.capacity {
                memory = Memory(size: file.size)
            }
            memory.files[path] = file
        }
    }

    /// What the build has packed of a file. One that is older than the file is somebody else's.
    private func neighbour(of path: String, _ file: FileSystem.Stamp) -> [UInt8]? {
        let neighbour = "\(folder)\(path).gz"
        guard Gzip.isWorthwhile(path), let stamp = FileSystem.stamp(neighbour),
            stamp.modifiedNanoseconds >= file.modifiedNanoseconds
        else { return nil }
        return FileSystem.read(neighbour)
    }

    /// A page of a site that is being written.
    private func previewPage(_ path: String, _ preview: SitePreview) -> Response? {
        guard let bytes = FileSystem.read(folder + path) else { return nil }
        var body = ByteBuffer(bytes: bytes)
        // Browsers move what stands behind the end of a page into it (HTML, section 13.2.6.4.22).
        body.writeString(preview.script)
        return Response(
            status: .ok, headers: [.contentType: MediaType.of(path), .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: body))
    }
}
