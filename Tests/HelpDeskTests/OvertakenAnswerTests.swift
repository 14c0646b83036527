// An answer that somebody thought of for a ticket that is no longer the same.

import CustomDump
import Foundation
import PluginHost
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Answers that were overtaken", .timeLimit(.minutes(5)))
struct OvertakenAnswerTests {
    /// Repeats what the customer said last, by itself, once the gate is open.
    private static func slow(_ folder: String) throws -> InstalledPlugin {
        try FakePlugin.plugin(
            "slow", hooks: #"{"ticket.reply": {"timeout_ms": 9000}}"#,
            grants: #""ticket.body", "reply.suggest", "reply.send""#,
            """
            \(DecidingDesk.waiting(in: folder))
            said = p["ticket"].get("latest") or p["ticket"]["body"]
            return {"replies": [{"send": "auto", "body_markdown": said, "confidence": 1, "reason": ""}]}
            """)
    }

    /// Answers a new ticket by itself.
    private static func eager(_ before: String = "") throws -> InstalledPlugin {
        try FakePlugin.plugin(
            "eager", hooks: #"{"event": {"types": ["ticket.created"], "timeout_ms": 9000}}"#,
            grants: #""ticket.body", "reply.send""#,
            """
            \(before)
            return {"actions": [{"do": "reply", "ticket": p["events"][0]["ticket"]["id"], "send": "auto",
                                 "body_markdown": "Hello.", "confidence": 1, "reason": "new"}]}
            """)
    }

    private static func judge(holds: String = "False") throws -> InstalledPlugin {
        try FakePlugin.plugin(
            "judge", hooks: #"{"ticket.review": {"timeout_ms": 9000}}"#, grants: #""ticket.body""#,
            #"return {"verdict": "hold", "reason": "no"} if \#(holds) else {"verdict": "allow"}"#)
    }

    private func reasons(_ desk: DecidingDesk, _ id: TicketID, _ plugin: String) async throws -> [String] {
        try #require(try await desk.store.thread(id)).decisions.filter { $0.plugin == plugin }.map(\.reason)
    }

    @Test("The answer to what the customer said first does not go out behind what they said next")
    func newer() async throws {
        try await DecidingDesk.with {
            [try Self.slow($0)]
        } _: { desk in
            let id = try await desk.ask()
            _ = await desk.rounds.round(everything: true)
            let answering = Task { await desk.answers.round(everything: false) }
            try await desk.meanwhile(answering) { try await desk.add("And it is cold.", to: id) }
            let between = try await desk.state(of: id)
            expectNoDifference(between, ["triage", "undecided"])
            await desk.look()
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "decided", "And it is cold."])
        }
    }

    @Test("An answer that a review let go out stays where it is once a review holds the ticket")
    func heldMeanwhile() async throws {
        try await DecidingDesk.with {
            [try Self.slow($0), try Self.judge(holds: #""lawyer" in str(p)"#)]
        } _: { desk in
            let id = try await desk.ask()
            _ = await desk.rounds.round(everything: true)
            let answering = Task { await desk.answers.round(everything: false) }
            try await desk.meanwhile(answering) {
                try await desk.add("My lawyer will write.", to: id)
                _ = await desk.rounds.round(everything: false)
                let held = try await desk.state(of: id)
                expectNoDifference(held, ["triage", "held-by-review", "undecided"])
            }
            // The same round has asked again.
            let between = try await desk.state(of: id)
            expectNoDifference(between, ["triage", "held-by-review", "decided"])
            await desk.look()
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "held-by-review", "decided"])
        }
    }

    @Test("A note that is written while a plugin thinks keeps its answer for a moment, and does not lose it")
    func note() async throws {
        try await DecidingDesk.with {
            [try Self.slow($0)]
        } _: { desk in
            let id = try await desk.ask()
            _ = await desk.rounds.round(everything: true)
            let answering = Task { await desk.answers.round(everything: false) }
            try await desk.meanwhile(answering) {
                _ = try await desk.store.edit(id, now: DeskFixture.noon) {
                    try $0.say("Look.", visibility: .internal, by: .plugin(id: "other"))
                }
            }
            await desk.look()
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "decided", "Look.", "It is dark."])
        }
    }

    @Test("What a plugin says at an event is sent once the reviews of the ticket are over, not before")
    func events() async throws {
        try await DecidingDesk.with { _ in
            [try Self.eager(), try Self.judge()]
        } _: { desk in
            await desk.deliver("eager")
            let early = try await desk.ask()
            await desk.deliver("eager")
            let kept = try await desk.state(of: early)
            expectNoDifference(kept, ["triage", "undecided"])
            let why = try await reasons(desk, early, "eager")
            expectNoDifference(why, ["new (not sent by itself: its review is not over)"])
        }
        try await DecidingDesk.with { _ in
            [try Self.eager(), try Self.judge()]
        } _: { desk in
            await desk.deliver("eager")
            let id = try await desk.ask()
            await desk.look()
            await desk.deliver("eager")
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "decided", "Hello."])
        }
    }

    @Test("What a plugin says at an event is a suggestion while a review holds the ticket")
    func heldEvents() async throws {
        try await DecidingDesk.with { _ in
            [try Self.eager(), try Self.judge(holds: "True")]
        } _: { desk in
            await desk.deliver("eager")
            let id = try await desk.ask()
            await desk.look()
            await desk.deliver("eager")
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "held-by-review", "decided"])
            let why = try await reasons(desk, id, "eager")
            expectNoDifference(why, ["new (not sent by itself: a review holds the ticket)"])
        }
    }

    @Test("What a plugin says at an event does not go out behind what the customer said next")
    func newerEvents() async throws {
        try await DecidingDesk.with {
            [try Self.eager(DecidingDesk.waiting(in: $0))]
        } _: { desk in
            await desk.deliver("eager")
            let id = try await desk.ask()
            let delivering = Task { await desk.deliver("eager") }
            try await desk.meanwhile(delivering) { try await desk.add("And it is cold.", to: id) }
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "undecided"])
            let why = try await reasons(desk, id, "eager")
            expectNoDifference(why, ["new (not sent by itself: the customer said something meanwhile)"])
        }
    }
}
