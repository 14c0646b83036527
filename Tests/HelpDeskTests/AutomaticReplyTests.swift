// An answer is sent without a person where the operator says so, and never where it could do harm.

import CustomDump
import Foundation
import PluginHost
import PluginProtocol
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Answers that are sent without a person", .timeLimit(.minutes(5)))
struct AutomaticReplyTests {
    private func answerer(
        _ id: String, _ confidence: Double, grants: String = #""reply.suggest","reply.send""#
    )
        throws -> InstalledPlugin
    {
        try FakePlugin.plugin(
            id, hooks: #"{"ticket.reply":{"timeout_ms":10000}}"#, grants: grants,
            #"return {"replies": [{"send": "auto", "body_markdown": "Press the switch (\#(id)).", "confidence": \#(confidence), "reason": "it says lamp"}]}"#
        )
    }

    private func ask(
        _ store: SQLiteStore, _ key: String, isVerified: Bool = true, channel: String = "web"
    ) async throws -> TicketID {
        let question = Submission(
            key: key, requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
            body: "Dark.", queue: "triage")
        let id = try await store.submit(question, now: DeskFixture.noon).id
        _ = try await store.edit(id, now: DeskFixture.noon) { edit in
            if isVerified { edit.correspondent.verifiedAt = DeskFixture.noon }
            if channel != "web" { try edit.apply(.setChannel(channel), by: .desk) }
        }
        return id
    }

