// The day that a site is built or checked for.

import ArgumentParser
import Foundation
import KnowledgeBase

enum BuildDate {
    /// The day of `--date`, else of SOURCE_DATE_EPOCH (reproducible-builds.org), else today in UTC.
    static func day(_ option: String?) throws -> CalendarDay {
        if let option {
            guard let day = CalendarDay(option) else {
                throw ValidationError("--date must be a day like 2026-11-21.")
            }
            return day
        }
        let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { Int($0) }
        return CalendarDay(secondsSince1970: epoch ?? Int(Date().timeIntervalSince1970))
    }
}
