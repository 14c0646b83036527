// What readers say of articles.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    private static func vote(
        _ voter: String, _ article: String, _ isHelpful: Bool, _ reason: String = "",
        after seconds: Double = 0
    ) -> Vote {
        Vote(
            voter: voter, article: article, isHelpful: isHelpful, reason: reason,
            at: Sample.noon + seconds)
    }

    static let votes = [
        StoreRule("A reader counts once for an article, with what they said last") { store in
            for isHelpful in [true, true, false] { try await store.cast(vote("a", "/lamp/", isHelpful)) }
            try await store.cast(vote("b", "/lamp/", true))
            try await store.cast(vote("a", "/shade/", true))
            try expect(
                try await store.voteCounts(),
                is: [
                    VoteCount(article: "/lamp/", yes: 1, no: 1, reasons: 0),
                    VoteCount(article: "/shade/", yes: 1, no: 0, reasons: 0),
                ])
        },
        StoreRule("What helped the fewest comes first: by those whom it did not help, then by those it did") {
            store in
            let votes = [
                ("/a/", 5, 1), ("/b/", 1, 1), ("/c/", 9, 2), ("/d/", 1, 1), ("/e/", 3, 0),
            ]
            for (article, yes, no) in votes {
                for number in 0..<(yes + no) {
                    try await store.cast(vote("\(number)", article, number < yes))
                }
            }
            try expect(
                try await store.voteCounts().map(\.article), is: ["/c/", "/b/", "/d/", "/a/", "/e/"])
        },
        StoreRule("A reason stays until its reader says something else, and the newest comes first") {
            store in
            try await store.cast(vote("a", "/lamp/", false, "Too dark."))
            try await store.cast(vote("a", "/lamp/", false, after: 5))
            try await store.cast(vote("b", "/lamp/", false, "No bulb."))
            try await store.cast(vote("c", "/lamp/", false, "Hm."))
            try await store.cast(vote("c", "/lamp/", true))
            try await store.cast(vote("d", "/shade/", false, "Elsewhere."))
            let reasons = try await store.voteReasons(of: "/lamp/", before: nil, limit: 9)
            try expect(
                reasons,
                is: [
                    VoteReason(
                        id: 2, article: "/lamp/", isHelpful: false, text: "No bulb.", at: Sample.noon),
                    VoteReason(
                        id: 1, article: "/lamp/", isHelpful: false, text: "Too dark.", at: Sample.noon + 5),
                ])
            let first = try await store.voteReasons(of: "/lamp/", before: nil, limit: 1)
            try expect(first.map(\.text), is: ["No bulb."])
            let second = try await store.voteReasons(of: "/lamp/", before: first.last?.id, limit: 1)
            try expect(second.map(\.text), is: ["Too dark."])
        },
        StoreRule("The words of a vote are erased, once, and the vote stays") { store in
            try await store.cast(vote("a", "/lamp/", false, "I am Ada."))
            let id = try require(
                try await store.voteReasons(of: "/lamp/", before: nil, limit: 1).first
            ).id
            try expect(try await store.eraseVoteReason(id), is: true)
            try expect(try await store.eraseVoteReason(id), is: false)
            try expect(try await store.voteReasons(of: "/lamp/", before: nil, limit: 9), is: [])
            try expect(
                try await store.voteCounts(),
                is: [VoteCount(article: "/lamp/", yes: 0, no: 1, reasons: 0)])
        },
        StoreRule("Votes go out with all the rest, and come in again") { store in
            let records = [
                StoreRecord.vote(vote("a", "/lamp/", false, "Too dark.")),
                .vote(vote("b", "/lamp/", true)),
                .castVote(CastVote(number: 3, article: "/lamp/", isHelpful: true, at: Sample.noon)),
                .castVote(CastVote(number: 7, article: "/lamp/", isHelpful: false, at: Sample.noon + 5)),
            ]
            try await store.take(records)
            try expect(try await store.records(), is: records)
            try expect(try await store.lastCastVote(), is: 7)
            try await expect(.notEmpty) { try await store.take(Array(records.suffix(1))) }
            try await store.cast(vote("c", "/lamp/", true))
            try expect(try await store.castVotes(after: 7, limit: 9).map(\.number), is: [8])
        },
        StoreRule("How far a plugin has heard of votes is kept with the effects, and goes out and in") {
            store in
            let call = PluginCall(
                plugin: "p", call: "a", method: "event", tickets: [], at: Sample.noon, request: "{}",
                response: "{}", milliseconds: 1, outcome: .answered)
            var work = PluginWork(call)
            work.voteCursor = 5
            try await store.commit([work], to: [], now: Sample.noon) { _ in }
            try expect(try await store.pluginRecord("p$votes").cursor, is: 5)
            try expect(try await store.pluginRecord("p").cursor, is: nil)
        },
        StoreRule("A vote that is cast after an import is behind all that plugins have heard of") { store in
            try await store.take([.plugin(KeptPlugin(id: "p$votes", record: PluginRecord(cursor: 90)))])
            try expect(try await store.lastCastVote(), is: 90)
            try await store.cast(vote("a", "/lamp/", true))
            try expect(try await store.castVotes(after: 90, limit: 9).map(\.number), is: [91])
        },
    ]
}
