// The built site's search, as the server needs it.

import Foundation
import PluginKit
import SearchIndex
import Synchronization
import WebServer

/// Searches the index that lies in the site's folder; one that was built anew is opened again.
final class SiteAnswers: AnswerFinder {
    private struct Opened {
        let pointer: Data
        let reader: SearchReader
    }

    /// A word that weighs less than one part in so many of the heaviest is not shown as asked for.
    private static let smallWord = 4

    private let site: BuiltSite
    private let opened = Mutex<[String: Opened]>([:])

    /// The desk's scheme and host; empty when nobody said them.
    private let origin: String

    init(folder: String, origin: String = "") {
        site = BuiltSite(folder: folder)
        self.origin = origin
    }

    func answers(to query: String, language: String?, limit: Int) throws -> FoundAnswers {
        let outcome = try reader(language).search(query, limit: limit)
        let answers = outcome.answers.map(FoundAnswer.init)
        return FoundAnswers(answers: answers, words: Self.words(outcome))
    }

    /// What was looked for, without the small words of a question: they earn little.
    private static func words(_ outcome: SearchOutcome) -> [FoundAnswers.Word] {
        // Where a question has nothing else, they are what it asks for.
        let telling = outcome.words.filter { $0.first?.isFunctionWord == false }
        let words = telling.isEmpty ? outcome.words : telling
        let most = words.flatMap { $0 }.map(\.weight).max() ?? 0
        return words.compactMap { group in
            guard let first = group.first, group.contains(where: { $0.weight * smallWord >= most })
            else { return nil }
            return FoundAnswers.Word(
                typed: first.typed, taken: group.map(\.taken), isMisspelt: first.reason == "spelling")
        }
    }

    /// The answers as plugins get them; `nil` when there is no index.
    ///
    /// A question is searched for in its own language, and in the site's where the site has none in it.
    func articles(_ words: String, _ language: String?, _ count: Int) -> JSONValue? {
        let primary = language.map { String($0.prefix { $0 != "-" }) }
        for language in [language, primary, nil] {
            guard let reader = try? reader(language),
                // A message is no half-typed word of a search box.
                let outcome = try? reader.search("\(words)\n", limit: count)
            else { continue }
            let name = (try? site.pointer(language: language)).flatMap(BuiltSite.language)
            return .array(
                outcome.answers.indices.map { article($0, of: outcome, language: name ?? "").json })
        }
        return nil
    }

    private func article(_ place: Int, of outcome: SearchOutcome, language: String) -> FoundArticle {
        let answer = outcome.answers[place]
        let shares = zip(outcome.words, outcome.shares[place]).sorted { $0.1 > $1.1 }
        var words: [String] = []
        for (group, share) in shares where share > 0 {
            guard let typed = group.first?.typed, !words.contains(typed) else { continue }
            words.append(typed)
        }
        let shown = FoundAnswer(answer)
        return FoundArticle(
            address: shown.address, url: origin + shown.address, title: shown.title, page: answer.page,
            place: shown.place,
            passage: answer.passage, language: language, score: answer.score, confidence: answer.confidence,
            evidence: Double(answer.figures[1]) / 1024, titleShare: Double(answer.figures[2]) / 1024,
            words: Array(words.prefix(5)))
    }

    private func reader(_ language: String?) throws -> SearchReader {
        let pointer = try site.pointer(language: language)
        let key = language ?? ""
        if let known = opened.withLock({ $0[key] }), known.pointer == pointer { return known.reader }
        let reader = try site.reader(language: language)
        opened.withLock { $0[key] = Opened(pointer: pointer, reader: reader) }
        return reader
    }
}

extension FoundAnswer {
    /// An answer as people and plugins are shown it.
    fileprivate init(_ answer: SearchAnswer) {
        let hasHeading = !answer.heading.isEmpty && answer.heading != answer.page
        self.init(
            address: answer.anchor.isEmpty ? answer.url : "\(answer.url)#\(answer.anchor)",
            title: hasHeading ? answer.heading : answer.page,
            place: answer.breadcrumb + (hasHeading ? [answer.page] : []),
            passage: answer.passage, confidence: answer.confidence)
    }
}
