// Answers have a clock of their own.

import CustomDump
import Foundation
import PluginHost
import Testing

@testable import HelpDesk

@Suite("Answers on their own clock", .timeLimit(.minutes(5)))
struct AnswerRoundsTests {
    /// A plugin that routes at once, and answers with the customer's last words once a file is there.
    private func plugin(waitingFor gate: String) throws -> InstalledPlugin {
        try FakePlugin.plugin(
            hooks: #"{"ticket.route": {"timeout_ms": 9000}, "ticket.reply": {"timeout_ms": 9000}}"#,
            grants: #""ticket.body", "ticket.queue.write", "reply.suggest""#,
            """
            if m == "ticket.route":
                return {"proposals": [{"field": "queue", "value": "billing", "strength": "should", "confidence": 1, "reason": "money"}]}
            while not os.path.exists("\(gate)"): time.sleep(0.02)
            said = p["ticket"].get("latest") or p["ticket"]["body"]
            return {"replies": [{"send": "suggest", "body_markdown": said, "confidence": 0.5, "reason": "so it is"}]}
            """)
    }

    @Test(
        "A ticket is where it belongs before its answer is thought of, and what is said meanwhile is answered, too"
    )
    func clock() async throws {
        try await DecidingDesk.with {
            [try plugin(waitingFor: "\($0)/gate")]
        } _: { desk in
            let id = try await desk.ask()
            _ = await desk.rounds.round(everything: true)
            let before = try await desk.state(of: id)
            expectNoDifference(before, ["billing", "undecided"])

            let answering = Task { await desk.answers.round(everything: false) }
            // The plugin is asked, and thinks.
            try await Task.sleep(for: .milliseconds(300))
            try await desk.add("And it is cold.", to: id)
            _ = await desk.rounds.round(everything: false)
            try Data().write(to: desk.folder.appending(path: "gate"))
            _ = await answering.value
            let after = try await desk.state(of: id)
            expectNoDifference(after, ["billing", "decided"])
            let suggestions = try await desk.suggestions(on: id)
            expectNoDifference(suggestions, ["It is dark.", "And it is cold."])
        }
    }
}
