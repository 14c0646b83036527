// The day that a site is built or checked for.

import ArgumentParser
import Foundation
import KnowledgeBase

enum BuildDate {
    /// The day that `--date` names.
    static func parse(_ text: String) throws -> CalendarDay {
        guard let day = CalendarDay(text) else {
            throw ValidationError("It must be a day like 2026-11-21.")
        }
        return day
    }

    /// The day of `--date`, else of SOURCE_DATE_EPOCH (reproducible-builds.org), else today in UTC.
    static func day(_ option: CalendarDay?) throws -> CalendarDay {
        if let option { return option }
        guard let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"], !epoch.isEmpty else {
            return CalendarDay(secondsSince1970: Int(Date().timeIntervalSince1970))
        }
        guard let seconds = Int(epoch) else {
            throw CleanFailure("SOURCE_DATE_EPOCH is “\(epoch)”, and must be a number of seconds since 1970.")
        }
        return CalendarDay(secondsSince1970: seconds)
    }
}
