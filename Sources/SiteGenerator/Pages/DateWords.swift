// Days as people write them, in the language of the page.

internal import Foundation
internal import KnowledgeBase
internal import Synchronization

/// Writes days in words. Each day of each language is put into words once.
final class DateWords: Sendable {
    private struct Key: Hashable {
        let language: String
        let day: CalendarDay
    }

    private let known = Mutex<[Key: String]>([:])

    /// The day in the language's long form: `21 November 2026`.
    func long(_ day: CalendarDay, _ language: String) -> String {
        let key = Key(language: language, day: day)
        if let words = known.withLock({ $0[key] }) { return words }
        let locale = Locale(identifier: language == "en" ? "en_GB" : language)
        let style = Date.FormatStyle(date: .long, time: .omitted, locale: locale, timeZone: .gmt)
        let words = Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400).formatted(style)
        known.withLock { $0[key] = words }
        return words
    }
}
