// Finding tickets in the desk by their words.

internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import Tickets

extension WebServer {
    /// A box for words that stand in tickets.
    func ticketSearch(_ query: String) -> HTML {
        """
        <form method="get" action="/desk"><div class="field"><label for="words">Find tickets</label>
        <input id="words" name="q" type="search" value="\(query)" autocomplete="off"></div>
        <p><button>Find</button></p></form>
        """
    }

    /// The tickets in which all words stand.
    func foundTickets(_ request: Request, _ query: String) async throws -> Response {
        let before = request.query.get("before").flatMap { Int64($0) }.map { TicketID($0) }
        let query = String(query.prefix(300))
        let found = try await desk.search(query, before: before)
        let last: Ticket? = found.count < 50 ? nil : found.last
        let older: HTML? = last.map { last in
            """
            <form method="get" action="/desk"><input type="hidden" name="q" value="\(query)">
            <input type="hidden" name="before" value="\(last.id.number)"><p><button>Older tickets</button></p></form>
            """
        }
        let nothing: HTML = "<p>No ticket holds all of these words.</p>"
        return agentPage(
            "Find tickets",
            """
            <h1>Find tickets</h1>
            \(ticketSearch(query))
            \(found.isEmpty ? nothing : table(found))
            \(older)
            """)
    }
}
