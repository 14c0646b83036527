// What an agent does with a question that is held lets it go, and what was discarded is taken up again.

import CustomDump
import Foundation
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("A question that is held")
struct HeldTests {
    /// A question that a field held back that people do not see.
    private func held(_ desk: HelpDesk, _ address: String = "ada@example.org") async throws -> TicketID {
        var form = AskForm(key: "", name: "Ada", address: address, subject: "Lamp", body: "It is dark.")
        form.isLured = true
        form.language = "de"
        let ticket = try await desk.submit(form)
        expectNoDifference(ticket.queue, "held")
        return ticket.id
    }

    private func picture(_ desk: HelpDesk, _ id: TicketID) async throws -> String {
        let state = try #require(try await desk.thread(id)).ticket.state
        return "\(state.queue) \(state.status.rawValue) \(state.tags)"
    }

    private func subjects(_ store: SQLiteStore) async throws -> [String] {
        try await store.unsentMails(after: 0, limit: 99).map(\.mail.subject)
    }

    @Test("Is let go by an answer: it is in the list, its customer finds it, and it is not held again")
    func answered() async throws {
        try await DeskFixture.withDesk { desk, store in
            let id = try await held(desk)
            let answer = try await desk.reply(
                id, "Turn it on.", key: desk.newReplyKey(for: id), by: "Grace")
            expectNoDifference(answer, .sent)
            #expect(try await picture(desk, id) == "triage pending []")
            #expect(try await desk.tickets(after: nil).tickets.map(\.id) == [id])
            #expect(try await desk.heldTickets(after: nil).tickets == [])
            // The answer says that the question is here; another mail would say it twice.
            #expect(try await subjects(store) == ["An answer [T-1]"])
            // Nothing is left to be let go, or to be thrown away.
            #expect(try await desk.release(id, by: "Grace"))
            #expect(try await desk.discard(id, by: "Grace"))
            #expect(try await picture(desk, id) == "triage pending []")
            try await desk.mailLinks(to: "ada@example.org", language: nil)
            #expect(try await subjects(store) == ["An answer [T-1]", "Your questions"])
            #expect(try await desk.solve(id, by: "Grace"))
            #expect(try await desk.reopen(id, by: "Grace"))
            #expect(try await picture(desk, id) == "triage open []")
        }
    }

    @Test("Is let go by being taken, moved or solved, and its customer is told that it came in")
    func handled() async throws {
        let acts: [(String, @Sendable (HelpDesk, TicketID) async throws -> Bool)] = [
            ("triage open []", { try await $0.change($1, .taking("Grace"), by: "Grace") }),
            ("triage new []", { try await $0.change($1, .moving("triage"), by: "Grace") }),
            ("triage solved []", { try await $0.solve($1, by: "Grace") }),
        ]
        for (result, act) in acts {
            try await DeskFixture.withDesk { desk, store in
                let id = try await held(desk)
                #expect(try await act(desk, id))
                #expect(try await picture(desk, id) == result)
                #expect(try await subjects(store) == ["Your question [T-1]"])
            }
        }
    }

    @Test("Stays held when it is only noted on, tagged, ranked or laid aside")
    func onlyLookedAt() async throws {
        try await DeskFixture.withDesk { desk, store in
            let id = try await held(desk)
            _ = try await desk.note(id, "Hm.", key: desk.newReplyKey(for: id), by: "Grace")
            var wish = TicketChange()
            wish.priority = .low
            wish.newTags = ["odd"]
            #expect(try await desk.change(id, wish, by: "Grace"))
            #expect(try await desk.snooze(id, days: 1, by: "Grace"))
            #expect(try await picture(desk, id) == #"held new ["held_hidden_field", "odd"]"#)
            #expect(try await subjects(store) == [])
        }
    }

