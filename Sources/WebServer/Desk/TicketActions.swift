// What an agent can do with a ticket: answer it, note something, hand it over, lay it aside.

internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import KnowledgeBase
internal import Logging
internal import Markdown
internal import SiteGenerator
internal import TicketStore
internal import Tickets

extension WebServer {
    /// Who asks, where it stands, and who cares for it.
    ///
    /// - Parameter isVerified: whether the address is known to be whose who asks.
    func facts(_ ticket: Ticket, isVerified: Bool) -> HTML {
        let state = ticket.state
        let organisation = organisationFact(ticket, isVerified: isVerified)
        let team: HTML? = state.team.map {
            " · team <strong><bdi>\(desk.settings.title(ofTeam: $0))</bdi></strong>"
        }
        let from: HTML? =
            ticket.requester.address.isEmpty
            ? nil : " from <bdi>\(ticket.requester.name)</bdi> (<bdi>\(ticket.requester.address)</bdi>)"
        let assignee: HTML? = state.assignee.map {
            " · with <strong><bdi>\(desk.settings.name(ofAgent: $0))</bdi></strong>"
        }
        let priority: HTML? =
            state.priority == .normal ? nil : " · priority <strong>\(state.priority.rawValue)</strong>"
        let rating: HTML? = ticket.rating.map { " · rated <strong>\($0.rawValue)</strong>" }
        let snooze: HTML? = state.snooze.map { " · laid aside until \(time($0.until))" }
        let tags: HTML? =
            state.tags.isEmpty ? nil : " · tagged <bdi>\(state.tags.joined(separator: ", "))</bdi>"
        return """
            <p class="facts">\(ticket.id.description)\(from)\(organisation)
            · queue <strong>\(desk.settings.title(ofQueue: ticket.queue))</strong>
            · \(ticket.status.rawValue)\(team)\(assignee)\(priority)\(tags)\(snooze)\(rating)</p>
            """
    }

    private func organisationFact(_ ticket: Ticket, isVerified: Bool) -> HTML? {
        guard let id = ticket.state.organisation else { return nil }
        let tier: HTML? = ticket.state.tier.map { ", tier <strong><bdi>\($0)</bdi></strong>" }
        // Anybody can type an address of theirs.
        let doubt: HTML? = isVerified ? nil : " (nobody has shown yet that the address is theirs)"
        return " of <strong><bdi>\(desk.settings.name(ofOrganisation: id))</bdi></strong>\(tier)\(doubt)"
    }

    /// Other tickets that belong to this one.
    func relations(_ ticket: Ticket) -> [HTML] {
        let state = ticket.state
        var sentences = state.links.map { link -> HTML in
            let other = ticketLink(link.ticket)
            return switch link.kind {
            case .followUpOf: "This follows up \(other), which was closed."
            case .followedUpBy: "It goes on in \(other)."
            case .related: "It has to do with \(other)."
            case .duplicateOf: "It asks the same as \(other)."
            case .duplicatedBy: "\(other) asks the same."
            }
        }
        sentences += state.mergedFrom.map { "\(ticketLink($0.ticket)) became part of it." }
        var items: [HTML] = sentences.map { "<p class=\"facts\">\($0)</p>\n" }
        if let target = state.mergedInto {
            // Of one that was erased no ticket can be made again: nobody is left who could be answered.
            let undo: HTML? =
                state.isErased
                ? nil
                : """

                <form method="post" action="/desk/tickets/\(ticket.id.number)/unmerge"><p><button class="quiet">Make two tickets of
                them again</button></p></form>
                """
            items.append(
                """
                <section class="notice" aria-label="Merged"><p>This is part of \(ticketLink(target)); it is answered there.</p>\(undo)</section>
                """)
        }
        return items
    }

    private func ticketLink(_ id: TicketID) -> HTML {
        "<a href=\"/desk/tickets/\(id.number)\">\(id.description)</a>"
    }

    /// That a ticket was erased. One that was erased before erasing finished a ticket can be closed.
    func erasedNotice(_ ticket: Ticket) -> HTML {
        let close: HTML? =
            ticket.status == .closed
            ? nil
            : """
            <form method="post" action="/desk/tickets/\(ticket.id.number)/solve"><p><button class="quiet">Close it</button></p></form>
            """
        return """
            <p class="notice">Words, names, addresses and files of this ticket were erased. What happened to it, and
            when, has stayed. There is nobody left to answer.</p>
            \(close)
            """
    }

    /// What could be answered, and the form for it.
    func answering(_ thread: TicketThread, draft: String) -> HTML? {
        guard thread.ticket.state.mergedInto == nil else { return nil }
        return "\(suggestionCards(thread))\(answerForm(thread.ticket, draft: draft))"
    }

    /// All that can be done beside answering.
    func handling(_ ticket: Ticket, note: String) -> HTML {
        """
        \(noteForm(ticket, note))
        \(changeForm(ticket))
        \(asideForm(ticket))
        <details class="details"><summary>The customer's link and data</summary>
        <div class="details-body"><form method="post" action="/desk/tickets/\(ticket.id.number)/link">
        <p><button class="quiet">Mail the customer a new link, and make the old ones void</button></p></form>
        <p><a href="/desk/tickets/\(ticket.id.number)/erase">Erase this person</a></p></div></details>
        """
    }

