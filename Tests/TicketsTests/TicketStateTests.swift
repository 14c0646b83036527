// What may be done to a ticket, step by step.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("A ticket's state")
struct TicketStateTests {
    @Test("Goes from each status to these and no other")
    func steps() {
        let table = TicketStatus.allCases.map { from in
            let next = TicketStatus.allCases.filter { from.mayBecome($0) }.map(\.rawValue)
            return "\(from.rawValue): \(next.joined(separator: " "))"
        }
        expectNoDifference(
            table,
            [
                "new: open pending solved", "open: pending solved", "pending: open solved",
                "solved: open pending closed", "closed: ",
            ])
    }

    @Test("Opens when the customer writes, until it is closed; then the message starts a follow-up")
    func replies() throws {
        var story = TicketStory()
        expectNoDifference(try story.does(.say(.public), by: .requester), ["message.added"])
        expectNoDifference(
            try story.does(.say(.public, then: .pending)),
            ["message.added", "ticket.changed status: new → pending"])
        expectNoDifference(
            try story.does(.say(.public), by: .requester),
            ["message.added", "ticket.changed status: pending → open"])
        expectNoDifference(
            try story.does(.move(to: .solved)), ["ticket.changed status: open → solved", "ticket.solved"])
        expectNoDifference(
            try story.does(.say(.public), by: .requester),
            ["message.added", "ticket.changed status: solved → open", "ticket.reopened"])
        #expect(throws: TicketError.notSolved) { try story.does(.move(to: .closed)) }
        try story.does(.move(to: .solved))
        expectNoDifference(
            try story.does(.move(to: .closed), by: .desk),
            ["ticket.changed status: solved → closed", "ticket.closed"])
        let closed = story.state
        #expect(throws: TicketError.closed) { try story.does(.say(.public), by: .requester) }
        #expect(throws: TicketError.closed) { try story.does(.move(to: .open)) }
        expectNoDifference(story.state, closed)
    }

    @Test("Is touched by an agent's answer, not by a note and not by a plugin")
    func touched() throws {
        var story = TicketStory()
        expectNoDifference(try story.does(.say(.internal)), ["message.added (note)"])
        expectNoDifference(try story.does(.say(.public), by: .plugin(id: "faq")), ["message.added"])
        #expect(!story.state.isTouched)
        expectNoDifference(
            try story.does(.say(.public)), ["message.added", "ticket.changed status: new → open"])
        #expect(story.state.isTouched)
    }

    @Test("Keeps what a person has set from plugins, and nothing else")
    func setByPerson() throws {
        var story = TicketStory()
        let rules = Actor.plugin(id: "rules")
        try story.does(.setQueue("billing"), by: rules)
        try story.does(.setQueue("operations"))
        #expect(throws: TicketError.setByPerson) { try story.does(.setQueue("billing"), by: rules) }
        expectNoDifference(
            try story.does(.setPriority(.urgent), by: rules),
            ["ticket.changed priority: normal → urgent"])
        expectNoDifference(try story.does(.setPriority(.urgent)), [])
        expectNoDifference(
            try story.does(.assign(to: "grace")),
            ["ticket.changed assignee:  → grace", "ticket.changed status: new → open"])
        expectNoDifference(story.state.setByPerson, [.queue, .assignee])
    }

    @Test("Comes back when its time is up, when the customer writes, and not once it is solved")
    func snooze() throws {
        var story = TicketStory()
        try story.does(.say(.public, then: .pending))
        let monday = at("2026-11-23T08:00:00Z")
        let snoozed = ["ticket.changed snoozed_until:  → 2026-11-23T08:00:00Z"]
        expectNoDifference(try story.does(.snooze(until: monday)), snoozed)
        expectNoDifference(
            try story.does(.wake, by: .desk),
            [
                "ticket.changed snoozed_until: 2026-11-23T08:00:00Z → ",
                "ticket.changed status: pending → open",
            ])
        try story.does(.snooze(until: monday))
        expectNoDifference(
            try story.does(.say(.public), by: .requester),
            ["message.added", "ticket.changed snoozed_until: 2026-11-23T08:00:00Z → "])
        try story.does(.snooze(until: monday))
        try story.does(.move(to: .solved))
        expectNoDifference(story.state.snooze, nil)
        expectNoDifference(try story.does(.wake), [])
        #expect(throws: TicketError.noSuchStep) { try story.does(.snooze(until: monday)) }
        try story.does(.move(to: .open))
        #expect(throws: TicketError.notLater) { try story.does(.snooze(until: TicketStory.start)) }
    }

