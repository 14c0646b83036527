// Opening hours: the cases that hurt other help desks.

import CustomDump
import Foundation
import Testing
import Tickets

/// A calendar of one line a day: `["monday": "09:00-12:30 13:15-17:00"]`.
func calendar(
    _ zone: String, _ hours: [Weekday: String], breaks: [Weekday: String] = [:], holidays: [Holiday] = []
) throws -> BusinessCalendar {
    let shifts = { (texts: [Weekday: String]) in
        try texts.mapValues { try $0.split(separator: " ").map { try #require(Shift($0)) } }
    }
    return try BusinessCalendar(
        id: "office", zone: Zones.named(zone), hours: shifts(hours), breaks: shifts(breaks),
        holidays: holidays)
}

func everyDay(_ hours: String) -> [Weekday: String] {
    Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, hours) })
}

func workdays(_ hours: String) -> [Weekday: String] {
    everyDay(hours).filter { $0.key != .saturday && $0.key != .sunday }
}

@Suite("Opening hours")
struct CalendarTests {
    private func due(_ calendar: BusinessCalendar, minutes: Int64, from start: String) throws -> String {
        text(try calendar.due(after: minutes * 60_000, from: at(start)))
    }

    @Test("Count over a break and a weekend")
    func breakAndWeekend() throws {
        let split = try calendar("Europe/Berlin", workdays("09:00-12:30 13:15-17:00"))
        let cut = try calendar(
            "Europe/Berlin", workdays("09:00-17:00"), breaks: workdays("12:30-13:15"))
        for office in [split, cut] {
            // Friday 12:00 in Berlin: half an hour, the break, 3 h 45 min, and the rest on Monday.
            expectNoDifference(
                try due(office, minutes: 300, from: "2026-11-20T11:00:00Z"), "2026-11-23T08:45:00Z")
        }
    }

    @Test("That end in the instant in which the time has run are the due time, not the next morning")
    func exactlyAtTheEnd() throws {
        let office = try calendar("Europe/Berlin", workdays("09:00-17:00"))
        expectNoDifference(
            try due(office, minutes: 480, from: "2026-11-20T03:00:00Z"), "2026-11-20T16:00:00Z")
        expectNoDifference(try due(office, minutes: 60, from: "2026-11-20T16:00:00Z"), "2026-11-23T09:00:00Z")
    }

    @Test("That begin in the hour that spring skips begin when it is over")
    func springForward() throws {
        // In Berlin 02:00 to 03:00 of 29 March 2026 does not exist; 03:00 is 01:00 UTC.
        let night = try calendar("Europe/Berlin", everyDay("02:30-10:00"))
        expectNoDifference(try due(night, minutes: 60, from: "2026-03-29T00:00:00Z"), "2026-03-29T02:00:00Z")
        expectNoDifference(
            night.openMilliseconds(from: at("2026-03-28T23:00:00Z"), to: at("2026-03-29T22:00:00Z")),
            7 * 3_600_000)
    }

    @Test("Are worked twice where autumn shows an hour twice")
    func fallBack() throws {
        // In Berlin 02:00 to 03:00 of 25 October 2026 comes twice: from 00:00 to 02:00 UTC.
        let night = try calendar("Europe/Berlin", everyDay("22:00-06:00"))
        expectNoDifference(
            night.openMilliseconds(from: at("2026-10-24T18:00:00Z"), to: at("2026-10-25T18:00:00Z")),
            9 * 3_600_000)
        let hour = try calendar("Europe/Berlin", everyDay("02:00-03:00"))
        expectNoDifference(try due(hour, minutes: 120, from: "2026-10-24T22:00:00Z"), "2026-10-25T02:00:00Z")
    }