    /// What became of some questions: their public answers, and why each suggestion was not sent.
    private func story(
        _ plugins: [InstalledPlugin], threshold: Double?,
        _ questions: (SQLiteStore) async throws -> [TicketID]
    ) async throws -> (answers: [[String]], reasons: [[String]], mails: [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
        let ids = try await questions(store)
        try await FakePlugin.withHost(plugins) { host in
            let facts = DeskFacts(
                choices: Choices(queues: ["triage"]), automaticThreshold: threshold,
                record: { try await store.pluginRecord($0) })
            let replies = AutomaticReplies(
                threshold: threshold, letters: DeskFixture.desk(on: store).letters)
            let decider = TicketDecider(
                store: store, host: host, facts: facts, replies: replies, now: { DeskFixture.noon },
                logger: FakePlugin.silence)
            let rounds = TicketRounds(store: store, decider: decider, logger: FakePlugin.silence)
            _ = await rounds.round(everything: true)
        }
        var (answers, reasons): ([[String]], [[String]]) = ([], [])
        for id in ids {
            let thread = try #require(try await store.thread(id))
            answers.append(
                thread.messages.dropFirst().filter {
                    $0.author == .plugin(id: "a") || $0.author == .plugin(id: "b")
                }.map(\.body))
            reasons.append(thread.decisions.map { "\($0.plugin) \($0.won) \($0.reason)" })
            #expect(thread.ticket.status == .new, "a person still sees it")
        }
        return (answers, reasons, try await store.unsentMails(after: 0, limit: 9).map(\.mail.text))
    }

    @Test("While the operator says nothing, every answer is a suggestion")
    func off() async throws {
        let found = try await story([try answerer("a", 1)], threshold: nil) { [try await ask($0, "1")] }
        expectNoDifference(found.answers, [[]])
        expectNoDifference(found.reasons, [["a false it says lamp"]])
    }

    @Test("The surest is sent, once for a customer in an hour, with the way to a person")
    func sent() async throws {
        let plugins = [try answerer("a", 0.9), try answerer("b", 0.95)]
        let found = try await story(plugins, threshold: 0.9) {
            [try await ask($0, "1"), try await ask($0, "2")]
        }
        expectNoDifference(found.answers, [["Press the switch (b)."], []])
        expectNoDifference(
            found.reasons,
            [
                ["a false it says lamp", "b true it says lamp"],
                [
                    "a false it says lamp",
                    "b false it says lamp (not sent by itself: the customer had an automatic answer within the last hour)",
                ],
            ])
        expectNoDifference(found.mails.count, 1)
        #expect(found.mails.first?.contains("Automatic. http://help.example.com/t/1/") == true)
    }

    @Test("Who is not sure enough, may not, or answers what a machine may have written, suggests")
    func kept() async throws {
        let unsure = try await story([try answerer("a", 0.89)], threshold: 0.9) { [try await ask($0, "1")] }
        expectNoDifference(unsure.answers, [[]])
        let forbidden = try await story([try answerer("a", 1, grants: #""reply.suggest""#)], threshold: 0.9) {
            [try await ask($0, "1")]
        }
        expectNoDifference(forbidden.answers, [[]])
        let mail = try await story([try answerer("a", 1)], threshold: 0.9) {
            [try await ask($0, "1", channel: "email")]
        }
        expectNoDifference(mail.answers, [[]])
        expectNoDifference(
            mail.reasons,
            [["a false it says lamp (not sent by itself: it came by email, where machines write, too)"]])
    }

    @Test("To an address that nobody has shown to be theirs goes no mail: the answer stands on the page")
    func stranger() async throws {
        let found = try await story([try answerer("a", 1)], threshold: 0.9) {
            [try await ask($0, "1", isVerified: false)]
        }
        expectNoDifference(found.answers, [["Press the switch (a)."]])
        expectNoDifference(found.mails, [])
    }

    @Test("An answer that comes too late is kept as a suggestion")
    func late() async throws {
        let slow = try FakePlugin.plugin(
            "a", hooks: #"{"ticket.reply":{"timeout_ms":100}}"#, grants: #""reply.suggest","reply.send""#,
            """
            time.sleep(4)
            return {"replies": [{"send": "auto", "body_markdown": "Late.", "confidence": 1, "reason": "slow"}]}
            """)
        try await DeskFixture.withDesk { _, store in
            let id = try await ask(store, "1")
            let thread = try #require(try await store.thread(id))
            try await FakePlugin.withHost([slow]) { host in
                let facts = DeskFacts(choices: Choices(queues: []), automaticThreshold: 0.1)
                let verdict = try await host.decide(thread, facts)
                expectNoDifference(verdict.reply, nil)
                expectNoDifference(verdict.decisions.map(\.outcome), [.unavailable])
                var answers = host.lateAnswers.makeAsyncIterator()
                let late = await answers.next()
                expectNoDifference(late?.ticket, id)
                expectNoDifference(late?.decisions.map(\.outcome), [.suggestedReply("Late.")])
                expectNoDifference(late?.work.call.outcome, .answered)
            }
        }
    }

    @Test("A plugin hears of votes on articles, in order and once")
    func votes() async throws {
        let listener = try FakePlugin.plugin(
            hooks: #"{"event":{"types":["article.voted"],"timeout_ms":10000}}"#,
            """
            seen = p["state"]["doc"].get("seen", [])
            return {"state_patch": {"seen": seen + [[e["type"], e["data"]["article"], e["data"]["helpful"]] for e in p["events"]]}}
            """)
        try await DeskFixture.withDesk { _, store in
            try await FakePlugin.withHost([listener]) { host in
                let facts = DeskFacts(
                    choices: Choices(queues: []), record: { try await store.pluginRecord($0) })
                let rounds = DeliveryRounds(
                    to: "p", store: store, host: host, facts: facts, now: { DeskFixture.noon },
                    logger: FakePlugin.silence)
                _ = await rounds.round()
                for isHelpful in [true, false] {
                    try await store.cast(
                        Vote(voter: "v", article: "/lamp", isHelpful: isHelpful, at: DeskFixture.noon))
                }
                _ = await rounds.round()
                _ = await rounds.round()
                let state = try await store.pluginRecord("p").state
                expectNoDifference(
                    state, #"{"seen":[["article.voted","/lamp",true],["article.voted","/lamp",false]]}"#)
            }
        }
    }

    @Test("Plugins may name the agents of desk.yaml, and learn who of them is there")
    func agents() async throws {
        try await DeskFixture.withDesk { _, store in
            try await store.addSession(hash: [1], agent: "grace", expires: DeskFixture.noon + 60)
            try await store.addSession(hash: [2], agent: "alan", expires: DeskFixture.noon)
            let agents = [
                Agent(id: "grace", name: "Grace", teams: ["billing"]), Agent(id: "alan", name: "Alan"),
                Agent(id: "left", name: "Left", isActive: false),
            ]
            let facts = DeskFacts(
                DeskSettings(agents: agents), store: store, now: { DeskFixture.noon },
                articles: { _, _, _ in nil })
            expectNoDifference(facts.choices.agents, ["grace", "alan"])
            let id = try await ask(store, "1")
            let thread = try #require(try await store.thread(id))
            let presence = await facts.data(Need(.agentsPresence), thread)
            expectNoDifference(
                presence,
                [
                    ["id": "grace", "name": "Grace", "teams": ["billing"], "present": true],
                    ["id": "alan", "name": "Alan", "teams": [], "present": false],
                ])
        }
    }
}