    @Test(
        "Is taken up again after it was discarded: what is closed stays closed, and one ticket follows it up")
    func takenUp() async throws {
        try await DeskFixture.withDesk { desk, store in
            let id = try await held(desk)
            await #expect(throws: TicketError.notClosed) { try await desk.takeUp(discarded: id, by: "Grace") }
            #expect(try await desk.discard(id, by: "Grace"))
            await #expect(throws: TicketError.closed) { try await desk.reopen(id, by: "Grace") }
            let next = try #require(try await desk.takeUp(discarded: id, by: "Grace"))
            // Twice is once.
            #expect(try await desk.takeUp(discarded: id, by: "Hopper") == next)
            let thread = try #require(try await desk.thread(next))
            expectNoDifference(
                thread.messages.map { "\($0.author) \($0.visibility) \($0.body)" },
                [
                    "requester public It is dark.",
                    #"agent(name: "Grace") internal This was discarded as spam, as T-1, and taken up again."#,
                ])
            expectNoDifference(
                [thread.ticket.subject, thread.ticket.requester.address, thread.ticket.state.language],
                ["Lamp", "ada@example.org", "de"])
            expectNoDifference(thread.ticket.state.links, [TicketLink(.followUpOf, id)])
            #expect(try await picture(desk, next) == "triage new []")
            #expect(try await picture(desk, id) == #"held closed ["held_hidden_field", "spam"]"#)
            #expect(try await subjects(store) == ["Your question [T-2]"])
            #expect(try await store.undecided(after: TicketID(0), limit: 9) == [next])
            #expect(try await desk.takeUp(discarded: TicketID(99), by: "Grace") == nil)

            // Whoever writes behind the old link is no spammer any more.
            let old = try #require(try await desk.thread(id)).ticket
            let secret = try #require(desk.path(of: old).split(separator: "/").last).description
            _ = try await desk.add(
                "Still dark.", [], to: id, secret: secret, key: desk.newCustomerKey(for: id))
            #expect(try await picture(desk, TicketID(3)) == "triage new []")
        }
    }

