// Why a promise is due when it is, in words.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("An explanation")
struct ServiceExplanationTests {
    @Test("Explains a clock that was stopped at night")
    func stoppedAtNight() throws {
        let levels = try ServiceLevelTests.levels()
        var story = TicketStory()
        story.now = at("2026-11-16T20:00:00Z")
        try story.does(.move(to: .pending))
        let steps = try #require(try levels.explain(.resolution, of: story.state, at: story.now))
        expectNoDifference(
            steps.words().suffix(2),
            [
                "Closed until Monday 2026-11-16 21:00 (+01:00).",
                "It has stood still since Monday 2026-11-16 21:00 (+01:00): the ticket waited for the "
                    + "customer.",
            ])
    }

    @Test("Explains what stops the clock and when its due time is near, as the operator has said")
    func nearAndPauses() throws {
        let levels = try ServiceLevels(policies: [
            SLAPolicy(
                id: "p",
                targets: [
                    SLATarget(
                        .firstReply, withinSeconds: 7200, nearSeconds: 1800, pauses: [.pending, .snoozed])
                ])
        ])
        var story = TicketStory()
        let steps = try #require(try levels.explain(.firstReply, of: story.state, at: story.now)).words()
        expectNoDifference(
            [steps[2], steps[5]],
            [
                "Its clock stands still while the ticket waits for the customer or the ticket is laid aside.",
                "It counts as near from Monday 2026-11-16 10:30 (+00:00).",
            ])
        let clock = { try #require(try levels.clocks(for: story.state, at: story.now).first) }
        var near: [Bool] = []
        for _ in 0..<3 {
            near.append(try clock().isNear(at: story.now))
            story.wait(minutes: 90)
        }
        expectNoDifference(near, [false, true, false])
        story = TicketStory()
        try story.does(.snooze(until: story.now + 9000))
        story.wait(minutes: 100)
        #expect(try !clock().isNear(at: story.now))
    }
}
