// The plugin `suggest-answers`, question in and answer out.

import CustomDump
import Foundation
import PluginKit
import Testing

@testable import SuggestAnswersPlugin

@Suite("The plugin suggest-answers")
struct SuggestAnswersPluginTests {
    private let refund = FoundArticle(
        address: "/refunds/#how", url: "https://help.example/refunds/#how", title: "How do I get a refund?",
        page: "Refunds", place: ["Money", "Refunds"], passage: "Send it back within 30 days [sealed].",
        language: "en", score: 900, confidence: 0.8, evidence: 0.3, titleShare: 1,
        words: ["refund", "charged"])
    private let invoice = FoundArticle(
        address: "/invoices/", title: "Invoices", passage: "", language: "en", score: 400, confidence: 0.3,
        evidence: 0.05, titleShare: 0, words: ["charged"])
    private let lamp = FoundArticle(
        address: "/lamps/", title: "Lamps", passage: "", language: "en", score: 100, confidence: 0.1,
        evidence: 0.01, titleShare: 0)

    private func question(
        _ found: [FoundArticle]?, _ ticket: JSONValue = [:], history: [JSONValue] = [],
        at: String = "2026-11-22T09:00:00Z"
    ) throws -> DecisionParams {
        var fields: [String: JSONValue] = ["id": "T-7", "subject": "Refund", "body": "I was charged twice."]
        fields.merge(ticket.object ?? [:]) { _, new in new }
        let snapshot = try JSONDecoder().decode(
            TicketSnapshot.self, from: Data(JSONValue.object(fields).text.utf8))
        var data: [String: JSONValue] = ["requester.history": .array(history)]
        if let found { data["articles.search"] = .array(found.map(\.json)) }
        return DecisionParams(
            call: "c", at: at, deadlineMilliseconds: 2000, ticket: snapshot, choices: Choices(queues: []),
            state: PluginState(), data: data)
    }

    private func said(_ answer: ReplyResult) -> String {
        switch answer.kind {
        case .abstained(let reason): "abstains: \(reason)"
        case .needs: "needs more"
        case .given(let replies):
            replies.replies.map {
                "\($0.send) \($0.articles.joined(separator: " ")) \($0.confidence): \($0.reason)"
            }.joined(separator: "\n")
        }
    }

    private func asked(_ question: DecisionParams, _ config: JSONValue = [:]) throws -> String {
        said(try SuggestAnswersPlugin(config: config).reply(question))
    }

    @Test("A sure answer goes out by itself, with its title, passage and link, and a way to a person")
    func sure() throws {
        let answer = try SuggestAnswersPlugin(config: [:]).reply(try question([refund, invoice]))
        expectNoDifference(
            said(answer),
            "auto /refunds/#how 0.996: “How do I get a refund?” answers it, 99 % sure: it holds “refund”, "
                + "“charged”; the question says 100 % of its title, the next best is 55 % behind")
        expectNoDifference(
            answer.content?.replies.first?.bodyMarkdown,
            """
            Hello,

            this article may answer your question:

            **How do I get a refund? (Refunds)**

            > Send it back within 30 days \\[sealed\\].

            [Read the whole article](<https://help.example/refunds/#how>)

            Our help centre found this answer by itself. Would you rather talk to a person? \
            Just reply to this message: somebody from our team will read it and answer you.

            """)
        expectNoDifference(answer.statePatch, nil)
    }

    @Test("Below its threshold an answer is suggested, further below there is none, each with its reason")
    func unsure() throws {
        let half = FoundArticle(
            address: "/a/", title: "A", passage: "", language: "en", score: 100, confidence: 0.5,
            evidence: 0.1, titleShare: 0.5)
        expectNoDifference(
            try asked(question([half, lamp])),
            "suggest /a/ /lamps/ 0.41: “A” answers it, 41 % sure: the question says 50 % of its title, "
                + "the next best is 0 % behind; not sent by itself: that takes 74 %")
        expectNoDifference(
            try asked(question([invoice, refund]), ["suggest_from": 0.5]),
            "abstains: the nearest article is “Invoices”, only 6 % sure")
        expectNoDifference(
            try asked(question([lamp])), "abstains: the nearest article is “Lamps”, only 35 % sure")
        expectNoDifference(try asked(question([])), "abstains: no article holds these words")
        expectNoDifference(try asked(question(nil)), "abstains: the help centre could not be searched")
    }

    @Test("What fits nearly as well as another, comes late or has a person is for an agent")
    func notByItself() throws {
        func hindrance(
            _ found: [FoundArticle]? = nil, _ ticket: JSONValue = [:], history: [JSONValue] = []
        ) throws -> String {
            let words = try asked(question(found ?? [refund, invoice], ticket, history: history))
            return words.split(separator: "; not sent by itself: ").last.map(String.init) ?? ""
        }
        let twin = FoundArticle(
            address: "/refunds/#when", title: "When?", page: "Refunds", passage: "", language: "en",
            score: 880,
            confidence: 0.8, evidence: 0.3, titleShare: 1)
        expectNoDifference(try hindrance([refund, twin]), "another article fits nearly as well")
        expectNoDifference(try hindrance(nil, ["latest": "And now?"]), "this is not the first message")
        expectNoDifference(
            try hindrance(nil, ["language": "fr"]), "the article is not in the customer's language")
        for ticket: JSONValue in [["assignee": "grace"], ["status": "open"]] {
            expectNoDifference(try hindrance(nil, ticket), "somebody cares for the ticket already")
        }
        func other(_ by: String, _ at: String, _ link: String, isSent: Bool = true) -> [JSONValue] {
            [["id": "T-2"], ["id": "T-3", "answers": [answer(by, at, link, isSent: isSent)]]]
        }
        let link = refund.url
        expectNoDifference(
            try hindrance(history: other("plugin:suggest-answers", "2026-11-20T09:00:00Z", "/x/")),
            "the customer got an answer by itself on T-3 less than 7 days ago")
        // Whoever sent it, the customer has the article.
        for by in ["plugin:suggest-answers", "agent:grace"] {
            expectNoDifference(
                try hindrance(history: other(by, "2025-01-01T09:00:00Z", link)),
                "the customer got this article on T-3 and asks again")
        }
        // What nobody sent, what lies back long enough, and what people wrote hinders nothing.
        for history in [
            other("plugin:suggest-answers", "2026-11-20T09:00:00Z", link, isSent: false),
            other("plugin:suggest-answers", "2026-11-15T08:00:00Z", "/x/"),
            other("agent:grace", "2026-11-22T08:00:00Z", "/x/"), [["id": "T-3"]],
        ] {
            #expect(try hindrance(history: history).hasPrefix("auto"))
        }
    }

