// What happens to tickets by itself.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("A timer")
struct TimerTests {
    private func ticket() -> Ticket {
        let ticket = Ticket(
            id: TicketID(7), subject: "Lamp", requester: Requester(name: "Ada", address: "ada@example.org"),
            status: .new, queue: "triage", rating: nil, createdAt: TicketStory.start, revision: 1,
            linkGeneration: 1)
        return TicketEdit(taking: ticket, body: "It is dark.").ticket
    }

    private func lines(_ ticket: Ticket, _ now: Date) throws -> [String] {
        try ServiceLevelTests.levels().timers(for: ticket.state, at: now).map {
            "\($0.purpose) \(text($0.due)) #\($0.generation)"
        }
    }

    private func edit(_ ticket: Ticket, _ now: Date, _ change: (inout TicketEdit) throws -> Void) rethrows
        -> (ticket: Ticket, lines: [String])
    {
        var edit = TicketEdit(ticket, now: now)
        try change(&edit)
        return (edit.ticket, edit.events.map(TicketStory.line))
    }

    @Test("Is planned for what is near, due, asleep or solved")
    func planned() throws {
        let now = TicketStory.start
        var ticket = ticket()
        ticket = try edit(ticket, now) { try $0.apply(.snooze(until: now + 3600), by: TicketStory.grace) }
            .ticket
        expectNoDifference(
            try lines(ticket, now),
            [
                "wake 2026-11-16T10:00:00Z #2",
                "slaBreached(Tickets.SLATarget.Kind.firstReply) 2026-11-16T13:45:00Z #2",
                "slaNear(Tickets.SLATarget.Kind.firstReply) 2026-11-16T12:45:00Z #2",
                "slaBreached(Tickets.SLATarget.Kind.resolution) 2026-11-18T10:30:00Z #2",
            ])
        ticket = edit(ticket, now + 60) { $0.solve(by: "grace") }.ticket
        expectNoDifference(try lines(ticket, now + 60), ["close 2026-11-23T09:01:00Z #3"])
    }

    @Test("Does its work once, however often it comes")
    func once() throws {
        let levels = try ServiceLevelTests.levels()
        var ticket = ticket()
        let timers = try levels.timers(for: ticket.state, at: TicketStory.start)
        let early = try edit(ticket, TicketStory.start) { edit in
            for timer in timers { try edit.fire(timer, levels) }
        }
        expectNoDifference(early.lines, [])
        let late = at("2026-11-16T14:00:00Z")
        var lines: [String] = []
        for _ in 0..<3 {
            for timer in timers {
                let done = try edit(ticket, late) { try $0.fire(timer, levels) }
                ticket = done.ticket
                lines += done.lines
            }
        }
        expectNoDifference(
            lines,
            [
                "sla.breached sla.first_reply:  → 2026-11-16T13:45:00Z",
                "sla.near sla.first_reply:  → 2026-11-16T13:45:00Z",
            ])
        expectNoDifference(
            try self.lines(ticket, late),
            ["slaBreached(Tickets.SLATarget.Kind.resolution) 2026-11-18T10:30:00Z #3"])
    }

    @Test("Does its work in the very instant for which it is planned: nothing is planned in vain")
    func inTheInstant() throws {
        let levels = try ServiceLevelTests.levels()
        let now = TicketStory.start
        let asleep = try edit(ticket(), now) { edit in
            try edit.apply(.snooze(until: now + 3600), by: TicketStory.grace)
        }.ticket
        let solved = edit(ticket(), now) { $0.solve(by: "grace") }.ticket
        for ticket in [asleep, solved] {
            for timer in try levels.timers(for: ticket.state, at: now) {
                #expect(try !edit(ticket, timer.due) { try $0.fire(timer, levels) }.lines.isEmpty)
                let early = timer.due - 0.001
                #expect(try edit(ticket, early) { try $0.fire(timer, levels) }.lines.isEmpty)
            }
        }
    }

    @Test("Of an earlier sleep does not wake, and of an earlier solution does not close")
    func stale() throws {
        let levels = try ServiceLevelTests.levels()
        let now = TicketStory.start
        var ticket = ticket()
        ticket = try edit(ticket, now) { try $0.apply(.snooze(until: now + 60), by: TicketStory.grace) }
            .ticket
        let wake = try #require(try levels.timers(for: ticket.state, at: now).first)
        ticket = try edit(ticket, now) { try $0.apply(.snooze(until: now + 120), by: TicketStory.grace) }
            .ticket
        #expect(try edit(ticket, now + 600) { try $0.fire(wake, levels) }.lines == [])
        ticket = edit(ticket, now) { $0.solve(by: "grace") }.ticket
        let close = try #require(try levels.timers(for: ticket.state, at: now).first)
        ticket = edit(ticket, now) { $0.add("Still dark.") }.ticket
        ticket = edit(ticket, now + 60) { $0.solve(by: "grace") }.ticket
        #expect(try edit(ticket, close.due) { try $0.fire(close, levels) }.lines == [])
        let next = try #require(try levels.timers(for: ticket.state, at: now).first)
        expectNoDifference(
            try edit(ticket, next.due) { try $0.fire(next, levels) }.lines,
            ["ticket.changed status: solved → closed", "ticket.closed"])
    }

    @Test("That comes late is made up for before an answer stops the clock")
    func madeUpFor() throws {
        let levels = try ServiceLevelTests.levels()
        let answered = try edit(ticket(), at("2026-11-16T13:45:00Z")) { edit in
            try edit.markPassed(levels)
            edit.reply("Turn it on.", by: "grace")
        }
        expectNoDifference(answered.lines.first, "message.added")
        let late = try edit(ticket(), at("2026-11-16T13:45:01Z")) { edit in
            try edit.markPassed(levels)
            edit.reply("Turn it on.", by: "grace")
        }
        expectNoDifference(late.lines.first, "sla.breached sla.first_reply:  → 2026-11-16T13:45:00Z")
    }

    @Test("Is still planned for a promise that was broken before its clock stopped")
    func stoppedTooLate() throws {
        let levels = try ServiceLevelTests.levels()
        let late = at("2026-11-16T15:00:00Z")
        let answered = edit(ticket(), late) { $0.reply("Turn it on.", by: "grace") }.ticket
        let timer = try #require(try levels.timers(for: answered.state, at: late).first)
        expectNoDifference(
            try edit(answered, late) { try $0.fire(timer, levels) }.lines,
            ["sla.breached sla.first_reply:  → 2026-11-16T13:45:00Z"])
    }
}
