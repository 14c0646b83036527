// What may be done to a ticket, and what follows.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("A ticket")
struct TicketEditTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)

    private func ticket() -> Ticket {
        Ticket(
            id: TicketID(7), subject: "Lamp", requester: Requester(name: "Ada", address: "ada@example.org"),
            status: .new, queue: "triage", rating: nil, createdAt: Self.noon, revision: 1, linkGeneration: 1)
    }

    private func story(_ edit: TicketEdit) -> [String] {
        edit.events.map { event in
            let change = event.change.map { " \($0.field): \($0.from) → \($0.to)" } ?? ""
            return "\(event.kind.rawValue)\(change) (\(event.actor))"
        }
    }

    @Test("Is taken in, routed, answered, solved and rated, and each step is an event")
    func wholeLife() throws {
        var edit = TicketEdit(taking: ticket(), body: "It is dark.")
        edit.record([], queue: ("billing", "rules"))
        edit.reply("Turn it on.", by: "Grace")
        edit.solve(by: "Grace")
        try edit.rate(.bad)
        try edit.rate(.good)
        expectNoDifference(
            story(edit),
            [
                "ticket.created (requester)",
                "ticket.changed queue: triage → billing (plugin(id: \"rules\"))",
                "message.added (agent(name: \"Grace\"))",
                "ticket.changed status: new → pending (agent(name: \"Grace\"))",
                "ticket.changed status: pending → solved (agent(name: \"Grace\"))",
                "ticket.solved (agent(name: \"Grace\"))",
                "survey.answered rating:  → bad (requester)",
                "survey.answered rating: bad → good (requester)",
            ])
        expectNoDifference(edit.ticket.status, .solved)
        expectNoDifference(edit.ticket.rating, .good)
        expectNoDifference(edit.ticket.revision, 8)
    }

    @Test("Holds no customer's word and no address in its events")
    func eventsAreFreeOfPersons() throws {
        var edit = TicketEdit(taking: ticket(), body: "It is dark.")
        edit.add("Still dark.")
        edit.mail(subject: "Re: Lamp", text: "Turn it on.")
        let json = String(decoding: try JSONEncoder().encode(edit.events), as: UTF8.self)
        for secret in ["dark", "ada", "Ada", "example.org", "Lamp"] { #expect(!json.contains(secret)) }
    }

    @Test("Opens again when the customer adds something after it was solved")
    func reopens() {
        var edit = TicketEdit(ticket(), now: Self.noon)
        edit.solve(by: "Grace")
        edit.solve(by: "Grace")
        edit.add("It is dark again.")
        expectNoDifference(
            story(edit),
            [
                "ticket.changed status: new → solved (agent(name: \"Grace\"))",
                "ticket.solved (agent(name: \"Grace\"))", "message.added (requester)",
                "ticket.changed status: solved → open (requester)", "ticket.reopened (requester)",
            ])
    }

    @Test("Cannot be rated before it is solved")
    func ratingTooEarly() {
        var edit = TicketEdit(ticket(), now: Self.noon)
        #expect(throws: TicketError.notSolved) { try edit.rate(.good) }
        expectNoDifference(story(edit), [])
    }
}