    private func answerForm(_ ticket: Ticket, draft: String) -> HTML {
        let path = "/desk/tickets/\(ticket.id.number)"
        let finish: HTML? =
            switch ticket.status {
            case .new, .open, .pending:
                "<form method=\"post\" action=\"\(path)/solve\"><p><button class=\"quiet\">Mark as solved</button></p></form>"
            case .solved:
                "<form method=\"post\" action=\"\(path)/reopen\"><p><button class=\"quiet\">Open it again</button></p></form>"
            case .closed: nil
            }
        return """
            <form method="post" action="\(path)/reply">
            <input type="hidden" name="key" value="\(desk.newReplyKey(for: ticket.id))">
            <div class="field"><label for="body">Your answer</label>
            <textarea id="body" name="body" rows="8" required>\n\(draft)</textarea></div>
            <p><button>Send the answer</button></p></form>
            \(finish)
            """
    }

    private func noteForm(_ ticket: Ticket, _ note: String) -> HTML? {
        guard ticket.state.mergedInto == nil else { return nil }
        return """
            <details class="details"\(HTML(safe: note.isEmpty ? "" : " open"))><summary>Write a note</summary>
            <div class="details-body"><form method="post" action="/desk/tickets/\(ticket.id.number)/note">
            <input type="hidden" name="key" value="\(desk.newReplyKey(for: ticket.id))">
            <div class="field"><label for="note">Note, which the customer never sees</label>
            <textarea id="note" name="body" rows="4" required>\n\(note)</textarea></div>
            <p><button>Keep the note</button></p></form></div></details>
            """
    }

    private func changeForm(_ ticket: Ticket) -> HTML? {
        guard ticket.state.mergedInto == nil, ticket.status != .closed else { return nil }
        let state = ticket.state
        var queues = desk.settings.queues.map { ($0.id, $0.title) }
        if !queues.contains(where: { $0.0 == state.queue }) {
            queues.append((state.queue, desk.settings.title(ofQueue: state.queue)))
        }
        let assignee = state.assignee ?? ""
        var people = [("", "Nobody")] + desk.settings.agents.filter(\.isActive).map { ($0.id, $0.name) }
        if !people.contains(where: { $0.0 == assignee }) {
            people.append((assignee, desk.settings.name(ofAgent: assignee)))
        }
        let team = state.team ?? ""
        var teams = [("", "None")] + desk.settings.teams.map { ($0.id, $0.title) }
        if !teams.contains(where: { $0.0 == team }) { teams.append((team, team)) }
        let teamChoice: HTML? = teams.count == 1 ? nil : choice("team", "Team", teams, chosen: team)
        return """
            <details class="details"><summary>Queue, priority, person, tags</summary>
            <div class="details-body"><form method="post" action="/desk/tickets/\(ticket.id.number)/change">
            \(choice("queue", "Queue", queues, chosen: state.queue))
            \(choice("priority", "Priority", Priority.allCases.map { ($0.rawValue, $0.rawValue) }, chosen: state.priority.rawValue))
            \(teamChoice)
            \(choice("assignee", "Who cares for it", people, chosen: assignee))
            <div class="field"><label for="tags">Tags, with commas between them</label>
            <input type="hidden" name="was_tags" value="\(state.tags.joined(separator: ", "))">
            <input id="tags" name="tags" value="\(state.tags.joined(separator: ", "))" autocomplete="off"></div>
            <p><button>Change</button></p></form>
            <form method="post" action="/desk/tickets/\(ticket.id.number)/take"><p><button class="quiet">Take it myself</button></p></form>
            </div></details>
            """
    }

    private func choice(
        _ name: String, _ label: String, _ choices: [(String, String)], chosen: String
    ) -> HTML {
        let options: [HTML] = choices.map { value, title in
            let mark: HTML? = value == chosen ? " selected" : nil
            return "<option value=\"\(value)\"\(mark)>\(title)</option>"
        }
        return """
            <div class="field"><label for="\(name)">\(label)</label><select id="\(name)" name="\(name)">\(options)</select>
            <input type="hidden" name="was_\(name)" value="\(chosen)"></div>
            """
    }

    private func asideForm(_ ticket: Ticket) -> HTML? {
        guard !ticket.status.isFinished, ticket.state.mergedInto == nil else { return nil }
        let path = "/desk/tickets/\(ticket.id.number)"
        let wake: HTML? =
            ticket.state.snooze == nil
            ? nil
            : "<form method=\"post\" action=\"\(path)/wake\"><p><button class=\"quiet\">Take it up again now</button></p></form>"
        return """
            <details class="details"><summary>Lay aside, or make part of another ticket</summary>
            <div class="details-body">\(wake)
            <form class="actions" method="post" action="\(path)/snooze">
            <button class="quiet" name="days" value="1">For a day</button>
            <button class="quiet" name="days" value="3">For three days</button>
            <button class="quiet" name="days" value="7">For a week</button></form>
            <form method="post" action="\(path)/merge">
            <div class="field"><label for="into">Number of the ticket that this one is to become part of</label>
            <input id="into" name="into" required autocomplete="off"></div>
            <p><button class="quiet">Make it part of that one</button></p></form></div></details>
            """
    }
}
