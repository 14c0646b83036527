// Days: reading, writing, counting.

import CustomDump
import KnowledgeBase
import Testing

@Suite("A calendar day")
struct CalendarDayTests {
    @Test("Counts every day from 1900 to 2200 once, and writes what it reads")
    func roundTrip() throws {
        let first = try #require(CalendarDay("1900-01-01"))
        let last = try #require(CalendarDay("2199-12-31"))
        expectNoDifference(last.daysSince1970 - first.daysSince1970, 109_572)
        for number in first.daysSince1970...last.daysSince1970 {
            let day = CalendarDay(daysSince1970: number)
            #expect(CalendarDay(day.description) == day)
        }
    }

    @Test(
        "Refuses days that no month has, and other ways of writing",
        arguments: [
            "2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "26-11-21", "2026-1-1", "today", "",
        ])
    func refuses(text: String) {
        expectNoDifference(CalendarDay(text), nil)
    }

    @Test("A moment before 1970 lies on the day before")
    func moments() {
        expectNoDifference(CalendarDay(secondsSince1970: -1).description, "1969-12-31")
        expectNoDifference(CalendarDay(secondsSince1970: 86_400).description, "1970-01-02")
    }
}