    @Test("With a break across the turn of the clocks lose the break as the wall shows it")
    func breakAcrossTheTurn() throws {
        let night = try calendar(
            "Europe/Berlin", everyDay("22:00-06:00"), breaks: everyDay("01:30-02:30"))
        let open = { (day: String, next: String) in
            night.openMilliseconds(from: at("\(day)T18:00:00Z"), to: at("\(next)T18:00:00Z")) / 60_000
        }
        // Any night: 8 h less 1 h. In spring the break has 30 min, in autumn 30 min are taken twice.
        expectNoDifference(
            [
                open("2026-06-01", "2026-06-02"), open("2026-03-28", "2026-03-29"),
                open("2026-10-24", "2026-10-25"),
            ], [420, 390, 450])
    }

    @Test("That never end count real hours, however often clocks are turned")
    func aroundTheClock() throws {
        let allDay = try calendar("Europe/Berlin", everyDay("00:00-24:00"))
        for calendar in [allDay, .always] {
            expectNoDifference(
                try due(calendar, minutes: 365 * 1440, from: "2026-03-01T00:00:00Z"), "2027-03-01T00:00:00Z")
        }
    }

    @Test("In zones with odd offsets lose no minute")
    func oddOffsets() throws {
        let found = try [
            "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns",
            "Pacific/Kiritimati",
        ].map { zone in
            try due(calendar(zone, everyDay("09:00-17:00")), minutes: 30, from: "2026-06-14T23:59:00Z")
        }
        expectNoDifference(
            found,
            [
                "2026-06-15T03:45:00Z", "2026-06-15T00:29:00Z", "2026-06-15T00:29:00Z",
                "2026-06-15T12:00:00Z", "2026-06-15T00:29:00Z",
            ])
    }

    @Test("Skip the day that Samoa skipped when it crossed the date line")
    func dateLine() throws {
        // After Thursday 29 December 2011 came Saturday 31 December.
        let office = try calendar("Pacific/Apia", everyDay("09:00-17:00"))
        expectNoDifference(
            office.openMilliseconds(from: at("2011-12-29T10:00:00Z"), to: at("2011-12-31T10:00:00Z")),
            16 * 3_600_000)
        let friday = try calendar("Pacific/Apia", [.friday: "09:00-17:00"])
        expectNoDifference(try due(friday, minutes: 1, from: "2011-12-28T10:00:00Z"), "2012-01-05T19:01:00Z")
    }

