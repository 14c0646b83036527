// The desk's use cases on a real store, with a clock and a random source of the test's own.

import CustomDump
import Foundation
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("The help desk")
struct HelpDeskTests {
    private let form = AskForm(
        key: "key", name: "Ada", address: "ada@example.org", subject: "Lamp", body: "It is dark.")

    @Test("A form's mistakes are told all at once")
    func formErrors() {
        let form = AskForm(
            key: "k", name: " \n", address: "a@b@c", subject: "Hello\r\nBcc: x@y.z",
            body: String(repeating: "ä", count: 33_000))
        expectNoDifference(
            form.mistakes,
            [.name: .missing, .address: .noAddress, .subject: .severalLines, .body: .tooLong])
        expectNoDifference(self.form.mistakes, [:])
    }

    @Test("A ticket's link opens it, and no other secret does")
    func links() async throws {
        try await DeskFixture.withDesk { desk, _ in
            let ticket = try await desk.submit(form)
            let path = desk.path(of: ticket)
            let secret = try #require(path.split(separator: "/").last.map(String.init))
            expectNoDifference(path, "/t/1/\(secret)")
            expectNoDifference(secret.count, 43)
            #expect(try await desk.thread(ticket.id, secret: secret)?.ticket == ticket)
            for wrong in ["", "x", String(secret.dropLast()) + "_", secret + "A"] {
                #expect(try await desk.thread(ticket.id, secret: wrong) == nil)
            }
            let other = try await desk.submit(
                AskForm(key: "2", name: "Eve", address: "eve@example.org", subject: "Me too", body: "Dark."))
            #expect(try await desk.thread(other.id, secret: secret) == nil)
        }
    }

    @Test("An answer's mail holds the ticket's link and whole addresses of articles")
    func replyMail() async throws {
        try await DeskFixture.withDesk { desk, store in
            let ticket = try await desk.submit(form)
            #expect(try await desk.reply(ticket.id, "See [lamps](/lamps/).", key: "", by: "Grace") == .sent)
            #expect(try await desk.reply(TicketID(99), "Nobody.", key: "", by: "Grace") == .noTicket)
            let mails = try await store.unsentMails(after: 1, limit: 9)
            let link = desk.mailedLink(to: ticket)
            expectNoDifference(
                mails.map(\.mail),
                [
                    OutgoingMail(
                        to: Requester(name: "", address: "ada@example.org"), subject: "An answer [T-1]",
                        text: """
                            See [lamps](http://help.example.com/lamps/).

                            Grace

                            The whole conversation: \(link)

                            """,
                        ticket: ticket.id, at: DeskFixture.noon)
                ])
        }
    }

    @Test("A customer rates a solved ticket, and only with its link")
    func rating() async throws {
        try await DeskFixture.withDesk { desk, _ in
            let ticket = try await desk.submit(form)
            let secret = String(desk.path(of: ticket).suffix(43))
            await #expect(throws: TicketError.notSolved) {
                try await desk.rate(ticket.id, secret: secret, .good)
            }
            #expect(try await desk.solve(ticket.id, by: "Grace"))
            #expect(try await desk.rate(ticket.id, secret: "wrong", .bad)?.rating == nil)
            #expect(try await desk.rate(ticket.id, secret: secret, .good)?.rating == .good)
        }
    }

    @Test("A sign-in link makes one session")
    func signIn() async throws {
        try await DeskFixture.withDesk { desk, _ in
            let secret = String(try await desk.makeSignInLink(for: "Grace").dropFirst("/sign-in/".count))
            let session = try #require(try await desk.signIn(secret))
            #expect(try await desk.signIn(secret) == nil)
            #expect(try await desk.agent(session: session) == "Grace")
            #expect(try await desk.agent(session: session + "x") == nil)
            try await desk.signOut(session: session)
            #expect(try await desk.agent(session: session) == nil)
        }
    }

    @Test("A sign-in link ends after a day, and a session after two weeks")
    func signInEnds() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = ManualClock()
            let desk = DeskFixture.desk(on: store, now: { clock.now })
            func link() async throws -> String {
                String(try await desk.makeSignInLink(for: "Grace").dropFirst("/sign-in/".count))
            }
            let late = try await link()
            clock.advance(86_400)
            #expect(try await desk.signIn(late) == nil)
            let early = try await link()
            clock.advance(86_399)
            let session = try #require(try await desk.signIn(early))
            clock.advance(14 * 86_400 - 1)
            #expect(try await desk.agent(session: session) == "Grace")
            clock.advance(1)
            #expect(try await desk.agent(session: session) == nil)
        }
    }

    @Test("A public address is scheme and host, as a browser's Origin is; anything else is refused")
    func publicAddresses() {
        let addresses = [
            "https://Help.Example.com/", "http://help.example.com:80", "https://help.example.com:8443",
            "http://[::1]:8080/", "help.example.com", "ftp://help.example.com", "https://", "null",
            "https://a@help.example.com", "https://help.example.com/desk", "https://help.example.com?x",
            "https://help.example.com:99999",
        ]
        expectNoDifference(
            addresses.map { PublicAddress($0)?.description },
            [
                "https://help.example.com", "http://help.example.com", "https://help.example.com:8443",
                "http://[::1]:8080", nil, nil, nil, nil, nil, nil, nil, nil,
            ])
        expectNoDifference(PublicAddress(host: "::1", port: 8080).description, "http://[::1]:8080")
    }
}
