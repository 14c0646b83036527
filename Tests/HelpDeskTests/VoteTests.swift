// "Was this helpful?": who counts as whom, and what is kept of it.

import CustomDump
import Foundation
import HelpDesk
import SQLiteStore
import Testing
import TicketStore

@Suite("Votes on articles")
struct VoteTests {
    private static let device = "d" + String(repeating: "a", count: 32)
    private static let home = PostingPlace(address: "a", network: "n")

    private func ballot(
        _ isHelpful: Bool, on article: String = "/lamp/", why reason: String = "", key: String = device,
        from browser: String = "Firefox"
    ) -> Ballot {
        Ballot(
            article: article, isHelpful: isHelpful, reason: reason, deviceKey: key, userAgent: browser)
    }

    @Test("A device counts once for each article, with its last answer, wherever it is")
    func once() async throws {
        try await DeskFixture.withDesk { desk, _ in
            try await desk.vote(ballot(true), from: Self.home)
            try await desk.vote(ballot(false), from: PostingPlace(address: "b", network: "m"))
            try await desk.vote(ballot(false, on: "/shade/"), from: nil)
            try await desk.vote(ballot(true, key: "d" + String(repeating: "b", count: 32)), from: Self.home)
            let counts = try await desk.voteCounts()
            expectNoDifference(
                counts.map { "\($0.article) \($0.yes) \($0.no)" }, ["/shade/ 0 1", "/lamp/ 1 1"])
        }
    }

    @Test("Without a device's key, network, browser and day tell readers apart")
    func withoutKey() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let today = DeskFixture.desk(on: store)
            let tomorrow = DeskFixture.desk(on: store, now: { DeskFixture.noon + 86_400 })
            for key in ["", "x", "d<script>"] {
                try await today.vote(ballot(true, key: key), from: Self.home)
            }
            try await today.vote(ballot(true, key: "", from: "Chromium"), from: Self.home)
            try await today.vote(ballot(true, key: ""), from: PostingPlace(address: "b", network: "m"))
            try await tomorrow.vote(ballot(true, key: ""), from: Self.home)
            let counts = try await today.voteCounts()
            expectNoDifference(counts.map(\.yes), [4])
        }
    }

    @Test("Neither the device's key nor anything of the network is in the database")
    func nothingKept() async throws {
        try await DeskFixture.withFolder { folder in
            let path = folder.appending(path: "desk.sqlite").path
            let store = try SQLiteStore(path: path)
            let desk = DeskFixture.desk(on: store)
            let place = PostingPlace(address: "address-of-ada", network: "network-of-ada")
            try await desk.vote(ballot(true), from: place)
            try await desk.vote(ballot(true, on: "/shade/"), from: place)
            try await desk.vote(ballot(true, key: "", from: "Browser of Ada"), from: place)
            try store.close()
            let bytes = try Data(contentsOf: URL(filePath: path))
            for word in [Self.device, "of-ada", "of Ada"] { #expect(bytes.range(of: Data(word.utf8)) == nil) }
            let reopened = try SQLiteStore(path: path)
            let voters = Voters()
            try await reopened.export { record in
                if case .vote(let vote) = record { voters.add(vote.voter) }
            }
            #expect(Set(voters.all).count == 3)
            #expect(voters.all.allSatisfy { $0.utf8.count == 43 })
        }
    }

    @Test("A reason is kept as far as it fits, and blank ones are none")
    func reasons() async throws {
        try await DeskFixture.withDesk { desk, _ in
            try await desk.vote(ballot(false, why: " \r\n\u{200B}"), from: nil)
            let none = try await desk.voteReasons(of: "/lamp/", before: nil)
            expectNoDifference(none, [])
            let long = " Too\r\ndark" + String(repeating: "é", count: 3_000)
            try await desk.vote(ballot(false, why: long), from: nil)
            let reason = try #require(try await desk.voteReasons(of: "/lamp/", before: nil).first)
            #expect(reason.text.hasPrefix("Too\ndarkéé"))
            #expect(reason.text.unicodeScalars.count == 2_000)
            #expect(try await desk.eraseVoteReason(reason.id))
            let rest = try await desk.voteReasons(of: "/lamp/", before: nil)
            expectNoDifference(rest, [])
        }
    }

    @Test("More than anybody reads is refused from one address, and from no other")
    func flood() async throws {
        try await DeskFixture.withDesk { desk, _ in
            for _ in 1...60 { try await desk.vote(ballot(true), from: Self.home) }
            await #expect(throws: TooManyPosts.self) { try await desk.vote(ballot(true), from: Self.home) }
            try await desk.vote(ballot(true), from: PostingPlace(address: "b", network: "n"))
        }
    }
}

private final class Voters: @unchecked Sendable {
    // The store hands records out one after the other, and is done when they are read.
    private(set) var all: [String] = []
    func add(_ voter: String) { all.append(voter) }
}
