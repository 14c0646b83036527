// A customer is asked how it went: planned by plugins, sent by the desk, once.

import CustomDump
import Foundation
import Logging
import PluginHost
import PluginProtocol
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Surveys", .timeLimit(.minutes(5)))
struct SurveyTests {
    private final class Clock: Sendable {
        private let time = Mutex(DeskFixture.noon)
        var now: Date { time.withLock { $0 } }
        func turn(seconds: Double) { time.withLock { $0 += seconds } }
    }

    private static let hook = #"{"survey.plan":{"timeout_ms":10000}}"#
    private static let facts = DeskFacts(choices: Choices(queues: ["triage", "held"]))

    private func planner(_ id: String, _ answer: String) throws -> InstalledPlugin {
        try FakePlugin.plugin(id, hooks: Self.hook, grants: #""survey.ask""#, "return \(answer)")
    }

    private func solved(_ store: SQLiteStore, _ clock: Clock, _ key: String = "k") async throws -> TicketID {
        let id = try await store.submit(
            Submission(
                key: key, requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                body: "Dark.", queue: "triage"), now: clock.now
        ).id
        _ = try await store.edit(id, now: clock.now) { edit in
            edit.reply("Press the switch.", by: "grace")
            edit.solve(by: "grace")
        }
        return id
    }

    private func rounds(_ store: SQLiteStore, _ host: PluginHost, _ clock: Clock) -> SurveyRounds {
        let facts = DeskFacts(choices: Self.facts.choices, record: { try await store.pluginRecord($0) })
        return SurveyRounds(
            store: store, host: host, facts: facts, now: { clock.now }, logger: FakePlugin.silence)
    }

    /// Fires what is due, as the desk's work does.
    private func fire(_ store: SQLiteStore, _ clock: Clock) async throws {
        let letters = DeskFixture.desk(on: store, now: { clock.now }).letters
        for timer in try await store.dueTimers(now: clock.now, limit: 99) where timer.purpose == .survey {
            let isAnswered = try await SurveyRules.isAnswered(timer.ticket, store)
            _ = try await store.edit(timer.ticket, now: clock.now) {
                try SurveyRules.fire(timer, .none, letters, isAnswered: isAnswered, &$0)
            }
        }
    }

    private func sent(_ store: SQLiteStore) async throws -> [String] {
        try await store.unsentMails(after: 0, limit: 9).map(\.mail.subject)
    }

    /// A ticket that was solved and has a survey planned for an hour later.
    private func withPlan(
        _ answer: String = #"{"ask": True, "kind": "nps", "after": "PT1H", "reason": "a good day"}"#,
        _ body: (SQLiteStore, TicketID, Clock) async throws -> Void
    ) async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = Clock()
            try await FakePlugin.withHost([planner("follow", answer)], now: { clock.now }) { host in
                let rounds = rounds(store, host, clock)
                #expect(await rounds.round() == .untilRung)
                let id = try await solved(store, clock)
                #expect(await rounds.round() == .untilRung)
                #expect(await rounds.round() == .untilRung)
                try await body(store, id, clock)
            }
        }
    }

    @Test("A shadow is asked, also where nobody else plans; nobody is asked for it, and its plan can be seen")
    func shadow() async throws {
        let answer = #"{"ask": True, "kind": "nps", "after": "PT1H", "reason": "a good day"}"#
        let live = try planner("follow", answer)
        let shadow = InstalledPlugin(
            manifest: live.manifest, config: .null, programPath: "", isShadow: true)
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = Clock()
            try await FakePlugin.withHost([shadow], now: { clock.now }) { host in
                let rounds = rounds(store, host, clock)
                #expect(await rounds.round() == .untilRung)
                let id = try await solved(store, clock)
                #expect(await rounds.round() == .untilRung)
                var answers = host.lateAnswers.makeAsyncIterator()
                let late = try #require(await answers.next())
                try await store.commit([late.work], to: [late.ticket], now: clock.now) { _ in }
                let thread = try #require(try await store.thread(id))
                expectNoDifference(thread.ticket.state.surveyPlan, nil)
                expectNoDifference(thread.decisions, [])
                let planned = await rounds.hasPlanned
                expectNoDifference(planned, false)
            }
            let report = try await ShadowReport(of: "follow", in: store)
            expectNoDifference(report.alone.map { "\($0.tickets) \($0.method)" }, [#"["T-1"] survey.plan"#])
            #expect(report.words.contains("1 were answered by the shadow alone:"))
            #expect(report.words.contains("a good day"))
        }
    }

    @Test("The mail goes out when it is due, once, with a link to the page, and the event stands there")
    func asks() async throws {
        try await withPlan { store, id, clock in
            let plan = try await store.thread(id)?.ticket.state.surveyPlan
            expectNoDifference(plan, PlannedSurvey(.nps, due: clock.now + 3_600, channel: .mail))
            try await fire(store, clock)
            let early = try await sent(store)
            expectNoDifference(early, [])
            clock.turn(seconds: 3_600)
            try await fire(store, clock)
            try await fire(store, clock)
            let mails = try await store.unsentMails(after: 0, limit: 9).map(\.mail)
            expectNoDifference(mails.map(\.subject), ["How was it? [T-1]"])
            #expect(mails.first?.text.hasPrefix("Press: http://help.example.com/t/1/") == true)
            #expect(mails.first?.text.hasSuffix("#rating\n") == true)
            let thread = try #require(try await store.thread(id))
            let events = thread.events.filter { $0.kind == .surveySent }
            expectNoDifference(events.map { $0.change?.to }, ["nps"])
            expectNoDifference(thread.ticket.state.survey, .nps)
            expectNoDifference(thread.ticket.state.surveyPlan, nil)
            expectNoDifference(
                thread.decisions.map { "\($0.plugin) \($0.won) \($0.reason)" }, ["follow true a good day"])
            let left = try await store.dueTimers(now: .distantFuture, limit: 9)
            expectNoDifference(left.filter { $0.purpose == .survey }, [])
        }
    }

    @Test("Who was reopened, merged, erased, held, called spam or has answered is not asked")
    func isNotAsked() async throws {
        let grace = Actor.agent(name: "grace")
        let changes: [@Sendable (inout TicketEdit) throws -> Void] = [
            { $0.add("It is dark again.") },
            { try $0.apply(.setQueue("held"), by: grace) },
            { try $0.apply(.tag("spam"), by: grace) },
            { try $0.rate(.good) },
            { try $0.eraseWords(by: grace) },
            {
                $0.add("It is dark again.")
                $0.solve(by: "grace")
            },
        ]
        for change in changes {
            try await withPlan { store, id, clock in
                _ = try await store.edit(id, now: clock.now, change)
                clock.turn(seconds: 7_200)
                try await fire(store, clock)
                let mails = try await sent(store)
                expectNoDifference(mails, [])
                let events = try await store.thread(id)?.events.map(\.kind) ?? []
                #expect(!events.contains(.surveySent))
            }
        }
        try await withPlan { store, id, clock in
            let other = try await solved(store, clock, "other")
            _ = try await store.edit(id, other, now: clock.now) { try $0.merge(into: &$1, by: grace) }
            clock.turn(seconds: 7_200)
            try await fire(store, clock)
            let mails = try await sent(store)
            expectNoDifference(mails, [])
        }
    }

    @Test(
        "A ticket that nobody of ours answered, from an address that nobody has shown to be theirs, gets none"
    )
    func stranger() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = Clock()
            let question = Submission(
                key: "k", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                body: "Dark.", queue: "triage")
            let id = try await store.submit(question, now: clock.now).id
            let plan = PlannedSurvey(.csat, due: clock.now, channel: .mail)
            _ = try await store.edit(id, now: clock.now) { edit in
                try edit.apply(.move(to: .solved), by: .requester)
                try SurveyRules.plan(plan, by: "p", &edit)
            }
            try await fire(store, clock)
            let mails = try await sent(store)
            expectNoDifference(mails, [])
            let state = try await store.thread(id)?.ticket.state
            expectNoDifference(state?.surveyPlan, nil)
            expectNoDifference(state?.survey, nil)
        }
    }

    @Test("Of several plugins the latest date and the rarest asking win, and one that says no is heard")
    func several() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = Clock()
            let a = try planner("a", #"{"ask": True, "kind": "csat", "after": "P1D", "reason": "later"}"#)
            let b = try planner(
                "b",
                #"{"ask": True, "kind": "nps", "after": "PT1H", "reason": "rarer"} if "no" not in p["ticket"]["tags"] else {"ask": False, "reason": "no"}"#
            )
            try await FakePlugin.withHost([a, b], now: { clock.now }) { host in
                let rounds = rounds(store, host, clock)
                _ = await rounds.round()
                let id = try await solved(store, clock)
                _ = await rounds.round()
                let plan = try await store.thread(id)?.ticket.state.surveyPlan
                expectNoDifference(plan, PlannedSurvey(.nps, due: clock.now + 86_400, channel: .mail))
                clock.turn(seconds: 60)
                _ = try await store.edit(id, now: clock.now) { edit in
                    edit.add("Still dark.")
                    try edit.apply(.tag("no"), by: .desk)
                    edit.solve(by: "grace")
                }
                _ = await rounds.round()
                let thread = try #require(try await store.thread(id))
                expectNoDifference(thread.ticket.state.surveyPlan, nil)
                expectNoDifference(
                    thread.decisions.map { "\($0.plugin) \($0.won) \($0.reason)" },
                    ["a true later", "b true rarer", "a false later", "b true no"])
            }
        }
    }

    @Test("A plugin that is away is waited for, for an hour")
    func away() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = Clock()
            let dead = try FakePlugin.plugin(
                "dead", hooks: Self.hook, grants: #""survey.ask""#, before: "sys.exit(3)", "return {}")
            let well = try planner("well", #"{"ask": True, "reason": "now"}"#)
            try await FakePlugin.withHost([dead, well], now: { clock.now }) { host in
                let rounds = rounds(store, host, clock)
                _ = await rounds.round()
                let id = try await solved(store, clock)
                #expect(await rounds.round() == .look)
                let waiting = try await store.thread(id)?.ticket.state
                expectNoDifference(waiting?.surveyPlan, nil)
                clock.turn(seconds: 3_600)
                #expect(await rounds.round() == .untilRung)
                let plan = try await store.thread(id)?.ticket.state.surveyPlan
                expectNoDifference(plan?.kind, .csat)
            }
        }
    }

    @Test("A number answers what was asked, and one that is not on the scale is none")
    func scores() async throws {
        expectNoDifference(SurveyScore(.nps, 11), nil)
        expectNoDifference(SurveyScore(.ces, 0), nil)
        expectNoDifference(SurveyScore(.csat, 1), nil)
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = Clock()
            let id = try await solved(store, clock)
            let score = try #require(SurveyScore(.nps, 10))
            let desk = DeskFixture.desk(on: store)
            let ticket = try #require(try await store.thread(id)?.ticket)
            let rated = try await desk.rate(id, secret: desk.links.secret(for: ticket), score)
            expectNoDifference(rated?.state.score, score)
            let events = try await store.thread(id)?.events.filter { $0.kind == .surveyAnswered }
            expectNoDifference(
                events?.map { "\($0.change?.field ?? "") \($0.change?.to ?? "")" }, ["score nps 10"])
        }
    }
}
