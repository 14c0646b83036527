// What waits for a person before anything else happens to it, and what became of suggested answers.

internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import TicketStore
internal import Tickets

extension WebServer {
    /// The questions that are held.
    func heldPage(_ request: Request) async throws -> Response {
        let position = request.query.get("after").flatMap { TicketListPosition(String($0)) }
        let list = try await desk.heldTickets(after: position)
        let older: HTML? = list.next.map {
            "<p><a rel=\"next\" href=\"/desk/held?after=\($0.description)\">Older questions</a></p>"
        }
        return agentPage(
            "Held",
            """
            <h1>Held</h1>
            <p class="lead">These may be spam. Nothing happens to them until somebody has looked: release what is
            a question, discard what is none.</p>
            <p class="facts">Waiting: \(list.unsolvedCount)</p>
            \(list.tickets.isEmpty ? nil : table(list.tickets))
            \(older)
            """)
    }

    /// Why a question is held, or that it was discarded, and what can be done with it.
    func heldNotice(_ thread: TicketThread) async throws -> HTML? {
        let ticket = thread.ticket
        if ticket.status == .closed { return try await discardedNotice(thread) }
        guard ticket.queue == DeskSettings.heldQueue, !ticket.status.isFinished else { return nil }
        let reasons = ticket.state.tags.compactMap { Self.heldReasons[$0] }.joined(separator: "; ")
        let path = "/desk/tickets/\(ticket.id.number)"
        return """
            <section class="notice" aria-labelledby="held"><h2 id="held">Held</h2>
            <p>Nothing has happened to this question yet: \(reasons). Who answers it, takes it, moves it to a queue or
            marks it as solved releases it, too.</p>
            <div class="actions"><form method="post" action="\(path)/release"><button>Release it</button></form>
            <form method="post" action="\(path)/discard"><button class="quiet">Discard it as spam</button></form>
            </div></section>
            """
    }

    private func discardedNotice(_ thread: TicketThread) async throws -> HTML? {
        let ticket = thread.ticket
        guard HelpDesk.isDiscarded(ticket), !ticket.state.isErased, ticket.state.mergedInto == nil,
            try await !desk.isTakenUp(thread)
        else { return nil }
        return """
            <section class="notice" aria-labelledby="discarded"><h2 id="discarded">Discarded as spam</h2>
            <p>This ticket is closed. If it was a question, it goes on as a ticket of its own.</p>
            <form method="post" action="/desk/tickets/\(ticket.id.number)/no-spam"><p><button class="quiet">It was
            no spam</button></p></form></section>
            """
    }

    private static let heldReasons = [
        "held_hidden_field": "a field was filled in that people do not see",
        "held_too_fast": "it was filled in faster than people write",
        "held_after_spam": "it follows up one that was discarded as spam",
        "held_many_from_address": "many have come from one network address",
        "held_many_from_network": "many have come from one network",
        "held_many_for_recipient": "many have come with one mail address",
    ]

    /// Lets a question go its way.
    func release(_ context: DeskContext) async throws -> Response {
        try await change(context) { try await desk.release($0, by: $1) }
    }

    /// Says that a question is spam.
    func discard(_ context: DeskContext) async throws -> Response {
        try await change(context) { try await desk.discard($0, by: $1) }
    }

    /// Takes up what was discarded by mistake, and shows the ticket on which it goes on.
    func takeUp(_ context: DeskContext) async throws -> Response {
        guard let agent = context.agent else { throw HTTPError(.forbidden) }
        guard let id = ticketNumber(context) else { throw HTTPError(.notFound) }
        do {
            guard let next = try await desk.takeUp(discarded: id, by: agent) else {
                throw HTTPError(.notFound)
            }
            return redirect(to: "/desk/tickets/\(next.number)")
        } catch TicketError.notClosed {
            return try await ticketPage(
                id, notice: "Nothing was changed: nobody has discarded this ticket as spam.",
                status: .conflict)
        } catch let error as TicketError {
            return try await ticketPage(id, notice: Self.sentence(error), status: .conflict)
        }
    }

    /// Makes all links to a ticket void, and mails its customer a new one.
    func renewLink(_ context: DeskContext) async throws -> Response {
        try await change(context) { try await desk.renewLink($0, by: $1) }
    }

    /// What was done with answers that were suggested in the form.
    func suggestionsPage() async throws -> Response {
        let counts = try await desk.suggestionCounts()
        func sum(_ outcome: SuggestionCount.Outcome) -> Int {
            counts.filter { $0.outcome == outcome }.map(\.count).reduce(0, +)
        }
        let opened = Dictionary(grouping: counts.filter { $0.outcome == .opened }, by: \.article)
            .mapValues { $0.map(\.count).reduce(0, +) }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let rows: [HTML] = opened.prefix(100).map { article, count in
            "<tr><td><a href=\"\(article)\">\(article)</a></td><td>\(count)</td></tr>\n"
        }
        let table: HTML = """
            <table><thead><tr><th scope="col">Answer</th><th scope="col">Opened</th></tr></thead><tbody>\(rows)</tbody></table>
            """
        return agentPage(
            "Suggested answers",
            """
            <h1>Suggested answers</h1>
            <p class="lead">What became of answers that the form suggested in the last 30 days. Nobody is told apart,
            so one person may count in all three.</p>
            <dl class="facts-list"><dt>An answer was opened</dt><dd>\(sum(.opened))</dd>
            <dt>The form was left</dt><dd>\(sum(.left))</dd>
            <dt>The question was sent anyway</dt><dd>\(sum(.sent))</dd></dl>
            \(rows.isEmpty ? nil : table)
            """)
    }
}
