// What the files of a site are, by the ends of their names.

internal import SiteGenerator

/// The media types (RFC 9110, section 8.3.1) of the files that a site has.
enum MediaType {
    private static let byEnding = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "json": "application/json", "svg": "image/svg+xml",
        "md": "text/markdown; charset=utf-8", "txt": "text/plain; charset=utf-8", "xml": "application/xml",
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp", "avif": "image/avif", "ico": "image/x-icon", "pdf": "application/pdf",
        "mp4": "video/mp4", "webm": "video/webm", "woff2": "font/woff2", "gz": "application/gzip",
    ]

    /// The type of a file; what is not known is a row of bytes.
    static func of(_ path: String) -> String {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return byEnding[ending] ?? "application/octet-stream"
    }
}