    @Test("Has tags, links and typed fields, and what is personal leaves no word")
    func entries() throws {
        var story = TicketStory()
        var lines = try story.does(.tag("vip"))
        lines += try story.does(.tag("vip"))
        lines += try story.does(.tag("lamp"))
        lines += try story.does(.untag("vip"))
        lines += try story.does(.link(TicketLink(.related, TicketID(9))))
        lines += try story.does(.setField("seats", .number(12.5), isPersonal: false))
        lines += try story.does(
            .setField("since", .date(#require(LocalDate("2026-02-01"))), isPersonal: false))
        lines += try story.does(.setField("room", .text("Ada's kitchen"), isPersonal: false))
        lines += try story.does(.setField("seats", nil, isPersonal: false))
        expectNoDifference(
            lines,
            [
                "ticket.changed tags:  → vip", "ticket.changed tags:  → lamp",
                "ticket.changed tags: vip → ", "ticket.changed link.related:  → T-9",
                "ticket.changed field.seats:  → number:12.5",
                "ticket.changed field.since:  → date:2026-02-01", "ticket.changed field.room:  → ",
                "ticket.changed field.seats: number:12.5 → ",
            ])
        expectNoDifference(story.state.tags, ["lamp"])
        expectNoDifference(story.state.fields.keys.sorted(), ["since"])
        #expect(throws: TicketError.sameTicket) {
            try story.does(.link(TicketLink(.related, TicketID(7))))
        }
        for tag in ["", "ada@example.org", "a\nb", String(repeating: "x", count: 201)] {
            #expect(throws: TicketError.notAnIdentifier) { try story.does(.tag(tag)) }
        }
        for number in story.state.tags.count..<TicketState.mostEntries { try story.does(.tag("t\(number)")) }
        #expect(throws: TicketError.tooMany) { try story.does(.tag("one more")) }
    }

    @Test("Is rated once it is solved, also when it is closed, and the last word counts")
    func rating() throws {
        var story = TicketStory()
        #expect(throws: TicketError.notSolved) { try story.does(.rate(.bad), by: .requester) }
        try story.does(.move(to: .solved))
        try story.does(.rate(.bad), by: .requester)
        try story.does(.move(to: .closed), by: .desk)
        expectNoDifference(
            try story.does(.rate(.good), by: .requester), ["survey.answered rating: bad → good"])
    }

    @Test("Each refusal says what is wrong and what to do next")
    func refusals() {
        for error in TicketError.allCases {
            #expect(error.description.contains(": ") && error.description.hasSuffix("."))
        }
    }

    @Test("Is not rebuilt from events that nobody wrote")
    func unreadable() throws {
        var story = TicketStory()
        try story.does(.setPriority(.high))
        #expect(throws: TicketError.unreadableEvent) {
            try TicketState(id: story.state.id, rebuilding: story.events.dropFirst())
        }
        #expect(throws: TicketError.unreadableEvent) {
            try TicketState(id: story.state.id, rebuilding: [TicketEvent]())
        }
        let json = String(decoding: try JSONEncoder().encode(story.events), as: UTF8.self)
        let broken = try JSONDecoder().decode(
            [TicketEvent].self, from: Data(json.replacing("\"high\"", with: "\"huge\"").utf8))
        #expect(throws: TicketError.unreadableEvent) {
            try TicketState(id: story.state.id, rebuilding: broken)
        }
    }
}