    private func answer(
        _ by: String, _ at: String, _ link: String, isSent: Bool = true, suggestedBy: String? = nil
    ) -> JSONValue {
        AnswerSnapshot(by: by, at: at, isSent: isSent, suggestedBy: suggestedBy, links: [link]).json
    }

    @Test("A page of the same name is no rival, and one ticket never gets an article twice")
    func never() throws {
        let copy = FoundArticle(
            address: "/old/refunds/", title: "Refunds", passage: "", language: "en", score: 890,
            confidence: 0.8, evidence: 0.3, titleShare: 1)
        #expect(try asked(question([refund, copy, invoice])).hasPrefix("auto"))
        let itself = "plugin:suggest-answers"
        let at = "2026-11-20T09:00:00Z"
        let got = "abstains: the customer got “How do I get a refund?” on this ticket already"
        let cases: [(JSONValue, String)] = [
            (answer(itself, at, refund.url), got),
            (answer("agent:grace", at, refund.url, suggestedBy: "suggest-answers"), got),
            (answer("agent:grace", at, refund.address), got),
            (
                answer(itself, at, refund.url, isSent: false),
                "abstains: it has suggested “How do I get a refund?” on this ticket before"
            ),
        ]
        for (before, words) in cases {
            let asking = try question([refund, invoice], ["answers": [before], "latest": "And now?"])
            expectNoDifference(try asked(asking), words)
        }
        for before in [answer("plugin:rules", at, refund.url, isSent: false), answer(itself, at, "/x/")] {
            let asking = try question([refund, invoice], ["answers": [before]])
            #expect(try asked(asking).hasPrefix("auto"))
        }
        // Who tries it wants to know what it would say.
        let trial = try SuggestAnswersPlugin(InitializeParams(mode: .dryRun, config: [:]))
        let asking = try question([refund, invoice], ["answers": [answer(itself, at, refund.url)]])
        #expect(said(trial.reply(asking)).hasPrefix("auto"))
    }

    @Test("It writes in the customer's language, else in the article's, and says when they differ")
    func languages() throws {
        func body(_ language: String?, article: String) throws -> String {
            let found = FoundArticle(
                address: "/a/", title: "A", passage: "", language: article, score: 9, confidence: 1,
                evidence: 0.5,
                titleShare: 1)
            let ticket: JSONValue = language.map { ["language": .string($0)] } ?? [:]
            return try SuggestAnswersPlugin(config: [:]).reply(question([found], ticket))
                .content?.replies.first?.bodyMarkdown ?? ""
        }
        let german = try body("de-AT", article: "de")
        #expect(german.contains("Artikel Ihre Frage"))
        #expect(german.contains("mit einem Menschen sprechen"))
        #expect(!german.contains("anderen Sprache"))
        #expect(try body("ar", article: "ar").contains("هل تفضّل التحدث إلى شخص؟"))
        #expect(try body("de", article: "en").contains("anderen Sprache"))
        #expect(try body(nil, article: "de").contains("Artikel Ihre Frage"))
        let french = try body("fr", article: "en")
        #expect(french.contains("talk to a person"))
        #expect(french.contains("in another language"))
    }

    @Test("A bad configuration is refused with its place")
    func badConfiguration() {
        func refusal(_ config: JSONValue) -> String {
            do {
                _ = try SuggestAnswersPlugin(config: config)
                return "taken"
            } catch let error as PluginConfigurationError {
                return "\(error.path ?? "") \(error.description)"
            } catch {
                return "\(error)"
            }
        }
        expectNoDifference(
            [["threshold": 2], ["suggest_from": 0.9], ["quiet_days": 1.5], ["threshold": 0.2]].map(refusal),
            [
                "/threshold `threshold` must be a number from 0 to 1",
                "/suggest_from `suggest_from` must not be more than `threshold`",
                "/quiet_days `quiet_days` must be a whole number from 0 to 365", "taken",
            ])
    }
}

@Suite("The examples of suggest-answers")
struct SuggestAnswersExampleTests {
    @Test("The transcripts in examples/ are what the plugin says")
    func examples() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "plugins/suggest-answers/examples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".jsonl") }
        #expect(!names.isEmpty)
        for name in names.sorted() {
            var loop = PluginLoop(SuggestAnswersPlugin.self)
            var answer: JSONValue?
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let json = try JSONValue(json: Data(line.utf8))
                if json["method"] == nil {
                    expectNoDifference(answer, json, name)
                } else {
                    answer = try loop.answer(Array(line.utf8)).map { try JSONValue(json: Data($0.line)) }
                }
            }
        }
    }
}
