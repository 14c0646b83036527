// What strangers send: held, not dropped, and no mail for whom they name.

import CustomDump
import Foundation
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Spam")
struct SpamTests {
    private func form(_ number: Int = 0, address: String = "victim@example.org", key: String = "") -> AskForm
    {
        AskForm(
            key: key, name: "Buy \(number) now", address: address, subject: "Cheap \(number)",
            body: "http://evil.example/\(number)")
    }

    /// A desk whose clock the test sets.
    private func withDesk(
        _ limits: PostingLimits = PostingLimits(),
        _ body: (HelpDesk, SQLiteStore, (Double) -> Void) async throws -> Void
    ) async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = ManualClock()
            let desk = DeskFixture.desk(on: store, now: { clock.now }, limits: limits)
            try await body(desk, store, clock.advance)
        }
    }

    @Test("A thousand posts with a victim's address are one mail at most, and no word of them is in it")
    func mailBomb() async throws {
        try await withDesk { desk, store, advance async throws in
            for number in 1...1_000 {
                advance(5)
                _ = try await desk.submit(form(number))
            }
            let mails = try await store.unsentMails(after: 0, limit: 9).map(\.mail)
            expectNoDifference(mails.count, 1)
            let mail = try #require(mails.first)
            expectNoDifference(mail.to, Requester(name: "", address: "victim@example.org"))
            expectNoDifference(mail.subject, "Your question [T-1]")
            #expect(!mail.text.contains("evil") && !mail.text.contains("Cheap") && !mail.text.contains("Buy"))
            #expect(try await store.tickets(after: nil, limit: 1).count == 1_000)
        }
    }

    @Test("What is held waits in a list of its own until somebody lets it go or says that it is spam")
    func held() async throws {
        try await withDesk { desk, store, _ async throws in
            var lured = form(1)
            lured.isLured = true
            let ticket = try await desk.submit(lured)
            expectNoDifference(ticket.queue, "held")
            expectNoDifference(ticket.state.tags, ["held_hidden_field"])
            #expect(try await desk.tickets(after: nil).tickets == [])
            #expect(try await desk.heldTickets(after: nil).tickets.map(\.id) == [ticket.id])
            #expect(try await store.unsentMails(after: 0, limit: 9).isEmpty)

            #expect(try await desk.release(ticket.id, by: "Grace"))
            let released = try #require(try await desk.thread(ticket.id)?.ticket)
            expectNoDifference(released.queue, "triage")
            expectNoDifference(released.state.tags, [])
            #expect(!released.state.setByPerson.contains(.queue), "plugins may still route it")
            #expect(try await store.unsentMails(after: 0, limit: 9).count == 1)
            #expect(try await store.undecided(after: TicketID(0), limit: 9) == [ticket.id])

            var other = form(2)
            other.isLured = true
            let spam = try await desk.submit(other).id
            #expect(try await desk.discard(spam, by: "Grace"))
            let discarded = try #require(try await desk.thread(spam))
            expectNoDifference(discarded.ticket.status, .closed)
            #expect(discarded.ticket.state.tags.contains("spam"))
            expectNoDifference(discarded.messages.map(\.body), ["http://evil.example/2"])
            #expect(try await desk.release(TicketID(99), by: "Grace") == false)

            // Whoever presses a button of an older page changes nothing any more.
            #expect(try await desk.release(spam, by: "Ada"))
            #expect(try await desk.discard(ticket.id, by: "Ada"))
            let (closed, open) = (
                try await desk.thread(spam)?.ticket, try await desk.thread(ticket.id)?.ticket
            )
            expectNoDifference(closed?.status, .closed)
            expectNoDifference(open?.status, .new)
        }
    }

    @Test("A form that comes back sooner than people write is held, one that took its time is not")
    func timeFloor() async throws {
        try await withDesk { desk, _, advance async throws in
            let quick = desk.newFormKey()
            advance(1)
            #expect(try await desk.submit(form(1, key: quick)).state.tags == ["held_too_fast"])
            let slow = desk.newFormKey()
            advance(3)
            #expect(try await desk.submit(form(2, key: slow)).queue == "triage")
            // A clock that was set back makes nobody suspicious.
            let early = desk.newFormKey()
            advance(-60)
            #expect(try await desk.submit(form(3, key: early)).queue == "triage")
        }
    }

    @Test("Many from one address, one network or for one recipient are held; pressing twice counts once")
    func limits() async throws {
        var limits = PostingLimits()
        (limits.perAddress, limits.perNetwork, limits.perRecipient, limits.postsPerNetwork) = (3, 5, 4, 12)
        try await withDesk(limits) { desk, _, advance async throws in
            func send(_ number: Int, _ address: String, _ mail: String) async throws -> [String] {
                try await desk.submit(
                    form(number, address: mail), from: PostingPlace(address: address, network: "net")
                ).state.tags
            }
            for _ in 1...5 { #expect(try await send(1, "a", "1@example.org") == []) }
            #expect(try await send(2, "a", "2@example.org") == [])
            #expect(try await send(3, "a", "3@example.org") == [])
            #expect(try await send(4, "a", "4@example.org") == ["held_many_from_address"])
            #expect(try await send(5, "b", "5@example.org") == [])
            #expect(try await send(6, "c", "6@example.org") == ["held_many_from_network"])
            await #expect(throws: TooManyPosts.self) {
                for number in 7...12 { _ = try await send(number, "a", "\(number)@example.org") }
            }
            advance(3_600)
            for number in 20...23 {
                #expect(try await desk.submit(form(number)).state.tags == [])
            }
            #expect(try await desk.submit(form(24)).state.tags == ["held_many_for_recipient"])
            advance(7_200)
            #expect(try await send(30, "a", "30@example.org") == [])
        }
    }

    @Test("Counting forgets what is long ago, and takes no more memory than it may")
    func counter() {
        let counter = PostingCounter(seconds: 10)
        let noon = DeskFixture.noon
        for _ in 1...4 { _ = counter.count("a", now: noon) }
        // Half of the period before still counts.
        expectNoDifference(counter.count("a", now: noon + 15), 3)
        expectNoDifference(counter.count("a", now: noon + 30), 1)
        for number in 1...100_100 { _ = counter.count("\(number)", now: noon + 30) }
        expectNoDifference(counter.count("a", now: noon + 30), 2)
    }

    @Test("Counting forgets nobody when the clock is set back, and counts nobody for ever")
    func counterAndClock() {
        let counter = PostingCounter(seconds: 10)
        let noon = DeskFixture.noon
        for _ in 1...4 { _ = counter.count("a", now: noon + 1_000) }
        expectNoDifference(counter.count("a", now: noon), 5)
        expectNoDifference(counter.count("a", now: noon + 15), 1)
    }
}

/// A clock that stands still until it is set.
final class ManualClock: Sendable {
    private let moment = Mutex(DeskFixture.noon)
    var now: Date { moment.withLock { $0 } }
    func advance(_ seconds: Double) { moment.withLock { $0 += seconds } }
}
