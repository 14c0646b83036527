// What customers do behind their links: add, settle, show that an address is theirs, find links again.

import CustomDump
import Foundation
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("A customer")
struct CustomerTests {
    private func ask(
        _ desk: HelpDesk, _ body: String = "It is dark.", key: String = "",
        address: String = "ada@example.org"
    ) async throws -> (id: TicketID, secret: String, mailed: String) {
        let ticket = try await desk.submit(
            AskForm(key: key, name: "Ada", address: address, subject: "Lamp", body: body))
        return (ticket.id, desk.links.secret(for: ticket), desk.links.mailedSecret(for: ticket))
    }

    private func bodies(_ store: SQLiteStore, _ id: TicketID) async throws -> [String] {
        try await store.thread(id)?.messages.map(\.body) ?? []
    }

    @Test("What a customer says on their page is for the plugins, whatever was decided before")
    func undecided() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let desk = DeskFixture.desk(on: store)
            let (id, secret, _) = try await ask(desk)
            _ = try await store.edit(id, now: DeskFixture.noon) { $0.record([], queue: nil) }
            let before = try await store.undecided(after: TicketID(0), limit: 9)
            _ = try await desk.add("Still dark.", [], to: id, secret: secret, key: "")
            let after = try await store.undecided(after: TicketID(0), limit: 9)
            expectNoDifference([before, after], [[], [id]])
        }
    }

    @Test("With a wrong secret, nothing of a ticket is read but its row, and as much where there is none")
    func wrongSecrets() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let reads = Mutex<[String]>([])
            let flaky = FlakyStore(
                store: store, fails: { _ in false }, onRead: { read in reads.withLock { $0.append(read) } })
            let desk = DeskFixture.desk(on: flaky)
            let (id, secret, _) = try await ask(desk)
            func readsOf(_ id: TicketID, _ secret: String) async throws -> [[String]] {
                func taken(_ work: () async throws -> Void) async throws -> [String] {
                    reads.withLock { $0 = [] }
                    try await work()
                    return reads.withLock { $0 }
                }
                let digest = try #require(ContentDigest(String(repeating: "a", count: 64)))
                return [
                    try await taken { _ = try await desk.linked(id, secret: secret) },
                    try await taken { _ = try await desk.attachment(digest, of: id, secret: secret) },
                    try await taken { _ = try await desk.rate(id, secret: secret, .good) },
                    try await taken { _ = try await desk.verify(id, secret: secret) },
                    try await taken { _ = try await desk.settle(id, secret: secret) },
                    try await taken { _ = try await desk.add("x", [], to: id, secret: secret, key: "") },
                ]
            }
            let wrong = String(repeating: "x", count: 43)
            let ofAnExisting = try await readsOf(id, wrong)
            let ofAMissing = try await readsOf(TicketID(99), wrong)
            expectNoDifference(ofAnExisting, Array(repeating: ["ticket"], count: 6))
            expectNoDifference(ofAMissing, ofAnExisting)
            // So that the counting is known to count.
            reads.withLock { $0 = [] }
            #expect(try await desk.linked(id, secret: secret) != nil)
            expectNoDifference(reads.withLock { $0 }, ["ticket", "thread"])
        }
    }

    @Test("Adds to a ticket once, however often the form is sent, and opens it again")
    func adds() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (id, secret, _) = try await ask(desk)
            _ = try await desk.reply(id, "Turn it on.", key: "", by: "Grace")
            _ = try await desk.solve(id, by: "Grace")
            let key = desk.newCustomerKey(for: id)
            for _ in 1...2 {
                let outcome = try await desk.add("Still dark.", [], to: id, secret: secret, key: key)
                expectNoDifference(outcome, .sent(path: "/t/1/\(secret)"))
            }
            let said = try await bodies(store, id)
            expectNoDifference(said, ["It is dark.", "Turn it on.", "Still dark."])
            #expect(try await store.thread(id)?.ticket.status == .open)
            #expect(try await desk.add("Other.", [], to: id, secret: secret, key: key) == .keyUsed)
            #expect(try await desk.add(" \u{200B}", [], to: id, secret: secret, key: key) == .blank)
            #expect(try await desk.add("Hello.", [], to: id, secret: "wrong", key: key) == .noTicket)
            // Without a key it is told by what it says.
            for _ in 1...2 { _ = try await desk.add("No key.", [], to: id, secret: secret, key: "forged") }
            #expect(try await bodies(store, id).count == 4)
        }
    }

    @Test("Who writes on a closed ticket begins one that follows it up, once")
    func followsUp() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (id, secret, _) = try await ask(desk)
            _ = try await desk.solve(id, by: "Grace")
            _ = try await store.edit(id, now: DeskFixture.noon) {
                try $0.apply(.move(to: .closed), by: .desk)
            }
            let key = desk.newCustomerKey(for: id)
            let first = try await desk.add("Dark again.", [], to: id, secret: secret, key: key)
            #expect(try await desk.add("Dark again.", [], to: id, secret: secret, key: key) == first)
            let next = try #require(try await store.thread(TicketID(2)))
            expectNoDifference(first, .sent(path: desk.path(of: next.ticket)))
            expectNoDifference(next.ticket.state.links, [TicketLink(.followUpOf, id)])
            #expect(try await store.tickets(after: nil, limit: 9).count == 2)
        }
    }

    @Test("A ticket that became part of another leads there, but never to somebody else's")
    func merged() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (first, secret, mailed) = try await ask(desk, "One")
            let (second, _, _) = try await ask(desk, "Two", address: "ADA@example.org")
            let (other, otherSecret, _) = try await ask(desk, "Mine", address: "eve@example.org")
            for id in [first, other] {
                _ = try await store.edit(id, second, now: DeskFixture.noon) { here, there in
                    try here.merge(into: &there, by: .agent(name: "Grace"))
                }
            }
            let target = try #require(try await store.thread(second)?.ticket)
            #expect(try await desk.linked(first, secret: secret)?.mergedPath == nil)
            #expect(try await desk.linked(first, secret: mailed)?.mergedPath == desk.mailedPath(of: target))
            #expect(try await desk.linked(other, secret: otherSecret)?.mergedPath == nil)
            _ = try await desk.add("And?", [], to: other, secret: otherSecret, key: "")
            #expect(try await bodies(store, second) == ["Two"])
            let next = try #require(try await store.thread(TicketID(4))?.ticket)
            expectNoDifference(next.state.links, [TicketLink(.related, second)])
            expectNoDifference(next.requester.address, "eve@example.org")
        }
    }

    @Test("A mailed link of a ticket that became part of somebody else's opens nothing there")
    func mergedIntoSomebodyElses() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (mine, _, _) = try await ask(desk, "Mine")
            let (other, _, mailed) = try await ask(desk, "Theirs", address: "eve@example.org")
            _ = try await store.edit(other, mine, now: DeskFixture.noon) { here, there in
                try here.merge(into: &there, by: .agent(name: "Grace"))
            }
            let outcome = try await desk.add(
                "And?", [], to: other, secret: mailed, key: desk.newCustomerKey(for: other))
            let next = try #require(try await store.thread(TicketID(3)))
            expectNoDifference(outcome, .sent(path: desk.mailedPath(of: next.ticket)))
            expectNoDifference(next.messages.map(\.body), ["And?"])
            expectNoDifference(next.ticket.requester.address, "eve@example.org")
            let here = try #require(try await store.thread(mine))
            expectNoDifference(here.messages.map(\.body), ["Mine"])
            #expect(!here.correspondent.isVerified)
        }
    }

    @Test("A page that was opened before a merge sends one message, however often Send is pressed")
    func mergedMeanwhile() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (first, _, mailed) = try await ask(desk, "One")
            let (second, _, _) = try await ask(desk, "Two")
            let key = desk.newCustomerKey(for: first)
            _ = try await store.edit(first, second, now: DeskFixture.noon) { here, there in
                try here.merge(into: &there, by: .agent(name: "Grace"))
            }
            let target = try #require(try await store.thread(second)?.ticket)
            try await withThrowingTaskGroup(of: CustomerReplyOutcome.self) { group in
                for _ in 1...6 {
                    group.addTask { try await desk.add("And?", [], to: first, secret: mailed, key: key) }
                }
                for try await outcome in group {
                    expectNoDifference(outcome, .sent(path: desk.mailedPath(of: target)))
                }
            }
            #expect(try await bodies(store, second) == ["Two", "And?"])
            let other = try await desk.add("Other.", [], to: first, secret: mailed, key: key)
            expectNoDifference(other, .keyUsed)
            // Also where the conversation has ended meanwhile.
            _ = try await store.edit(second, now: DeskFixture.noon) {
                try $0.apply(.move(to: .solved), by: .desk)
                try $0.apply(.move(to: .closed), by: .desk)
            }
            let late = desk.newCustomerKey(for: first)
            for _ in 1...2 { _ = try await desk.add("Late.", [], to: first, secret: mailed, key: late) }
            #expect(try await bodies(store, TicketID(3)) == ["Late."])
            #expect(try await store.ticket(TicketID(4)) == nil)
        }
    }

    @Test("A form that was shown before a merge and sent on both sides of it is one message")
    func sentAroundAMerge() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (first, _, mailed) = try await ask(desk, "One")
            let (second, _, _) = try await ask(desk, "Two")
            let key = desk.newCustomerKey(for: first)
            _ = try await desk.add("And?", [], to: first, secret: mailed, key: key)
            _ = try await store.edit(first, second, now: DeskFixture.noon) { here, there in
                try here.merge(into: &there, by: .agent(name: "Grace"))
            }
            let target = try #require(try await store.thread(second)?.ticket)
            let outcome = try await desk.add("And?", [], to: first, secret: mailed, key: key)
            expectNoDifference(outcome, .sent(path: desk.mailedPath(of: target)))
            #expect(try await bodies(store, second) == ["Two"])
        }
    }

    @Test("Nothing opens a ticket that was erased, and what comes with its form is a ticket of its own")
    func erased() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let form = desk.newFormKey()
            let (id, _, _) = try await ask(desk, key: form)
            let key = desk.newCustomerKey(for: id)
            _ = try await desk.erase(requester: "ada@example.org", by: "grace")
            let gone = try #require(try await store.thread(id)?.ticket)
            // Whoever had a new link could do nothing with it.
            let secret = desk.links.secret(for: gone)
            #expect(try await desk.linked(id, secret: secret) == nil)
            #expect(try await desk.add("Hello?", [], to: id, secret: secret, key: key) == .noTicket)
            #expect(try await desk.settle(id, secret: secret) == false)
            let (next, shown, _) = try await ask(desk, "Something else", key: form)
            expectNoDifference(next, TicketID(2))
            #expect(try await desk.linked(next, secret: shown) != nil)
            #expect(try await bodies(store, id) == [""])
            #expect(try await bodies(store, next) == ["Something else"])
        }
    }

    @Test("A link leads to no ticket that follows up its own, nor to the one that it follows up")
    func leaked() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (first, _, mailed) = try await ask(desk)
            _ = try await desk.verify(first, secret: mailed)
            _ = try await store.edit(first, now: DeskFixture.noon) {
                try $0.apply(.move(to: .solved), by: .desk)
                try $0.apply(.move(to: .closed), by: .desk)
            }
            _ = try await desk.add("Dark again.", [], to: first, secret: mailed, key: "")
            let next = try #require(try await store.thread(TicketID(2))?.ticket)
            expectNoDifference(next.state.links, [TicketLink(.followUpOf, first)])
            for (id, secret) in [(first, mailed), (next.id, desk.links.mailedSecret(for: next))] {
                let linked = try #require(try await desk.linked(id, secret: secret))
                #expect(linked.isMailed)
                #expect(linked.mergedPath == nil)
                expectNoDifference(linked.parts.count, 0)
            }
        }
    }

    @Test("The files of what became part of a ticket are fetched with its own mailed link")
    func filesOfParts() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (first, _, _) = try await ask(desk, "One")
            let (second, secret, mailed) = try await ask(desk, "Two")
            let pieces = Pieces("light")
            let file = try await desk.keep(named: "lamp.png", mediaType: "image/png") { await pieces.next() }
            _ = try await store.edit(first, second, now: DeskFixture.noon) { here, there in
                try here.say("See.", attachments: [file], by: .requester)
                try here.merge(into: &there, by: .agent(name: "Grace"))
            }
            #expect(try await desk.attachment(file.digest, of: second, secret: mailed) == file)
            #expect(try await desk.attachment(file.digest, of: second, secret: secret) == nil)
        }
    }

    @Test("An address is verified by using a link that was mailed to it, not by the one that is shown")
    func verification() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (id, secret, mailed) = try await ask(desk)
            #expect(try await desk.linked(id, secret: mailed)?.asksWhetherMine == true)
            #expect(try await desk.linked(id, secret: secret)?.asksWhetherMine == false)
            #expect(try await desk.verify(id, secret: secret))
            #expect(try await store.thread(id)?.correspondent.isVerified == false)
            #expect(try await desk.verify(id, secret: "wrong") == false)
            #expect(try await desk.verify(id, secret: mailed))
            #expect(try await store.thread(id)?.correspondent.isVerified == true)
            #expect(try await desk.linked(id, secret: mailed)?.asksWhetherMine == false)
            // From now on the customer's own words may be in mails to them.
            _ = try await desk.reply(id, "Turn it on.", key: "", by: "Grace")
            _ = try await ask(desk, "Something else", address: "Ada@Example.org")
            let mails = try await store.unsentMails(after: 1, limit: 9).map(\.mail)
            expectNoDifference(mails.map(\.subject), ["Re: Lamp [T-1]", "We have it [T-2]"])
            expectNoDifference(mails.map(\.to.name), ["Ada", "Ada"])
        }
    }

    @Test("A message through a mailed link shows, too, that the address is theirs")
    func verifiesByWriting() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (id, _, mailed) = try await ask(desk)
            _ = try await desk.add("It was me.", [], to: id, secret: mailed, key: "")
            #expect(try await store.thread(id)?.correspondent.isVerified == true)
        }
    }

    @Test("Links come by mail to who has tickets, once a day until they were used, then once an hour")
    func find() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = ManualClock()
            let desk = DeskFixture.desk(on: store, now: { clock.now })
            let (id, _, mailed) = try await ask(desk)
            _ = try await ask(desk, "Another")
            for address in [" ADA@example.org", "nobody@example.org", "no address", ""] {
                try await desk.mailLinks(to: address, language: nil)
            }
            try await desk.mailLinks(to: "ada@example.org", language: nil)
            let mails = try await store.unsentMails(after: 1, limit: 9).map(\.mail)
            expectNoDifference(mails.map(\.subject), ["Your questions"])
            #expect(mails[0].text.contains(mailed))
            #expect(!mails[0].text.contains("Lamp") && !mails[0].text.contains("dark"))
            func mailCountAfter(_ seconds: Double) async throws -> Int {
                clock.advance(seconds)
                try await desk.mailLinks(to: "ada@example.org", language: nil)
                return try await store.unsentMails(after: 1, limit: 9).count
            }
            // Anybody may have typed the address: a stranger's form brings no mail every hour.
            #expect(try await mailCountAfter(3_601) == 1)
            #expect(try await mailCountAfter(86_400) == 2)
            #expect(try await desk.verify(id, secret: mailed))
            #expect(try await mailCountAfter(3_601) == 3)
            let place = PostingPlace(address: "192.0.2.1", network: "192.0.2.0/24")
            for _ in 1...60 { try await desk.mailLinks(to: "eve@example.org", language: nil, from: place) }
            clock.advance(3_601)
            for _ in 1...61 { try await desk.mailLinks(to: "eve@example.org", language: nil, from: place) }
            try await desk.mailLinks(to: "ada@example.org", language: nil, from: place)
            #expect(try await store.unsentMails(after: 1, limit: 9).count == 3)
        }
    }

    @Test("Says that it is settled, and a closed or foreign ticket stays as it is")
    func settles() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (id, secret, _) = try await ask(desk)
            #expect(try await desk.settle(id, secret: "wrong") == false)
            #expect(try await desk.settle(id, secret: secret))
            #expect(try await desk.settle(id, secret: secret))
            #expect(try await store.thread(id)?.ticket.status == .solved)
        }
    }

    @Test("Gets the files that customers may read, and no other ticket's or note's")
    func files() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            func keep(_ text: String) async throws -> Tickets.Attachment {
                let pieces = Pieces(text)
                return try await desk.keep(named: "../a\u{202E}.txt", mediaType: "text/html") {
                    await pieces.next()
                }
            }
            let (id, secret, _) = try await ask(desk)
            let own = try await keep("own")
            let foreign = try await keep("foreign")
            let note = try await keep("note")
            expectNoDifference(own.name.description, "a.txt")
            _ = try await desk.add("", [own], to: id, secret: secret, key: "")
            let (other, otherSecret, _) = try await ask(desk, "Other", address: "eve@example.org")
            _ = try await desk.add("x", [foreign], to: other, secret: otherSecret, key: "")
            _ = try await store.edit(id, now: DeskFixture.noon) {
                try $0.say("n", attachments: [note], visibility: .internal, by: .agent(name: "Grace"))
            }
            #expect(try await desk.attachment(own.digest, of: id, secret: secret) == own)
            #expect(try await desk.attachment(own.digest, of: id, secret: otherSecret) == nil)
            #expect(try await desk.attachment(foreign.digest, of: id, secret: secret) == nil)
            #expect(try await desk.attachment(note.digest, of: id, secret: secret) == nil)
        }
    }
}

/// A text that comes in one piece.
private actor Pieces {
    private var text: String?
    init(_ text: String) { self.text = text }
    func next() -> [UInt8]? {
        defer { text = nil }
        return text.map { Array($0.utf8) }
    }
}
