// Mails to customers: to whom, what about, when, sent or not. What they say stands in the tickets.

internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import TicketStore
internal import Tickets

extension WebServer {
    /// A page of the outbox.
    func outboxPage(_ request: Request) async throws -> Response {
        let before = request.query.get("before").flatMap { Int64($0) }
        let mails = try await desk.mails(before: before)
        let rows: [HTML] = mails.map { record in
            let sent: HTML = record.sentAt.map { "sent \(time($0))" } ?? "waits"
            return """
                <tr><td><bdi>\(record.mail.to.address)</bdi></td><td><bdi>\(record.mail.subject)</bdi></td>
                <td><a href="/desk/tickets/\(record.mail.ticket.number)">\(record.mail.ticket.description)</a></td>
                <td>\(time(record.mail.at))</td><td>\(sent)</td></tr>\n
                """
        }
        let table: HTML = """
            <div class="table-scroll" role="region" aria-label="Mails" tabindex="0"><table>
            <thead><tr><th scope="col">To</th><th scope="col">About</th><th scope="col">Ticket</th>
            <th scope="col">Written</th><th scope="col">State</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        let nothing: HTML = "<p>No mail was written yet.</p>"
        let last: MailRecord? = mails.count < 50 ? nil : mails.last
        let older: HTML? = last.map {
            "<p><a rel=\"next\" href=\"/desk/outbox?before=\($0.id)\">Older mails</a></p>"
        }
        return agentPage(
            "Outbox",
            """
            <h1>Outbox</h1>
            <p class="lead">Mails to customers. What they say stands in their tickets.</p>
            \(mails.isEmpty ? nothing : table)
            \(older)
            """)
    }
}
