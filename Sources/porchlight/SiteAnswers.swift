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

    init(folder: String) {
        site = BuiltSite(folder: folder)
    }

    func answers(to query: String, language: String?, limit: Int) throws -> FoundAnswers {
        let outcome = try reader(language).search(query, limit: limit)
        let answers = outcome.answers.map { answer in
            let hasHeading = !answer.heading.isEmpty && answer.heading != answer.page
            return FoundAnswer(
                address: answer.anchor.isEmpty ? answer.url : "\(answer.url)#\(answer.anchor)",
                title: hasHeading ? answer.heading : answer.page,
                place: answer.breadcrumb + (hasHeading ? [answer.page] : []),
                passage: answer.passage, confidence: answer.confidence)
        }
        return FoundAnswers(answers: answers, words: Self.words(outcome))
    }

    /// What was looked for, without the small words of a question: they earn little.
    private static func words(_ outcome: SearchOutcome) -> [FoundAnswers.Word] {
        let most = outcome.words.flatMap { $0 }.map(\.weight).max() ?? 0
        return outcome.words.compactMap { group in
            guard let first = group.first, group.contains(where: { $0.weight * smallWord >= most })
            else { return nil }
            return FoundAnswers.Word(
                typed: first.typed, taken: group.map(\.taken), isMisspelt: first.reason == "spelling")
        }
    }

    /// The answers as plugins get them; `nil` when there is no index.
    func articles(_ words: String, _ language: String?, _ count: Int) -> JSONValue? {
        guard let found = try? answers(to: words, language: language, limit: count) else { return nil }
        return .array(
            found.answers.map { answer in
                [
                    "address": .string(answer.address), "title": .string(answer.title),
                    "place": .array(answer.place.map { .string($0) }), "passage": .string(answer.passage),
                ]
            })
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
