// Opening hours against the plainest way to count them: minute by minute.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("Opening hours, counted minute by minute")
struct CalendarPropertyTests {
    /// Hours that are known to this test alone: no code of the calendar is used to read them.
    private struct Plan {
        var open: [Weekday: [(Int, Int)]] = [:]
        var holidays: [Int: (Int, Int)] = [:]

        func isOpen(localMinute: Int) -> Bool {
            let day = localMinute >= 0 ? localMinute / 1440 : (localMinute - 1439) / 1440
            let minute = localMinute - day * 1440
            let today = LocalDate(dayNumber: day).weekday
            let yesterday = LocalDate(dayNumber: day - 1).weekday
            let isOpen =
                open[today, default: []].contains { $0.0 <= minute && minute < $0.1 }
                || open[yesterday, default: []].contains { $0.0 <= minute + 1440 && minute + 1440 < $0.1 }
            guard isOpen, let closed = holidays[day] else { return isOpen }
            return !(closed.0 <= minute && minute < closed.1)
        }
    }

    private func plan(_ random: inout SeededGenerator, near day: Int) -> Plan {
        var plan = Plan()
        for weekday in Weekday.allCases where !random.chance(3) {
            let opens = Int.random(in: 0..<1440, using: &random)
            let closes = opens + Int.random(in: 1...min(1439, 2879 - opens), using: &random)
            plan.open[weekday] = [(opens, closes)]
            if closes < 1440, random.chance(2), closes < 1430 {
                plan.open[weekday]?.append((Int.random(in: closes...1435, using: &random), 1440))
            }
        }
        if plan.open.isEmpty { plan.open[.monday] = [(0, 1440)] }
        for _ in 0..<2 {
            let from = random.chance(2) ? 0 : Int.random(in: 0..<1439, using: &random)
            plan.holidays[day + Int.random(in: -2...6, using: &random)] = (from, 1440)
        }
        return plan
    }

    private func calendar(_ plan: Plan, _ zone: TimeZoneRules) throws -> BusinessCalendar {
        try BusinessCalendar(
            id: "c", zone: zone,
            hours: plan.open.mapValues { shifts in
                try shifts.map { opens, closes in
                    try #require(
                        Shift(opensMinute: opens, closesMinute: closes > 1440 ? closes - 1440 : closes))
                }
            },
            holidays: plan.holidays.sorted { $0.key < $1.key }.map { day, closed in
                Holiday(
                    .once(LocalDate(dayNumber: day)), name: "Rest",
                    closed: try #require(Shift(opensMinute: closed.0, closesMinute: closed.1)))
            })
    }

    @Test(
        "Lose no minute and count none twice, in any week, also that of a turn of the clocks",
        arguments: [
            "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Gaza", "America/Santiago",
            "Pacific/Apia", "Pacific/Chatham", "Africa/Casablanca", "Europe/Dublin", "America/Nuuk",
        ])
    func bruteForce(name: String) throws {
        let zone = try Zones.named(name)
        let turns = [
            "2026-03-26", "2026-10-22", "2011-12-27", "2011-11-04", "2026-04-02", "2026-09-03", "2030-06-10",
        ]
        var random = SeededGenerator(UInt64(name.utf8.count) * 31 + 7)
        for round in 0..<14 {
            let day = try #require(LocalDate(turns[round % turns.count])).dayNumber
            let plan = plan(&random, near: day)
            let calendar = try calendar(plan, zone)
            let start = day * 1440 + Int.random(in: 0..<1440, using: &random)
            let target = Int.random(in: 1...2000, using: &random)
            var open = 0
            var due: Int?
            let end = start + 8 * 1440
            for minute in start..<end {
                let instant = Date(timeIntervalSince1970: Double(minute * 60))
                let local = minute + zone.offsetSeconds(at: instant) / 60
                guard plan.isOpen(localMinute: local) else { continue }
                open += 1
                if open == target { due = minute + 1 }
            }
            let from = Date(timeIntervalSince1970: Double(start * 60))
            let to = Date(timeIntervalSince1970: Double(end * 60))
            #expect(calendar.openMilliseconds(from: from, to: to) == Int64(open) * 60_000, "\(plan) \(from)")
            if let due {
                let found = try calendar.due(after: Int64(target) * 60_000, from: from)
                #expect(found == Date(timeIntervalSince1970: Double(due * 60)), "\(plan) \(from) \(target)")
            }
        }
    }
}