    @Test("Know 29 February, and holidays of every year, of one year and of half a day")
    func holidays() throws {
        let leapDay = try #require(LocalDate("2028-02-29"))
        let office = try calendar(
            "Europe/Berlin", everyDay("09:00-17:00"),
            holidays: [
                Holiday(.once(leapDay), name: "Leap day"),
                Holiday(.yearly(month: 12, day: 25), name: "Christmas"),
                Holiday(
                    .yearly(month: 12, day: 24), name: "Christmas Eve",
                    closed: try #require(Shift("12:00-24:00"))),
            ])
        expectNoDifference(try due(office, minutes: 1, from: "2028-02-28T16:00:00Z"), "2028-03-01T08:01:00Z")
        // 24 December is open until noon.
        expectNoDifference(
            try due(office, minutes: 181, from: "2031-12-24T00:00:00Z"), "2031-12-26T08:01:00Z")
    }

    @Test("Are not changed by a holiday on a day that is closed anyway")
    func holidayOnAWeekend() throws {
        let sunday = try #require(LocalDate("2026-11-22"))
        let plain = try calendar("Europe/Berlin", workdays("09:00-17:00"))
        let office = try calendar(
            "Europe/Berlin", workdays("09:00-17:00"), holidays: [Holiday(.once(sunday), name: "Fair")])
        let start = "2026-11-20T15:00:00Z"
        expectNoDifference(
            try due(office, minutes: 90, from: start), try due(plain, minutes: 90, from: start))
    }

    @Test("A holiday cuts a night shift at midnight, and its own hours may go over it")
    func holidayAtNight() throws {
        let christmas = try #require(LocalDate("2026-12-25"))
        let night = try calendar(
            "Europe/Berlin", everyDay("22:00-06:00"),
            holidays: [
                Holiday(.once(christmas), name: "Christmas", closed: try #require(Shift("23:00-02:00")))
            ])
        // 00:00 to 06:00 and 22:00 to 23:00 of the 25th, 02:00 to 06:00 and 22:00 to 24:00 of the 26th.
        expectNoDifference(
            night.openMilliseconds(from: at("2026-12-24T23:00:00Z"), to: at("2026-12-26T23:00:00Z")),
            13 * 3_600_000)
    }

    @Test("Of one day a week, and years ahead, have due times")
    func oneDayAWeek() throws {
        let office = try calendar("America/New_York", [.wednesday: "10:00-11:00"])
        expectNoDifference(try due(office, minutes: 90, from: "2026-11-19T00:00:00Z"), "2026-12-02T15:30:00Z")
        expectNoDifference(try due(office, minutes: 60, from: "2140-07-20T00:00:00Z"), "2140-07-20T15:00:00Z")
        expectNoDifference(
            try due(office, minutes: 60 * 1000, from: "2026-11-19T00:00:00Z"), "2046-01-17T16:00:00Z")
    }

    @Test("That holidays close for ever give an error and do not hang")
    func neverOpen() throws {
        let holidays = (1...12).flatMap { month in
            (1...31).filter { LocalDate(year: 2024, month: month, day: $0) != nil }.map {
                Holiday(.yearly(month: month, day: $0), name: "Rest")
            }
        }
        let office = try calendar("Europe/Berlin", workdays("09:00-17:00"), holidays: holidays)
        #expect(throws: CalendarError.neverOpen) { try due(office, minutes: 1, from: "2026-01-01T00:00:00Z") }
        let rare = try calendar("Europe/Berlin", [.monday: "09:00-09:01"])
        #expect(throws: CalendarError.neverOpen) {
            try due(rare, minutes: 10_000, from: "2026-01-01T00:00:00Z")
        }
        expectNoDifference(
            "\(CalendarError.neverOpen)",
            "the calendar is not open for as long as the target asks within fifty years: "
                + "look at its hours and holidays, or make the target shorter. [never-open]")
    }

    @Test("Say all that is wrong with them at once")
    func problems() throws {
        let shift = { (text: String) in try #require(Shift(text)) }
        let early = try shift("09:00-13:00")
        let late = try shift("12:00-17:00")
        let holiday = Holiday(.yearly(month: 2, day: 30), name: "Never")
        let error = #expect(throws: SettingProblems.self) {
            try BusinessCalendar(
                id: "berlin", zone: .utc, hours: [.monday: [early, late]],
                breaks: [.tuesday: [late]], holidays: [holiday, holiday])
        }
        expectNoDifference(
            error?.description,
            """
            calendars.berlin.hours.monday: 09:00-13:00 and 12:00-17:00 overlap: join them, or move one. [overlap]
            calendars.berlin.breaks.tuesday: the break 12:00-17:00 is not inside of the hours: move it, or leave it out. [outside]
            calendars.berlin.holidays[1]: there is no such day: write month-day. [out-of-range]
            calendars.berlin.holidays[2]: there is no such day: write month-day. [out-of-range]
            calendars.berlin.holidays[2]: “Never” stands there twice: leave one. [repeated]
            """)
        let empty = #expect(throws: SettingProblems.self) {
            try BusinessCalendar(id: "", zone: .utc, hours: [.monday: []])
        }
        expectNoDifference(empty?.problems.map(\.code) ?? [], [.empty, .noOpenHours])
        let allBreak = #expect(throws: SettingProblems.self) {
            try BusinessCalendar(id: "b", zone: .utc, hours: [.monday: [early]], breaks: [.monday: [early]])
        }
        expectNoDifference(allBreak?.problems.map(\.code) ?? [], [.noOpenHours])
    }
}
