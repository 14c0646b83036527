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

    private let site: BuiltSite
    private let opened = Mutex<[String: Opened]>([:])

    init(folder: String) {
        site = BuiltSite(folder: folder)
    }

    func answers(to query: String, language: String?, limit: Int) throws -> [FoundAnswer] {
        try reader(language).search(query, limit: limit).answers.map { answer in
            FoundAnswer(
                address: answer.anchor.isEmpty ? answer.url : "\(answer.url)#\(answer.anchor)",
                title: answer.heading.isEmpty ? answer.page : answer.heading,
                place: answer.breadcrumb + (answer.heading.isEmpty ? [] : [answer.page]),
                passage: answer.passage)
        }
    }

    /// The answers as plugins get them; `nil` when there is no index.
    func articles(_ words: String, _ language: String?, _ count: Int) -> JSONValue? {
        guard let found = try? answers(to: words, language: language, limit: count) else { return nil }
        return .array(
            found.map { answer in
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
