// What only agents see: rendered when it is asked for, and in no file of the site.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("Internal articles")
struct InternalSiteTests {
    private static let files = [
        "site.yaml": "title: Shop\nlanguages: [en, de]\n",
        "index.md": "---\ntitle: Shop\n---\nWelcome.\n",
        "guides/lamps.md": "---\ntitle: Lamps\n---\nTurn the switch.\n",
        "guides/refunds.md":
            "---\ntitle: Refunds\ndescription: Whom we pay back.\nvisibility: internal\n---\n"
            + "## Zanzibar\n\nUp to 40 euros without asking, see [lamps](lamps.md) and "
            + "[the list](../team/list.md).\n\n![Plan](plan.png)\n",
        "guides/refunds.de.md":
            "---\ntitle: Erstattungen\nvisibility: internal\n---\nBis 40 Euro ohne Rückfrage.\n",
        "team/index.md": "---\ntitle: Team\nvisibility: internal\n---\nOnly for us.\n",
        "team/list.md": "---\ntitle: The list\nvisibility: internal\n---\nNames.\n",
    ]

    private func withSite(
        _ body: (SiteTest, InternalSite) async throws -> Void
    ) async throws {
        try await SiteTest.run(Self.files) { site in
            try site.write("guides/plan.png", [0x89, 0x50, 0x4E, 0x47])
            try await site.build()
            let day = try #require(CalendarDay("2026-11-21"))
            let options = BuildOptions(content: site.content.path, output: site.output.path, date: day)
            try await body(site, InternalSite(SiteBuilder(options)))
        }
    }

    private func page(_ path: String, _ site: InternalSite) async throws -> String? {
        guard case .page(let bytes) = try await site.item(at: path) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("Are listed by language, place and title, each at the address that it would have")
    func entries() async throws {
        try await withSite { _, site in
            let entries = try await site.entries()
            expectNoDifference(
                entries.map { "\($0.language) \($0.place) \($0.title) \($0.address)" },
                [
                    "de [\"Guides\"] Erstattungen /de/guides/refunds/",
                    "en [\"Guides\"] Refunds /guides/refunds/", "en [\"Team\"] Team /team/",
                    "en [\"Team\"] The list /team/list/",
                ])
        }
    }

    @Test("Look like the site's own pages, and their links lead to all others")
    func pages() async throws {
        try await withSite { _, site in
            let refunds = try #require(try await page("/guides/refunds/", site))
            for part in [
                "<html lang=\"en\" dir=\"ltr\">", "<title>Refunds · Shop</title>", "For agents only",
                "href=\"/guides/lamps/\"", "href=\"/team/list/\"", "<h2 id=\"zanzibar\">", "hreflang=\"de\"",
            ] {
                #expect(refunds.contains(part), "\(part)")
            }
            #expect(!refunds.contains("Was this helpful?"))
            let german = try #require(try await page("/de/guides/refunds/", site))
            #expect(german.contains("<html lang=\"de\"") && german.contains("Bis 40 Euro"))
            let team = try #require(try await page("/team/", site))
            #expect(team.contains("Only for us.") && team.contains("/team/list/"))
            #expect(try await site.item(at: "/team") == .folder)
            for path in ["/guides/lamps/", "/guides/", "/", "", "/nothing/", "/guides/refunds/x", "/../x"] {
                #expect(try await site.item(at: path) == nil, "\(path)")
            }
        }
    }

    @Test("Have their pictures, and are found by their words")
    func filesAndSearch() async throws {
        try await withSite { _, site in
            let refunds = try #require(try await page("/guides/refunds/", site))
            let source = try #require(refunds.firstMatch(of: /src="(\/guides\/plan\.[0-9a-f]+\.png)"/)).1
            #expect(
                try await site.item(at: String(source))
                    == .file(path: String(source), [0x89, 0x50, 0x4E, 0x47]))
            let answers = try await site.answers(to: "zanzibar")
            expectNoDifference(
                answers.map { "\($0.address) \($0.title) \($0.place)" },
                ["/guides/refunds/#zanzibar Zanzibar [\"Guides\", \"Refunds\"]"])
            #expect(try await site.answers(to: "Rückfrage").map(\.title) == ["Erstattungen"])
            #expect(try await site.answers(to: "switch") == [])
        }
    }

    @Test("Leave no byte in the folder of the site")
    func nothingIsWritten() async throws {
        try await withSite { test, site in
            let before = try test.snapshot()
            _ = try await site.entries()
            _ = try await page("/guides/refunds/", site)
            expectNoDifference(try test.snapshot().keys.sorted(), before.keys.sorted())
            for (path, bytes) in try test.snapshot() {
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!path.contains("refunds") && !path.contains("team") && !path.contains("plan"))
                for secret in ["efund", "anzibar", "40 Euro", "40 euro", "The list"] {
                    #expect(!text.contains(secret), "\(secret) in \(path)")
                }
            }
        }
    }

    @Test("That were changed or taken away are shown as they are now")
    func changes() async throws {
        try await withSite { test, site in
            #expect(try await page("/team/list/", site)?.contains("Names.") == true)
            try test.write(["team/list.md": "---\ntitle: The list\nvisibility: internal\n---\nNone.\n"])
            #expect(try await page("/team/list/", site)?.contains("None.") == true)
            try FileManager.default.removeItem(at: test.content.appending(path: "team/list.md"))
            #expect(try await page("/team/list/", site) == nil)
        }
    }
}
