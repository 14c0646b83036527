// The desk's use cases on a real store, with a clock and a random source of the test's own.

import CustomDump
import Foundation
import HelpDesk
import SQLiteStore
import Testing
import TicketStore
import Tickets

@Suite("The help desk")
struct HelpDeskTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)
    private let form = AskForm(
        key: "key", name: "Ada", address: "ada@example.org", subject: "Lamp", body: "It is dark.")

    private func withDesk(_ body: (HelpDesk, SQLiteStore) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
        let surroundings = HelpDesk.Surroundings(
            now: { Self.noon }, randomBytes: { Array(repeating: 7, count: $0) })
        let desk = HelpDesk(
            settings: DeskSettings(), store: store, links: SecretLinks(key: Array(repeating: 1, count: 32)),
            surroundings: surroundings, publicAddress: "https://help.example.com", onChange: {})
        try await body(desk, store)
    }

    @Test("A form's mistakes are told all at once, in words for the customer")
    func formErrors() {
        let form = AskForm(
            key: "k", name: " \n", address: "a@b@c", subject: "Hello\r\nBcc: x@y.z",
            body: String(repeating: "ä", count: 33_000))
        expectNoDifference(
            form.errors,
            [
                .name: "Please tell us your name.",
                .address: "This does not look like a mail address. It has an @ in the middle.",
                .subject: "Please write this in one line.",
                .body: "This is too long: at most 65536 bytes fit here.",
            ])
        expectNoDifference(self.form.errors, [:])
    }

    @Test("A ticket's link opens it, and no other secret does")
    func links() async throws {
        try await withDesk { desk, _ in
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
        try await withDesk { desk, store in
            let ticket = try await desk.submit(form)
            #expect(try await desk.reply(ticket.id, "See [lamps](/lamps/).", by: "Grace"))
            #expect(try await desk.reply(TicketID(99), "Nobody.", by: "Grace") == false)
            let mails = try await store.unsentMails(limit: 9)
            expectNoDifference(
                mails.map(\.mail),
                [
                    OutgoingMail(
                        to: ticket.requester, subject: "Re: Lamp [T-1]",
                        text: """
                            See [lamps](https://help.example.com/lamps/).

                            Grace

                            The whole conversation: https://help.example.com\(desk.path(of: ticket))

                            """,
                        ticket: ticket.id, at: Self.noon)
                ])
        }
    }

    @Test("A customer rates a solved ticket, and only with its link")
    func rating() async throws {
        try await withDesk { desk, _ in
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
        try await withDesk { desk, _ in
            let secret = String(try await desk.makeSignInLink(for: "Grace").dropFirst("/sign-in/".count))
            let session = try #require(try await desk.signIn(secret))
            #expect(try await desk.signIn(secret) == nil)
            #expect(try await desk.agent(session: session) == "Grace")
            #expect(try await desk.agent(session: session + "x") == nil)
        }
    }
}
