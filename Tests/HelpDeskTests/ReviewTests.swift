// A review is asked twice about a ticket: where it belongs, and what is to go out without a person.

import CustomDump
import Foundation
import PluginHost
import Testing
import Tickets

@testable import HelpDesk

@Suite("Reviews of routing and of answers", .timeLimit(.minutes(5)))
struct ReviewTests {
    private static func mover() throws -> InstalledPlugin {
        try FakePlugin.plugin(
            "mover", hooks: #"{"ticket.route": {"timeout_ms": 9000}}"#,
            grants: #""ticket.body", "ticket.queue.write""#,
            #"return {"proposals": [{"field": "queue", "value": "legal", "strength": "should", "confidence": 1, "reason": "law"}]}"#
        )
    }

    private static func replier() throws -> InstalledPlugin {
        try FakePlugin.plugin(
            "replier", hooks: #"{"ticket.reply": {"timeout_ms": 9000}}"#,
            grants: #""ticket.body", "reply.suggest", "reply.send""#,
            #"return {"replies": [{"send": "auto", "body_markdown": "Turn it on.", "confidence": 0.99, "reason": "sure"}]}"#
        )
    }

    /// A review that is too late once, for what a condition says, and judges by another one.
    private static func judge(
        _ folder: String, late: String = "False", holds: String = "False"
    ) throws -> InstalledPlugin {
        try FakePlugin.plugin(
            "judge", hooks: #"{"ticket.review": {"timeout_ms": 2000}}"#, grants: #""ticket.body""#,
            """
            pending = p["pending"]
            if \(late) and not os.path.exists("\(folder)/slept"):
                open("\(folder)/slept", "w").close()
                time.sleep(3)
            return {"verdict": "hold", "reason": "no"} if \(holds) else {"verdict": "allow"}
            """)
    }

    @Test("An answer goes out after a review that had allowed a routing which changed nothing")
    func twice() async throws {
        try await DecidingDesk.with {
            [try Self.replier(), try Self.judge($0)]
        } _: { desk in
            let id = try await desk.ask()
            await desk.look()
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "decided", "Turn it on."])
        }
    }

    @Test("A review that was late about a queue is asked again, and its word about an answer is no leave")
    func lateRouting() async throws {
        try await DecidingDesk.with { folder in
            [
                try Self.mover(), try Self.replier(),
                try Self.judge(folder, late: "pending.get('set')", holds: "pending.get('set')"),
            ]
        } _: { desk in
            let id = try await desk.ask()
            await desk.look()
            let first = try await desk.state(of: id)
            expectNoDifference(first, ["triage", "held-by-review", "undecided"])
            try await desk.lookUntilDecided(id)
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "held-by-review", "decided"])
            await desk.look()
            let still = try await desk.state(of: id)
            expectNoDifference(still, state)
            let suggestions = try await desk.suggestions(on: id)
            expectNoDifference(suggestions, ["Turn it on."])
        }
    }

    @Test("What a late review allows after all is done: the queue, and the answer that waited for it")
    func lateLeave() async throws {
        try await DecidingDesk.with { folder in
            [try Self.mover(), try Self.replier(), try Self.judge(folder, late: "pending.get('set')")]
        } _: { desk in
            let id = try await desk.ask()
            await desk.look()
            let first = try await desk.state(of: id)
            expectNoDifference(first, ["triage", "held-by-review", "undecided"])
            try await desk.lookUntilDecided(id)
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["legal", "decided", "Turn it on."])
        }
    }

    @Test("An answer whose review was late goes out once it is allowed, and only then")
    func lateAnswer() async throws {
        try await DecidingDesk.with { folder in
            [try Self.mover(), try Self.replier(), try Self.judge(folder, late: "pending.get('reply')")]
        } _: { desk in
            let id = try await desk.ask()
            await desk.look()
            let first = try await desk.state(of: id)
            expectNoDifference(first, ["legal", "held-by-review", "undecided"])
            try await desk.lookUntilDecided(id)
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["legal", "decided", "Turn it on."])
            await desk.look()
            let still = try await desk.state(of: id)
            expectNoDifference(still, state)
        }
    }

    @Test("A held answer stays a suggestion, and the ticket stays where it belongs, flagged")
    func heldAnswer() async throws {
        try await DecidingDesk.with { folder in
            [try Self.mover(), try Self.replier(), try Self.judge(folder, holds: "pending.get('reply')")]
        } _: { desk in
            let id = try await desk.ask()
            for _ in 1...2 {
                await desk.look()
                let state = try await desk.state(of: id)
                expectNoDifference(state, ["legal", "held-by-review", "decided"])
            }
        }
    }

    @Test("An answer that could not be kept is asked for again, and no ticket stays undecided")
    func busy() async throws {
        try await DecidingDesk.with { _ in
            [try Self.replier()]
        } _: { desk in
            let id = try await desk.ask()
            _ = await desk.rounds.round(everything: true)
            desk.isBusy.set(true)
            let rest = await desk.answers.round(everything: false)
            #expect(rest == .retry)
            let before = try await desk.state(of: id)
            expectNoDifference(before, ["triage", "undecided"])
            desk.isBusy.set(false)
            // Its own clock is enough: nobody else looks.
            _ = await desk.answers.round(everything: true)
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "decided", "Turn it on."])
        }
    }

    @Test(
        "What a customer says while a plugin thinks is asked about, also when the desk was killed meanwhile")
    func meanwhile() async throws {
        try await DecidingDesk.with { folder in
            [
                try FakePlugin.plugin(
                    "slow", hooks: #"{"ticket.reply": {"timeout_ms": 9000}}"#,
                    grants: #""ticket.body", "reply.suggest""#,
                    """
                    \(DecidingDesk.waiting(in: folder))
                    said = p["ticket"].get("latest") or p["ticket"]["body"]
                    return {"replies": [{"send": "suggest", "body_markdown": said, "confidence": 0.5, "reason": ""}]}
                    """)
            ]
        } _: { desk in
            let id = try await desk.ask()
            _ = await desk.rounds.round(everything: true)
            let answering = Task { await desk.answers.round(everything: false) }
            try await desk.meanwhile(answering) { try await desk.add("And it is cold.", to: id) }
            let rest = await answering.value
            #expect(rest == .retry)
            // A desk that was killed here finds it in the store.
            let between = try await desk.state(of: id)
            expectNoDifference(between, ["triage", "undecided"])
            await desk.look()
            let state = try await desk.state(of: id)
            expectNoDifference(state, ["triage", "decided"])
            let suggestions = try await desk.suggestions(on: id)
            expectNoDifference(suggestions, ["It is dark.", "And it is cold."])
        }
    }
}
