// Strangers' files: handed out to be saved, never to be shown.

internal import Foundation
internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import TicketStore
internal import Tickets

extension WebServer {
    /// A file of the ticket behind a secret link.
    func customerFile(_ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        guard let digest = context.parameters.get("digest").flatMap({ ContentDigest($0) }),
            let file = try await desk.attachment(digest, of: id, secret: secret)
        else { throw HTTPError(.notFound) }
        return download(file)
    }

    /// A file of a ticket, for an agent.
    func deskFile(_ context: DeskContext) async throws -> Response {
        guard let id = ticketNumber(context), let thread = try await desk.thread(id),
            let digest = context.parameters.get("digest").flatMap({ ContentDigest($0) }),
            let file = thread.messages.flatMap(\.attachments).first(where: { $0.digest == digest })
        else { throw HTTPError(.notFound) }
        return download(file)
    }

    /// A file as a download, whatever it says it is: nothing in it runs, and nothing in it is shown with
    /// our address above it.
    private func download(_ file: Attachment) -> Response {
        let name = file.name.description
        let ascii = String(name.unicodeScalars.map { $0.isASCII ? Character($0) : "_" })
        let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "file"
        let body = ResponseBody(contentLength: Int(file.lengthBytes)) { [desk] writer in
            let handoff = Handoff()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    defer { handoff.finish() }
                    _ = try await desk.read(file) { try await handoff.put($0) }
                }
                while let piece = try await handoff.take() {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await group.waitForAll()
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream", .cacheControl: "private, no-store",
                .contentDisposition: "attachment; filename=\"\(ascii)\"; filename*=UTF-8''\(encoded)",
                .contentSecurityPolicy: "default-src 'none'; sandbox", .xRobotsTag: "noindex",
            ], body: body)
    }

    /// A message's files.
    ///
    /// - Parameter path: of the ticket's page.
    func files(_ attachments: [Attachment], below path: String, _ label: String) -> HTML? {
        guard !attachments.isEmpty else { return nil }
        let items: [HTML] = attachments.map { file in
            """
            <li><a href="\(path)/files/\(file.digest.description)" download><bdi>\(file.name.description)</bdi></a>
            <span class="facts">\(Self.size(file.lengthBytes))</span></li>
            """
        }
        return "<ul class=\"attached\" aria-label=\"\(label)\">\(items)</ul>"
    }

    private static func size(_ bytes: Int64) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) B"
        case ..<1_000_000: "\(bytes / 1_000) kB"
        default: "\(Double(bytes / 100_000) / 10) MB"
        }
    }
}
