// What can be wrong with a calendar.

extension BusinessCalendar {
    /// The most shifts or breaks of a day.
    static let mostShifts = 24
    /// The most holidays of a calendar.
    static let mostHolidays = 2000

    static func problems(
        id: String, hours: [Weekday: [Shift]], breaks: [Weekday: [Shift]], holidays: [Holiday]
    ) -> [SettingProblem] {
        var problems: [SettingProblem] = []
        let place = "calendars.\(id)"
        if id.isEmpty { problems.append(.init(.empty, "calendars", "a calendar has no “id”: give it one.")) }
        if hours.values.allSatisfy(\.isEmpty) {
            problems.append(
                .init(.noOpenHours, "\(place).hours", "it is never open: give at least one day hours."))
        }
        for weekday in Weekday.allCases {
            problems += overlaps(hours[weekday] ?? [], "\(place).hours.\(weekday.rawValue)")
            problems += overlaps(breaks[weekday] ?? [], "\(place).breaks.\(weekday.rawValue)")
            for pause in breaks[weekday] ?? [] where !isInside(pause, hours[weekday] ?? []) {
                problems.append(
                    .init(
                        .outside, "\(place).breaks.\(weekday.rawValue)",
                        "the break \(pause) is not inside of the hours: move it, or leave it out."))
            }
        }
        if problems.isEmpty,
            !hours.contains(where: { day, shifts in
                !openMinutes(shifts, without: breaks[day] ?? []).isEmpty
            })
        {
            problems.append(
                .init(.noOpenHours, "\(place).breaks", "the breaks leave no open hour: make them shorter."))
        }
        return problems + self.problems(of: holidays, "\(place).holidays")
    }

    private static func overlaps(_ shifts: [Shift], _ field: String) -> [SettingProblem] {
        let sorted = shifts.sorted { $0.opensMinute < $1.opensMinute }
        let tooMany =
            shifts.count > mostShifts
            ? [SettingProblem(.tooLong, field, "it has \(shifts.count) entries: \(mostShifts) are the most.")]
            : []
        return tooMany
            + zip(sorted, sorted.dropFirst()).filter { $0.closesMinute > $1.opensMinute }.map {
                SettingProblem(.overlap, field, "\($0) and \($1) overlap: join them, or move one.")
            }
    }

    private static func isInside(_ pause: Shift, _ shifts: [Shift]) -> Bool {
        // A break after midnight belongs to the shift that began on the day before.
        shifts.contains { shift in
            [0, 1440].contains { day in
                shift.opensMinute <= pause.opensMinute + day && pause.closesMinute + day <= shift.closesMinute
            }
        }
    }

    private static func problems(of holidays: [Holiday], _ field: String) -> [SettingProblem] {
        var problems: [SettingProblem] = []
        if holidays.count > mostHolidays {
            let count = holidays.count
            problems.append(
                .init(.tooLong, field, "there are \(count) of them: \(mostHolidays) are the most."))
        }
        for (number, holiday) in holidays.enumerated() {
            let field = "\(field)[\(number + 1)]"
            if case .yearly(let month, let day) = holiday.day,
                // A leap year, so that 29 February is a day.
                LocalDate(year: 2024, month: month, day: day) == nil
            {
                problems.append(.init(.outOfRange, field, "there is no such day: write month-day."))
            }
            if case .yearly = holiday.day, holiday.closed.closesMinute > 1440 {
                problems.append(
                    .init(.outside, field, "a yearly one ends at midnight: make a second one for the rest."))
            }
            if holidays[..<number].contains(where: { $0.day == holiday.day && $0.closed == holiday.closed }) {
                problems.append(.init(.repeated, field, "“\(holiday.name)” stands there twice: leave one."))
            }
        }
        return problems
    }
}
