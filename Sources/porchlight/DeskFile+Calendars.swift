// Calendars in desk.yaml: hours, breaks and holidays of a place.

import FoundationEssentials
import KnowledgeBase
import RulesPlugin
import Tickets
import Yams

/// Reads the calendars, and remembers where what they say stands.
struct CalendarReader {
    private(set) var calendars: [BusinessCalendar] = []
    /// All that are named, also those that could not be read.
    private(set) var names: [String] = []
    private let zones = TimeZoneFiles()

    /// Reads the list.
    mutating func read(_ node: Node, _ file: inout YAMLFile) {
        for entry in file.list(node, "“calendars”") {
            let fields = file.fields(
                of: entry, "a calendar", known: ["id", "zone", "hours", "breaks", "holidays"])
            guard let id = file.text("id", in: fields, of: entry, "the calendar") else { continue }
            if id == BusinessCalendar.always.id || names.contains(id) {
                file.complain(fields["id"], "there is another calendar “\(id)”: rename it.")
                continue
            }
            names.append(id)
            let zone = zone(fields["zone"], of: entry, &file)
            guard let hoursNode = fields["hours"] else {
                file.complain(
                    entry, "the calendar has no “hours”: write some, like `monday-friday: 09:00-17:00`.")
                continue
            }
            let hours = Self.week(hoursNode, "“hours”", &file)
            let breaks = fields["breaks"].map { Self.week($0, "“breaks”", &file) } ?? [:]
            let holidays = (fields["holidays"].map { file.list($0, "“holidays”") } ?? []).compactMap {
                Self.holiday($0, &file)
            }
            guard let zone else { continue }
            do {
                calendars.append(
                    try BusinessCalendar(id: id, zone: zone, hours: hours, breaks: breaks, holidays: holidays)
                )
            } catch {
                for problem in error.problems {
                    let part = problem.field.dropFirst("calendars.\(id).".count).prefix {
                        $0 != "." && $0 != "["
                    }
                    file.complain(fields[String(part)] ?? entry, problem.sentence)
                }
            }
        }
    }

    private func zone(_ node: Node?, of entry: Node, _ file: inout YAMLFile) -> TimeZoneRules? {
        guard let node else {
            file.complain(entry, "the calendar has no “zone”: write one, like `zone: Europe/Berlin`.")
            return nil
        }
        guard let name = file.text(node, "“zone”") else { return nil }
        do {
            return try zones.rules(name)
        } catch {
            file.complain(node, error.description)
            return nil
        }
    }

    /// `monday: 09:00-17:00`, `monday-friday: 09:00-12:00, 13:00-17:00`; a list of shifts as well.
    private static func week(_ node: Node, _ subject: String, _ file: inout YAMLFile) -> [Weekday: [Shift]] {
        guard case .mapping(let mapping) = node else {
            file.complain(node, "\(subject) has days, written as `monday: 09:00-17:00`.")
            return [:]
        }
        var week: [Weekday: [Shift]] = [:]
        for (key, value) in mapping {
            let days = days(key, &file)
            var texts: [String] = []
            if case .sequence(let nodes) = value {
                texts = nodes.compactMap { file.text($0, "a shift") }
            } else if let text = file.text(value, "a day's hours") {
                texts = text.split { $0 == "," || $0 == " " }.map(String.init)
            }
            var shifts: [Shift] = []
            for text in texts {
                if let shift = Shift(text) {
                    shifts.append(shift)
                } else {
                    file.complain(value, "“\(text)” is no stretch of a day: write one like 09:00-17:30.")
                }
            }
            for day in days { week[day, default: []] += shifts }
        }
        return week
    }

    /// `monday`, or `monday-friday`.
    private static func days(_ key: Node, _ file: inout YAMLFile) -> [Weekday] {
        let all = Weekday.allCases
        let names = (key.string ?? "").split(separator: "-", omittingEmptySubsequences: false).map(
            String.init)
        let places = names.map { name in all.firstIndex { $0.rawValue == name } }
        if let wrong = zip(names, places).first(where: { $0.1 == nil })?.0 {
            let near = Spelling.nearest(to: wrong, in: all.map(\.rawValue))
            file.complain(
                key,
                "there is no day “\(wrong)”: " + (near.map { "did you mean “\($0)”?" } ?? "write monday."))
            return []
        }
        let known = places.compactMap(\.self)
        guard let first = known.first, let last = known.last, known.count <= 2, first <= last else {
            file.complain(key, "write a day, or the first and the last of some: `monday-friday`.")
            return []
        }
        return Array(all[first...last])
    }

    /// `{day: 2026-12-24, name: Christmas Eve, closed: 12:00-24:00}`; a day without its year is every
    /// year's.
    private static func holiday(_ node: Node, _ file: inout YAMLFile) -> Holiday? {
        let fields = file.fields(of: node, "a holiday", known: ["day", "name", "closed"])
        guard let text = file.text("day", in: fields, of: node, "the holiday"),
            let name = file.text("name", in: fields, of: node, "the holiday")
        else { return nil }
        guard let day = day(text) else {
            file.complain(fields["day"], "“\(text)” is no day: write 2026-12-24, or 12-25 for every year.")
            return nil
        }
        guard let closed = fields["closed"] else { return Holiday(day, name: name) }
        guard let stretch = file.text(closed, "“closed”").flatMap({ Shift($0) }) else {
            file.complain(closed, "“closed” is a stretch of a day, like 12:00-24:00.")
            return nil
        }
        return Holiday(day, name: name, closed: stretch)
    }

    private static func day(_ text: String) -> Holiday.Day? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ (1...4).contains($0.utf8.count) }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        switch (parts.count, numbers.count) {
        case (3, 3):
            return LocalDate(year: numbers[0], month: numbers[1], day: numbers[2]).map(Holiday.Day.once)
        case (2, 2): return .yearly(month: numbers[0], day: numbers[1])
        default: return nil
        }
    }
}
