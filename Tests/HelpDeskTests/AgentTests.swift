// What agents do beside answering, and what a colleague was faster at.

import CustomDump
import Foundation
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("An agent")
struct AgentTests {
    private func ask(
        _ desk: HelpDesk, _ subject: String = "Lamp", address: String = "ada@example.org"
    ) async throws -> Ticket {
        try await desk.submit(
            AskForm(key: "", name: "Ada", address: address, subject: subject, body: "\(subject) is dark."))
    }

    private func expectRefused(
        _ expected: TicketError, _ work: () async throws -> Void
    ) async {
        await #expect(throws: expected) { try await work() }
    }

    @Test("Merges tickets of one customer alone: nobody's question is answered to somebody else")
    func merges() async throws {
        try await DeskFixture.withDesk { desk, _ async throws in
            let (ann, bob) = (try await ask(desk).id, try await ask(desk, address: "bob@example.org").id)
            await expectRefused(.otherRequester) { _ = try await desk.merge(bob, into: ann, by: "grace") }
            let again = try await ask(desk, "Shade").id
            #expect(try await desk.merge(again, into: ann, by: "grace"))
            // A page that was open before says so, and takes nothing silently.
            await expectRefused(.merged) { _ = try await desk.reply(again, "On.", key: "", by: "eve") }
            await expectRefused(.merged) { _ = try await desk.solve(again, by: "eve") }
            await expectRefused(.merged) { _ = try await desk.note(again, "Hm.", key: "", by: "eve") }
        }
    }

