// What clocks show, against another program's answers.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("A time zone")
struct TimeZoneTests {
    @Test("Shows what another program computes from the same file, also in 2450 and around each turn")
    func facts() throws {
        let table = try String(contentsOf: Zones.folder.appending(path: "offsets.tsv"), encoding: .utf8)
        var zones: [Substring: TimeZoneRules] = [:]
        var count = 0
        var wrong: [String] = []
        for line in table.split(separator: "\n") where !line.hasPrefix("#") {
            let fact = line.split(separator: "\t")
            let zone = try zones[fact[0]] ?? Zones.named(String(fact[0]))
            zones[fact[0]] = zone
            let second = try #require(Double(fact[1]))
            let offset = zone.offsetSeconds(at: Date(timeIntervalSince1970: second))
            if "\(offset)" != fact[2] { wrong.append("\(line), here \(offset)") }
            count += 1
        }
        expectNoDifference(wrong, [])
        #expect(count > 400)
    }

    /// A time zone file that holds nothing but a rule.
    private func zone(_ rule: String) throws -> TimeZoneRules {
        let header: (UInt8) -> [UInt8] = { version in
            // One type of local time and one letter of its name, no transition.
            Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15 + 16) + [0, 0, 0, 1, 0, 0, 0, 1]
        }
        let block: [UInt8] = [0, 0, 0, 0, 0, 0, 0]
        return try TimeZoneRules(
            name: rule,
            file: header(0x32) + block + header(0x32) + block + Array("\n\(rule)\n".utf8))
    }

    @Test("Reads every kind of rule that a file may end with")
    func rules() throws {
        let days = ["2027-02-28", "2027-03-01", "2028-02-28", "2028-02-29", "2028-03-01", "2028-12-31"]
        let table = try [
            // The sixtieth day without leap days is always 1 March; the fifty-ninth from 0 is 29
            // February in a leap year.
            "AAA0BBB,J60/0,J300/0", "AAA0BBB,59/0,300/0", "<-03>3<-02>,M3.1.0/-24,M12.5.0/167:59:59",
            // All the year round, as RFC 8536 writes it.
            "XXX3EDT4,0/0,J365/23", "UTC0",
        ].map { rule in
            let zone = try zone(rule)
            let hours = days.map { "\(zone.offsetSeconds(at: at("\($0)T12:00:00Z")) / 3600)" }
            return "\(rule): \(hours.joined(separator: " "))"
        }
        expectNoDifference(
            table,
            [
                "AAA0BBB,J60/0,J300/0: 0 1 0 0 1 0", "AAA0BBB,59/0,300/0: 0 1 0 1 1 0",
                "<-03>3<-02>,M3.1.0/-24,M12.5.0/167:59:59: -3 -3 -3 -3 -3 -2",
                "XXX3EDT4,0/0,J365/23: -4 -4 -4 -4 -4 -4", "UTC0: 0 0 0 0 0 0",
            ])
    }

    @Test(
        "Is refused when its rule is none",
        arguments: [
            "A0", "AAA", "AAA168", "AAA0BBB", "AAA0BBB,M3.1.0", "AAA0BBB,M13.1.0,M1.1.0",
            "AAA0BBB,M3.6.0,M1.1.0", "AAA0BBB,J0,J1", "AAA0BBB,366,1", "<AAA0", "AAA0BBB,M3.1.0,M4.1.0x",
        ])
    func badRules(rule: String) {
        #expect(throws: TimeZoneError(code: .damaged, zone: rule)) { try zone(rule) }
    }

    @Test("Is refused where its file is cut off, at every length")
    func truncated() throws {
        for name in ["Europe/Berlin", "Pacific/Apia", "UTC"] {
            let bytes = try Zones.bytes(name)
            for length in 0..<bytes.count {
                #expect(throws: TimeZoneError.self) {
                    try TimeZoneRules(name: name, file: Array(bytes.prefix(length)))
                }
            }
        }
    }

    @Test("With any damaged byte is read or refused, and answers in either case without an end")
    func damaged() throws {
        let bytes = try Zones.bytes("Europe/Berlin")
        var random = SeededGenerator(1)
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] = UInt8.random(in: 0...255, using: &random)
            guard let zone = try? TimeZoneRules(name: "damaged", file: damaged) else { continue }
            let calendar = try BusinessCalendar(
                id: "c", zone: zone, hours: [.monday: [#require(Shift("09:00-17:00"))]])
            _ = try? calendar.due(after: 3_600_000, from: at("2026-11-21T00:00:00Z"))
        }
    }

    @Test("Says what is wrong with its file")
    func errors() throws {
        let berlin = try Zones.bytes("Europe/Berlin")
        var leaping = berlin
        leaping[31] = 1
        var contradicting = berlin
        let footer = try #require(berlin.lastIndex(of: UInt8(ascii: "M")))
        contradicting[footer + 1] = UInt8(ascii: "x")
        let files: [(String, [UInt8])] = [
            ("a.txt", Array("hello".utf8)), ("cut", Array(berlin.prefix(60))), ("right/Berlin", leaping),
            ("odd", contradicting),
        ]
        let words = files.map { name, bytes -> String in
            do {
                _ = try TimeZoneRules(name: name, file: bytes)
                return "\(name) was read"
            } catch {
                return "\(error)"
            }
        }
        expectNoDifference(
            words,
            [
                "a.txt is no time zone file: name a zone like Europe/Berlin. [not-a-time-zone]",
                "cut ends too early: install the time zone data again. [truncated]",
                "right/Berlin counts leap seconds, and clocks here do not: leave out “right/”. "
                    + "[leap-seconds]",
                "odd contradicts itself: install the time zone data again. [damaged]",
            ])
    }
}

@Suite("A date")
struct LocalDateTests {
    @Test("Is every day of seven centuries, one after the other, leap days included")
    func everyDay() throws {
        var day = try #require(LocalDate("1600-01-01"))
        let last = try #require(LocalDate("2300-12-31"))
        var wrong: [String] = []
        while day < last {
            let next = LocalDate(dayNumber: day.dayNumber + 1)
            let (year, month, dayOfMonth) = next.parts
            let isFirst = dayOfMonth == 1
            let follows = isFirst || dayOfMonth == day.parts.day + 1
            if LocalDate(year: year, month: month, day: dayOfMonth) != next || !follows {
                wrong.append("\(next)")
            }
            day = next
        }
        expectNoDifference(wrong, [])
        expectNoDifference(LocalDate("2026-11-21")?.weekday, .saturday)
    }

    @Test(
        "Is not made of what is none",
        arguments: ["2026-02-29", "2026-13-01", "26-1-1", "2026-1-01", "+026-01-01", "2026-00-10", ""])
    func refused(text: String) {
        expectNoDifference(LocalDate(text), nil)
    }
}
