// Two tickets that are one, and two again; and tickets that follow others up.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("Tickets that belong together")
struct MergeTests {
    private func merge(_ source: inout TicketStory, into target: inout TicketStory) throws -> [String] {
        let happened = try source.state.merge(into: &target.state, by: TicketStory.grace, at: source.now)
        source.events += happened.source
        target.events += happened.target
        return (happened.source + happened.target).map(TicketStory.line)
    }

    private func undo(_ source: inout TicketStory, from target: inout TicketStory) throws -> [String] {
        let happened = try source.state.undoMerge(from: &target.state, by: TicketStory.grace, at: source.now)
        source.events += happened.source
        target.events += happened.target
        return (happened.source + happened.target).map(TicketStory.line)
    }

    /// A state without what only counts changes.
    private func picture(_ story: TicketStory) -> String {
        let state = story.state
        return "\(state.status.rawValue), waiting since \(state.service.waitingSince.map(text) ?? "-"), "
            + "solved at \(state.service.solvedAt.map(text) ?? "-"), parts \(state.mergedFrom.map(\.ticket))"
    }

    @Test("Two mails before the first answer are merged, and undoing it leaves both as they were")
    func mergeAndUndo() throws {
        var first = TicketStory(7)
        var second = TicketStory(8)
        let before = [picture(first), picture(second)]
        expectNoDifference(
            try merge(&second, into: &first),
            ["ticket.merged merged_into:  → T-7", "ticket.merged merged_from:  → T-8"])
        expectNoDifference(second.state.status, .closed)
        #expect(throws: TicketError.merged) { try second.does(.say(.public), by: .requester) }
        #expect(throws: TicketError.merged) { try second.does(.say(.internal)) }
        expectNoDifference(
            try undo(&second, from: &first),
            ["ticket.changed merged_into: T-7 → ", "ticket.changed merged_from: T-8 → "])
        expectNoDifference([picture(first), picture(second)], before)
        try expectNoDifference([first.rebuilt, second.rebuilt], [first.state, second.state])
    }

    @Test("A question merged into a solved ticket opens it, with the time its customer has waited")
    func mergeOpens() throws {
        var old = TicketStory(7)
        old.wait(minutes: 10)
        try old.does(.say(.public, then: .solved))
        let before = picture(old)
        var new = TicketStory(8)
        new.wait(minutes: 30)
        expectNoDifference(
            try merge(&new, into: &old),
            [
                "ticket.merged merged_into:  → T-7", "ticket.merged merged_from:  → T-8",
                "ticket.merged status: solved → open",
                "ticket.merged waiting_since:  → 2026-11-16T09:00:00Z",
            ])
        expectNoDifference(old.state.service.waitingSince, TicketStory.start)
        _ = try undo(&new, from: &old)
        expectNoDifference(old.state.status, .solved)
        expectNoDifference(old.state.service.waitingSince, nil)
        #expect(before.hasPrefix("solved, waiting since -"))
        try expectNoDifference([old.rebuilt, new.rebuilt], [old.state, new.state])
    }

    @Test("Undoing a merge does not send a ticket back that somebody has gone on with")
    func undoLater() throws {
        var old = TicketStory(7)
        try old.does(.say(.public, then: .pending))
        var new = TicketStory(8)
        _ = try merge(&new, into: &old)
        try old.does(.say(.public), by: .requester)
        _ = try undo(&new, from: &old)
        expectNoDifference(old.state.status, .open)
        expectNoDifference(new.state.status, .new)
    }

    @Test("A ticket is not merged into itself, into a part of another, or when one is closed")
    func refusals() throws {
        var one = TicketStory(1)
        var two = TicketStory(2)
        var three = TicketStory(3)
        var same = one
        #expect(throws: TicketError.sameTicket) { try merge(&one, into: &same) }
        _ = try merge(&two, into: &one)
        #expect(throws: TicketError.merged) { try merge(&three, into: &two) }
        #expect(throws: TicketError.merged) { try merge(&two, into: &three) }
        #expect(throws: TicketError.notMerged) { try undo(&two, from: &three) }
        #expect(throws: TicketError.notMerged) { try undo(&one, from: &two) }
        // A ticket with parts can itself become a part, and the parts can still leave.
        _ = try merge(&one, into: &three)
        _ = try undo(&two, from: &one)
        expectNoDifference(two.state.status, .new)
        try three.does(.move(to: .solved))
        try three.does(.move(to: .closed))
        #expect(throws: TicketError.closed) { try merge(&two, into: &three) }
    }

    @Test("A reply to a closed ticket starts one that follows it up, linked on both sides")
    func followUp() throws {
        let ada = Requester(name: "Ada", address: "ada@example.org")
        let ticket = { (number: Int64) in
            Ticket(
                id: TicketID(number), subject: "Lamp", requester: ada, status: .new, queue: "triage",
                rating: nil, createdAt: TicketStory.start, revision: 1, linkGeneration: 1)
        }
        var old = TicketEdit(taking: ticket(7), body: "It is dark.")
        var new = TicketEdit(taking: ticket(8), body: "Dark again.")
        #expect(throws: TicketError.notClosed) { try new.followUp(&old, by: .requester) }
        old.solve(by: "grace")
        try old.apply(.move(to: .closed), by: .desk)
        let count = old.events.count
        #expect(throws: TicketError.closed) { try old.say("Dark again.", by: .requester) }
        try new.followUp(&old, by: .requester)
        expectNoDifference(
            old.events.dropFirst(count).map(TicketStory.line),
            ["ticket.changed link.followed_up_by:  → T-8"])
        expectNoDifference(
            new.events.map(TicketStory.line),
            ["ticket.created", "ticket.changed link.follow_up_of:  → T-7"])
    }

    @Test("What a customer adds to a closed ticket in an old form is kept, and the ticket stays closed")
    func late() throws {
        let ticket = Ticket(
            id: TicketID(7), subject: "Lamp", requester: Requester(name: "Ada", address: "ada@example.org"),
            status: .new, queue: "triage", rating: nil, createdAt: TicketStory.start, revision: 1,
            linkGeneration: 1)
        var edit = TicketEdit(taking: ticket, body: "It is dark.")
        edit.solve(by: "grace")
        try edit.apply(.move(to: .closed), by: .desk)
        edit.add("Still dark.")
        expectNoDifference(edit.messages.map(\.body), ["It is dark.", "Still dark."])
        expectNoDifference(edit.ticket.status, .closed)
        expectNoDifference(edit.events.last?.kind, .messageAdded)
        try expectNoDifference(
            TicketState(id: TicketID(7), rebuilding: edit.events), edit.ticket.state)
    }
}
