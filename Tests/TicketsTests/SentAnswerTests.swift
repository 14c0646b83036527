// Whether a suggested answer went out, and where messages point to.

import CustomDump
import Foundation
import Testing

@testable import Tickets

@Suite("Suggested answers and what became of them")
struct SentAnswerTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)
    private static let suggestion = """
        Hello,

        are you still there? We have answered your question and wait for a word from you.

        [Read more](<https://help.example/lamps/>)

        If we hear nothing, we close it on 2026-12-01.
        """

    private func isSent(
        _ body: String, by author: Author = .agent(name: "grace"), won: Bool = false,
        after seconds: Double = 60,
        visibility: Message.Visibility = .public
    ) -> Bool {
        let decision = Decision(
            plugin: "p", hook: "timer", outcome: .suggestedReply(Self.suggestion), reason: "r", won: won,
            at: Self.noon)
        let message = Message(
            author: author, body: body, at: Self.noon + seconds, visibility: visibility)
        let question = Message(author: .requester, body: Self.suggestion, at: Self.noon)
        return decision.message(in: [question, message]) == message
    }

    @Test("An agent has sent it while half of it stands there line by line, with all its links")
    func agents() {
        let cases: [(String, Bool)] = [
            (Self.suggestion, true), (Self.suggestion.replacing("\n", with: "\r\n") + "\r\n", true),
            ("Dear Ada,\n" + Self.suggestion.replacing("2026-12-01", with: "2026-12-05"), true),
            (Self.suggestion.replacing("/lamps/", with: "/chairs/"), false),
            ("Hello,\n\nwhich lamp is it? See https://help.example/lamps/.", false),
            ("", false),
        ]
        for (body, wanted) in cases { #expect(isSent(body) == wanted, "\(body)") }
        #expect(!isSent(Self.suggestion, after: -60), "what was said before was not suggested")
        #expect(!isSent(Self.suggestion, visibility: .internal), "a note reaches nobody")
        #expect(!isSent(Self.suggestion, by: .requester))
    }

    @Test("It was sent by itself when the plugin itself said it, and it was the one to be sent")
    func plugins() {
        #expect(isSent(Self.suggestion, by: .plugin(id: "p"), won: true, after: 0))
        #expect(!isSent(Self.suggestion, by: .plugin(id: "p")))
        #expect(!isSent(Self.suggestion, by: .plugin(id: "q"), won: true))
        let other = Decision(plugin: "p", hook: "h", outcome: .allowed, reason: "r", won: true, at: Self.noon)
        expectNoDifference(
            other.message(in: [Message(author: .plugin(id: "p"), body: "", at: Self.noon)]), nil)
    }

    @Test(
        "Links are found as Markdown and as bare addresses, each once, at most twenty",
        arguments: [
            ("[a](<https://a.example/x y>) and [b](/b/#c \"t\")", ["https://a.example/x y", "/b/#c"]),
            (
                "see https://a.example/b., or (http://c.example/?q=1)!",
                ["https://a.example/b", "http://c.example/?q=1"]
            ),
            ("[a](/a/) [a](</a/>) [never ends](<x", ["/a/", "x"]), ("[none]() ](", []),
            ("https://", ["https://"]),
            (String(repeating: "[a](/1) [b](/2) ", count: 30), ["/1", "/2"]),
        ])
    func links(_ body: String, _ wanted: [String]) {
        expectNoDifference(MessageLinks.addresses(in: body), wanted)
        let many = (1...30).map { "[a](/\($0)/)" }.joined()
        expectNoDifference(MessageLinks.addresses(in: many).count, 20)
    }
}
