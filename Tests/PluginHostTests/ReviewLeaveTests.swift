// What the words of several reviews come to.

import Foundation
import Testing
import Tickets

@testable import PluginHost

@Suite("The leave of reviews")
struct ReviewLeaveTests {
    private static let noon = Date(timeIntervalSince1970: 1_780_000_000)

    /// Words in order: plugin, outcome, part, seconds.
    private static func leave(
        _ words: [(String, Decision.Outcome, Decision.Reviewed?, Double)], of part: Decision.Reviewed? = nil,
        since: Double? = nil, strict: Set<String> = ["a", "b"], awaited: Set<String>? = nil
    ) -> ReviewLeave {
        let decisions = words.map { plugin, outcome, part, at in
            Decision(
                plugin: plugin, hook: "ticket.review", outcome: outcome, reason: "", at: noon + at,
                reviewed: part)
        }
        let route = Decision(plugin: "a", hook: "ticket.route", outcome: .held, reason: "", at: noon)
        return ReviewLeave(
            of: part, in: decisions + [route], since: since.map { noon + $0 }, strict: strict,
            awaited: awaited ?? strict)
    }

    @Test("The last word of each plugin counts, and one that holds is enough")
    func words() {
        #expect(Self.leave([]) == .given)
        #expect(Self.leave([("a", .allowed, nil, 0), ("b", .held, nil, 0)]) == .refused)
        #expect(Self.leave([("a", .held, nil, 0), ("a", .allowed, nil, 1)]) == .given)
        #expect(Self.leave([("a", .unavailable, nil, 0), ("b", .allowed, nil, 0)]) == .open)
        #expect(Self.leave([("a", .unavailable, nil, 0), ("b", .held, nil, 0)]) == .refused)
        #expect(Self.leave([("a", .abstained, nil, 0)]) == .given)
    }

    @Test(
        "A failure holds where silence does, and only where the plugin is still to be asked is it waited for")
    func failures() {
        #expect(Self.leave([("a", .failed, nil, 0)]) == .refused)
        #expect(Self.leave([("a", .failed, nil, 0)], strict: ["b"]) == .given)
        #expect(Self.leave([("a", .unavailable, nil, 0)], strict: ["b"]) == .given)
        #expect(Self.leave([("a", .unavailable, nil, 0)], awaited: []) == .given)
        // A word is a word, whether its plugin is still there or not.
        #expect(Self.leave([("gone", .held, nil, 0)]) == .refused)
    }

    @Test(
        "A word about an answer says nothing about a queue, and one about an earlier answer nothing about the next"
    )
    func parts() {
        let words: [(String, Decision.Outcome, Decision.Reviewed?, Double)] = [
            ("a", .held, nil, 0), ("a", .allowed, .answer, 1),
        ]
        #expect(Self.leave(words) == .refused)
        #expect(Self.leave(words, of: .answer) == .given)
        #expect(Self.leave([("a", .held, .answer, 0)]) == .given)
        #expect(Self.leave([("a", .held, .answer, 0)], of: .answer) == .refused)
        #expect(Self.leave([("a", .held, .answer, 0)], of: .answer, since: 1) == .given)
        #expect(Self.leave([("a", .held, .answer, 1)], of: .answer, since: 1) == .refused)
    }
}
