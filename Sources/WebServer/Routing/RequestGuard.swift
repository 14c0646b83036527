// Refuses requests before anything of them is believed or read.

internal import HTTPTypes
internal import Hummingbird
internal import SiteGenerator

/// Refuses requests that do not name one host, and those that announce more bytes than any form may have.
struct RequestGuard: RouterMiddleware {
    /// The most bytes of a form with files.
    let mostBytesWithFiles: @Sendable () -> Int

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        // RFC 9112, section 3.2: none, several or one that can be no host is answered with 400. The first
        // stands as the request's authority, any other is still among its fields.
        // What such a sender means by its next request is doubtful as well.
        guard let host = request.head.authority, Self.isHost(host), request.headers[.furtherHost] == nil
        else {
            throw HTTPError(.badRequest, headers: [.connection: "close"])
        }
        if let length = request.headers[.contentLength] {
            // What is announced in more digits than a number of ours has is more, too.
            guard let count = Int(length), count <= most(request, context) else {
                throw HTTPError(.contentTooLarge)
            }
        }
        return try await next(request, context)
    }

    private func most(_ request: Request, _ context: DeskContext) -> Int {
        let type = HeaderParameters.read(request.headers[.contentType] ?? "").value
        return type == "multipart/form-data" ? mostBytesWithFiles() : context.maxUploadSize
    }

    /// Whether a text may be a host and a port (RFC 3986, sections 3.2.2 and 3.2.3); it may be empty, where
    /// an address has none.
    static func isHost(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._~!$&'()*+,;=%:[]".utf8.contains(byte)
            }
        }
    }
}
