// Forgetting a person: asked once more before it is done.

internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import TicketStore
internal import Tickets

extension WebServer {
    /// Says what would go, and asks.
    func erasePage(_ context: DeskContext) async throws -> Response {
        guard let id = ticketNumber(context), let ticket = try await desk.thread(id)?.ticket else {
            throw HTTPError(.notFound)
        }
        let path = "/desk/tickets/\(id.number)"
        guard !ticket.requester.address.isEmpty else {
            return agentPage(
                "Erase", "<h1>Nobody is left to erase</h1><p><a href=\"\(path)\">Back to the ticket</a></p>")
        }
        return agentPage(
            "Erase this person",
            """
            <nav class="breadcrumbs" aria-label="Breadcrumbs"><a href="/desk">Tickets</a> <a href="\(path)">\(id.description)</a></nav>
            <h1>Erase this person</h1>
            <p><bdi>\(ticket.requester.name)</bdi> (<bdi>\(ticket.requester.address)</bdi>)</p>
            <p class="lead">All tickets from this address lose their words, names, addresses, files and mails, and their
            links end. What happened stays, and when. Nobody can undo this.</p>
            <form method="post" action="\(path)/erase"><p><button>Erase all of it</button></p></form>
            <p><a href="\(path)">Keep everything</a></p>
            """)
    }

    /// Erases all tickets of the address of one.
    func erasePerson(_ context: DeskContext) async throws -> Response {
        guard let agent = context.agent else { throw HTTPError(.forbidden) }
        guard let id = ticketNumber(context), let ticket = try await desk.thread(id)?.ticket else {
            throw HTTPError(.notFound)
        }
        if !ticket.requester.address.isEmpty {
            _ = try await desk.erase(requester: ticket.requester.address, by: agent)
        }
        return redirect(to: "/desk/tickets/\(id.number)")
    }
}