    @Test(
        "Is taken up with a mail to an address that was greeted before, and with whom its customer belongs to"
    )
    func takenUpByAStranger() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let acme = Organisation(id: "acme", name: "Acme", tier: "gold", domains: ["example.org"])
            let desk = DeskFixture.desk(on: store, settings: DeskSettings(organisations: [acme]))
            _ = try await desk.submit(
                AskForm(key: "", name: "Ada", address: "ada@example.org", subject: "Tap", body: "It drips."))
            let id = try await held(desk)
            #expect(try await desk.discard(id, by: "Grace"))
            func isTakenUp() async throws -> Bool {
                try await desk.isTakenUp(try #require(try await desk.thread(id)))
            }
            // What the customer adds in the meantime is no taking up, also once it was let go.
            let old = try #require(try await desk.thread(id)).ticket
            _ = try await desk.add(
                "Hello?", [], to: id, secret: desk.links.secret(for: old), key: desk.newCustomerKey(for: id))
            #expect(try await picture(desk, TicketID(3)) == #"held new ["held_after_spam"]"#)
            #expect(try await !isTakenUp())
            #expect(try await desk.release(TicketID(3), by: "Grace"))
            #expect(try await !isTakenUp())
            for _ in 1...2 { _ = try await desk.takeUp(discarded: id, by: "Grace") }
            #expect(try await isTakenUp())
            let next = try #require(try await desk.thread(TicketID(4))).ticket
            expectNoDifference([next.state.organisation, next.state.tier], ["acme", "gold"])
            let mails = try await store.unsentMails(after: 1, limit: 9).map(\.mail)
            expectNoDifference(mails.map(\.subject), ["It goes on [T-4]"])
            expectNoDifference(mails.map(\.text), ["Here: \(desk.mailedLink(to: next))\n"])
        }
    }

    @Test("Only what was held is discarded: a tag that somebody gave by hand says nothing when it is closed")
    func taggedByHand() async throws {
        try await DeskFixture.withDesk { desk, store in
            let ticket = try await desk.submit(
                AskForm(key: "", name: "Ada", address: "ada@example.org", subject: "Tap", body: "It drips."))
            _ = try await store.edit(ticket.id, now: DeskFixture.noon) { edit in
                try edit.apply(.tag(HelpDesk.spamTag), by: .agent(name: "Grace"))
                try edit.apply(.move(to: .solved), by: .agent(name: "Grace"))
                try edit.apply(.move(to: .closed), by: .desk)
            }
            let closed = try #require(try await desk.thread(ticket.id)).ticket
            #expect(!HelpDesk.isDiscarded(closed))
            await #expect(throws: TicketError.notClosed) {
                try await desk.takeUp(discarded: ticket.id, by: "Grace")
            }
            _ = try await desk.add(
                "It drips again.", [], to: ticket.id, secret: desk.links.secret(for: ticket),
                key: desk.newCustomerKey(for: ticket.id))
            #expect(try await picture(desk, TicketID(2)) == "triage new []")
        }
    }

    @Test("Is not taken up once its words were erased")
    func erasedMeanwhile() async throws {
        try await DeskFixture.withDesk { desk, _ in
            let id = try await held(desk)
            #expect(try await desk.discard(id, by: "Grace"))
            _ = try await desk.erase(requester: "ada@example.org", by: "Grace")
            await #expect(throws: TicketError.erased) { try await desk.takeUp(discarded: id, by: "Grace") }
            #expect(try await desk.thread(TicketID(2)) == nil)
        }
    }

    @Test("Is taken up with its files, its fields and all that its customer added")
    func takenUpWhole() async throws {
        try await DeskFixture.withDesk { desk, store in
            let id = try await held(desk)
            let sent = Mutex(false)
            let file = try await desk.keep(named: "lamp.png", mediaType: "image/png") {
                sent.withLock { sent in
                    defer { sent = true }
                    return sent ? nil : [1, 2, 3]
                }
            }
            _ = try await store.edit(id, now: DeskFixture.noon) { edit in
                try edit.apply(.setField("model", .choice("blue"), isPersonal: false), by: .requester)
                try edit.apply(.setField("serial", .text("A 7"), isPersonal: true), by: .requester)
                edit.add("A picture.", attachments: [file])
            }
            #expect(try await desk.discard(id, by: "Grace"))
            let next = try #require(try await desk.takeUp(discarded: id, by: "Grace"))
            let thread = try #require(try await desk.thread(next))
            expectNoDifference(thread.messages.map(\.attachments), [[], [file], []])
            expectNoDifference(thread.messages.map(\.body).prefix(2), ["It is dark.", "A picture."])
            expectNoDifference(thread.ticket.state.fields, ["model": .choice("blue")])
            expectNoDifference(thread.ticket.personalFields, ["serial": .text("A 7")])
        }
    }

    @Test("Only what is solved is opened again")
    func reopened() async throws {
        try await DeskFixture.withDesk { desk, _ in
            let form = AskForm(
                key: "", name: "Ada", address: "ada@example.org", subject: "Lamp", body: "It is dark.")
            let id = try await desk.submit(form).id
            #expect(try await desk.reopen(id, by: "Grace"))
            #expect(try await picture(desk, id) == "triage new []")
            #expect(try await desk.solve(id, by: "Grace"))
            #expect(try await desk.reopen(id, by: "Grace"))
            #expect(try await picture(desk, id) == "triage open []")
            #expect(try await desk.reopen(TicketID(9), by: "Grace") == false)
        }
    }

    @Test("What is laid aside leaves the list until its moment, and a customer's word brings it back at once")
    func laidAside() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = ManualClock()
            let desk = DeskFixture.desk(on: store, now: { clock.now })
            for number in 1...2 {
                _ = try await desk.submit(
                    AskForm(
                        key: "", name: "Ada", address: "ada\(number)@example.org", subject: "Lamp",
                        body: "Dark."))
                #expect(try await desk.snooze(TicketID(Int64(number)), days: 1, by: "Grace"))
            }
            func lists() async throws -> [[Int64]] {
                [
                    try await desk.tickets(after: nil).tickets.map(\.id.number),
                    try await desk.ticketsAside(after: nil).tickets.map(\.id.number),
                ]
            }
            #expect(try await lists() == [[], [2, 1]])
            _ = try await store.edit(TicketID(2), now: clock.now) { try $0.say("And?", by: .requester) }
            #expect(try await lists() == [[2], [1]])
            let ticket = try #require(try await desk.thread(TicketID(1))).ticket
            expectNoDifference(desk.asideUntil(ticket), clock.now + 86_400)
            clock.advance(86_400)
            #expect(try await lists() == [[2, 1], []])
            #expect(desk.asideUntil(ticket) == nil)
        }
    }
}

extension TicketChange {
    fileprivate static func taking(_ agent: String) -> TicketChange {
        var change = TicketChange()
        change.assignee = agent
        return change
    }

    fileprivate static func moving(_ queue: String) -> TicketChange {
        var change = TicketChange()
        change.queue = queue
        return change
    }
}
