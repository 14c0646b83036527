// The desk's list of tickets: of one queue, of one status, or of both; or of what is laid aside.

internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import TicketStore
internal import Tickets

/// What a list of tickets is narrowed to, as its address says.
struct DeskListChoice: Sendable {
    var queue: DeskSettings.Queue?
    var status: TicketStatus?
    /// Whether it is of what is laid aside, whatever its status.
    var isAside: Bool

    /// What a request asks for; what is no queue or no status is left out.
    init(_ request: Request, _ settings: DeskSettings) {
        let query = request.query
        queue = query.get("queue").flatMap { id in settings.queues.first { $0.id == id } }
        isAside = query.get("aside") == "yes"
        status = isAside ? nil : query.get("status").flatMap { TicketStatus(rawValue: $0) }
    }

    /// The list's address.
    ///
    /// - Parameter position: where the page before ended; `nil` for the first page.
    func address(after position: TicketListPosition? = nil) -> String {
        let parts = [
            queue.map { "queue=\($0.id.inQuery)" }, status.map { "status=\($0.rawValue)" },
            isAside ? "aside=yes" : nil, position.map { "after=\($0)" },
        ].compactMap(\.self)
        return parts.isEmpty ? "/desk" : "/desk?" + parts.joined(separator: "&")
    }

    func with(_ queue: DeskSettings.Queue?) -> DeskListChoice {
        var choice = self
        choice.queue = queue
        return choice
    }

    func with(_ status: TicketStatus?) -> DeskListChoice {
        var choice = self
        choice.status = status
        choice.isAside = false
        return choice
    }

    var withWhatIsAside: DeskListChoice {
        var choice = with(nil as TicketStatus?)
        choice.isAside = true
        return choice
    }
}

extension WebServer {
    /// A page of the list of tickets.
    func deskPage(_ request: Request) async throws -> Response {
        if let query = request.query.get("q"), !query.allSatisfy(\.isWhitespace) {
            return try await foundTickets(request, query)
        }
        let position = request.query.get("after").flatMap { TicketListPosition(String($0)) }
        let choice = DeskListChoice(request, desk.settings)
        let list = try await desk.tickets(
            in: choice.queue?.id, of: choice.status, after: choice.isAside ? nil : position)
        let aside = try await desk.ticketsAside(
            in: choice.queue?.id, after: choice.isAside ? position : nil)
        let shown = choice.isAside ? aside : list
        let held = try await desk.heldTickets(after: nil).unsolvedCount
        let heldLink: HTML? =
            held == 0 ? nil : "<p class=\"notice\"><a href=\"/desk/held\">Held, perhaps spam: \(held)</a></p>"
        let older: HTML? = shown.next.map {
            "<p><a rel=\"next\" href=\"\(choice.address(after: $0))\">Older tickets</a></p>"
        }
        return agentPage(
            "Desk",
            """
            <h1>Tickets</h1>
            \(ticketSearch(""))
            \(queueLinks(choice))
            \(statusLinks(choice, list, aside))
            <p class="facts">\(Self.count(shown, choice, isAllAside: aside.count > 0))</p>
            \(heldLink)
            \(shown.tickets.isEmpty ? nil : table(shown.tickets))
            \(older)
            <form method="post" action="/desk/sign-out"><p><button class="quiet">Sign out</button></p></form>
            """)
    }

    /// A link to the list of each queue, which keeps the status.
    private func queueLinks(_ choice: DeskListChoice) -> HTML {
        let all: [DeskSettings.Queue?] = [nil] + desk.settings.queues
        return links(
            "Queues",
            all.map { queue in
                (choice.with(queue), HTML(text: queue?.title ?? "All queues"), queue == choice.queue)
            })
    }

    /// A link to the list of each status with the number of its tickets, and to what is laid aside. Each
    /// keeps the queue.
    private func statusLinks(_ choice: DeskListChoice, _ list: TicketList, _ aside: TicketList) -> HTML {
        let sum = list.statusCounts.values.reduce(0, +)
        let all: [TicketStatus?] = [nil] + TicketStatus.allCases
        return links(
            "Statuses",
            all.map { status in
                let count = status.map { list.statusCounts[$0, default: 0] } ?? sum
                return (
                    choice.with(status), "\(status.map(Self.title) ?? "Any status") <small>\(count)</small>",
                    !choice.isAside && status == choice.status
                )
            } + [(choice.withWhatIsAside, "Laid aside <small>\(aside.count)</small>", choice.isAside)])
    }

    private func links(_ label: String, _ links: [(to: DeskListChoice, text: HTML, isCurrent: Bool)]) -> HTML
    {
        let items: [HTML] = links.map { link in
            let mark: HTML? = link.isCurrent ? " aria-current=\"page\"" : nil
            return "<li><a href=\"\(link.to.address())\"\(mark)>\(link.text)</a></li>\n"
        }
        return "<nav class=\"choices\" aria-label=\"\(label)\"><ul>\(items)</ul></nav>"
    }

    private static func title(_ status: TicketStatus) -> String {
        switch status {
        case .new: "New"
        case .open: "Open"
        case .pending: "Pending"
        case .solved: "Solved"
        case .closed: "Closed"
        }
    }

    /// Tickets as a table.
    func table(_ tickets: [Ticket]) -> HTML {
        let rows: [HTML] = tickets.map { ticket in
            """
            <tr><td>\(ticket.id.description)</td>
            <td><a href="/desk/tickets/\(ticket.id.number)"><bdi>\(ticket.subject)</bdi></a></td>
            <td><bdi>\(ticket.requester.name)</bdi></td>
            <td>\(desk.settings.title(ofQueue: ticket.queue))</td>
            <td>\(ticket.status.rawValue)\(asideNote(ticket))</td><td>\(time(ticket.createdAt))</td></tr>
            """
        }
        return """
            <div class="table-scroll" role="region" aria-label="Tickets" tabindex="0"><table class="tickets">
            <thead><tr><th scope="col">Ticket</th><th scope="col">Subject</th><th scope="col">From</th>
            <th scope="col">Queue</th><th scope="col">Status</th><th scope="col">Since</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>
            """
    }

    private func asideNote(_ ticket: Ticket) -> HTML? {
        desk.asideUntil(ticket).map { ", laid aside until \(time($0))" }
    }

    private static func count(_ list: TicketList, _ choice: DeskListChoice, isAllAside: Bool) -> String {
        guard choice.queue == nil, choice.status == nil, !choice.isAside, list.count > 0 || !isAllAside
        else {
            return list.count == 0 ? "No ticket is here." : "Tickets here: \(list.count)"
        }
        return switch list.count {
        case 0: "Nobody has asked anything yet."
        case 1: list.unsolvedCount == 0 ? "1 ticket, and it is solved." : "1 ticket, and it is not solved."
        default: "\(list.count) tickets, \(list.unsolvedCount) of them not solved."
        }
    }
}

extension String {
    /// The text as a value in an address's query (RFC 3986, section 3.4).
    var inQuery: String {
        utf8.reduce(into: "") { text, byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || "-._~/".utf8.contains(byte)
            let hexadecimal = String(byte, radix: 16, uppercase: true)
            text += isPlain ? String(UnicodeScalar(byte)) : (byte < 16 ? "%0" : "%") + hexadecimal
        }
    }
}