    @Test("Can give no words to a ticket that was erased")
    func erased() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (id, other) = (try await ask(desk).id, try await ask(desk, address: "bob@example.org").id)
            _ = try await desk.erase(requester: "ada@example.org", by: "grace")
            var change = TicketChange()
            change.newTags = ["x"]
            await expectRefused(.erased) { _ = try await desk.reply(id, "On.", key: "", by: "eve") }
            await expectRefused(.erased) { _ = try await desk.note(id, "Hm.", key: "", by: "eve") }
            await expectRefused(.erased) { [change] in _ = try await desk.change(id, change, by: "eve") }
            await expectRefused(.erased) { _ = try await desk.renewLink(id, by: "eve") }
            await expectRefused(.erased) { _ = try await desk.merge(id, into: other, by: "eve") }
            #expect(try await store.thread(id)?.messages.map(\.body) == [""])
        }
    }

    @Test("Hands tickets to queues, teams and people that there are, and to nobody else")
    func handsOver() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let agents = [
                Agent(id: "grace", name: "Grace Hopper"), Agent(id: "bob", name: "Bob", isActive: false),
            ]
            let desk = DeskFixture.desk(on: store, settings: DeskSettings(agents: agents))
            let id = try await ask(desk).id
            func wish(_ queue: String? = nil, team: String? = nil, to person: String? = nil) -> TicketChange {
                var change = TicketChange()
                (change.queue, change.team, change.assignee) = (queue, team, person)
                return change
            }
            for wrong in [wish("x"), wish(team: "x"), wish(to: "mallory"), wish(to: "bob"), wish(to: "ada")] {
                await expectRefused(.unknown) { _ = try await desk.change(id, wrong, by: "Owner") }
            }
            #expect(try await store.ticket(id)?.revision == 1)
            try await store.addSession(hash: [1], agent: "ada", expires: DeskFixture.noon + 60)
            for person in ["grace", "Owner", "ada", ""] {
                #expect(try await desk.change(id, wish(to: person), by: "Owner"))
                #expect(try await store.ticket(id)?.state.assignee ?? "" == person)
            }
            // Whoever has left keeps what is theirs.
            _ = try await store.edit(id, now: DeskFixture.noon) {
                try $0.apply(.assign(to: "bob"), by: .desk)
            }
            #expect(try await desk.change(id, wish("triage", to: "bob"), by: "Owner"))
            let error = TicketError.unknown
            expectNoDifference(
                error.description,
                "the desk knows no such queue, team or person: choose one that the form offers.")
        }
    }

    @Test("Signs mails with the name that people read")
    func signs() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let settings = DeskSettings(agents: [Agent(id: "grace", name: "Grace Hopper")])
            let desk = DeskFixture.desk(on: store, settings: settings)
            let ticket = try await ask(desk)
            for agent in ["grace", "Owner"] {
                _ = try await desk.reply(ticket.id, "Turn it on.", key: "", by: agent)
            }
            let link = desk.mailedLink(to: ticket)
            let texts = try await store.unsentMails(after: 1, limit: 9).map(\.mail.text)
            expectNoDifference(
                texts,
                ["Grace Hopper", "Owner"].map { "Turn it on.\n\n\($0)\n\nThe whole conversation: \(link)\n" })
        }
    }

    @Test("Closes a ticket that was erased before erasing finished it, and makes none of what was merged")
    func closesErased() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (id, other) = (try await ask(desk).id, try await ask(desk, "Shade").id)
            _ = try await store.edit(id, now: DeskFixture.noon) { edit in
                try edit.apply(.erase, by: .agent(name: "grace"))
            }
            #expect(try await store.ticket(id)?.status == .new)
            #expect(try await desk.solve(id, by: "eve"))
            #expect(try await store.ticket(id)?.status == .closed)
            #expect(try await desk.solve(id, by: "eve"))
            let third = try await ask(desk, "Tap").id
            _ = try await desk.merge(third, into: other, by: "grace")
            _ = try await desk.erase(requester: "ada@example.org", by: "grace")
            await expectRefused(.erased) { _ = try await desk.undoMerge(of: third, by: "eve") }
            let list = try await desk.tickets(after: nil)
            expectNoDifference(list.unsolvedCount, 0)
        }
    }

    @Test("Is led by the customer's mailed link to the ticket that another became part of")
    func message() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (first, second) = (try await ask(desk), try await ask(desk, "Shade"))
            _ = try await desk.merge(first.id, into: second.id, by: "grace")
            let mailed = desk.links.mailedSecret(for: first)
            let outcome = try await desk.add("Still dark.", [], to: first.id, secret: mailed, key: "")
            #expect(outcome == .sent(path: desk.mailedPath(of: second)))
            #expect(try await store.thread(second.id)?.messages.last?.body == "Still dark.")
            #expect(try await store.thread(TicketID(3)) == nil)
        }
    }

    @Test("Has discarded a question: what its sender adds waits for a person, and mails nobody")
    func spam() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            var form = AskForm(
                key: "", name: "Eve", address: "victim@example.org", subject: "Win", body: "Click.")
            form.isLured = true
            let ticket = try await desk.submit(form)
            #expect(try await desk.discard(ticket.id, by: "grace"))
            for number in 1...3 {
                _ = try await desk.add(
                    "Bomb \(number)", [], to: ticket.id, secret: desk.links.secret(for: ticket), key: "")
            }
            let queues = try await [2, 3, 4].asyncMap { try await store.thread(TicketID($0))?.ticket.queue }
            #expect(queues == [DeskSettings.heldQueue, DeskSettings.heldQueue, DeskSettings.heldQueue])
            #expect(try await store.unsentMails(after: 0, limit: 9).isEmpty)
        }
    }

    @Test("Restores a backup: a number that is given again has another link")
    func links() async throws {
        try await DeskFixture.withDesk { desk, _ async throws in
            let ticket = try await ask(desk)
            let later = Ticket(
                id: ticket.id, subject: "Other",
                requester: Requester(name: "Eve", address: "eve@example.org"),
                status: .new, queue: "triage", rating: nil, createdAt: ticket.createdAt + 0.001, revision: 1,
                linkGeneration: 1)
            #expect(!desk.links.isValid(desk.links.secret(for: ticket), for: later))
            #expect(!desk.links.isValid(desk.links.mailedSecret(for: ticket), for: later))
        }
    }
}

extension Sequence where Element: Sendable {
    fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
