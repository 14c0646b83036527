// When a team works: weekly hours, breaks and holidays on the clocks of one place.

/// The opening hours of a team in its time zone.
///
/// It is open whenever the clock on its wall shows an open time. An hour that the clock skips in
/// spring is not worked; one that it shows twice in autumn is worked twice.
public struct BusinessCalendar: Sendable, Equatable {
    /// What policies call it.
    public let id: String
    /// The clocks it goes by.
    public let zone: TimeZoneRules
    /// Its holidays.
    public let holidays: [Holiday]
    /// For each day of the week from Monday, the open seconds of the day, ascending and apart.
    let week: [[Range<Int>]]
    /// Whether it is open at all times.
    let isAlwaysOpen: Bool
    private let dated: [Int: [Holiday]]
    private let yearly: [Int: [Holiday]]

    /// The calendar that never closes.
    public static let always = BusinessCalendar(
        id: "always", zone: .utc, week: Array(repeating: [0..<86_400], count: 7), holidays: [])

    /// A calendar.
    ///
    /// - Parameters:
    ///   - hours: the shifts that begin on a day; a day that is missing is closed.
    ///   - breaks: what is taken out of the shifts of a day.
    /// - Throws: all mistakes, each with its field below `calendars.<id>`.
    public init(
        id: String, zone: TimeZoneRules, hours: [Weekday: [Shift]], breaks: [Weekday: [Shift]] = [:],
        holidays: [Holiday] = []
    ) throws(SettingProblems) {
        let problems = Self.problems(id: id, hours: hours, breaks: breaks, holidays: holidays)
        guard problems.isEmpty else { throw SettingProblems(problems: problems) }
        self.init(id: id, zone: zone, week: Self.week(hours, breaks), holidays: holidays)
    }

    private init(id: String, zone: TimeZoneRules, week: [[Range<Int>]], holidays: [Holiday]) {
        self.id = id
        self.zone = zone
        self.week = week
        self.holidays = holidays
        isAlwaysOpen = holidays.isEmpty && week.allSatisfy { $0 == [0..<86_400] }
        var dated: [Int: [Holiday]] = [:]
        var yearly: [Int: [Holiday]] = [:]
        for holiday in holidays {
            switch holiday.day {
            case .once(let date): dated[date.dayNumber, default: []].append(holiday)
            case .yearly(let month, let day): yearly[month * 32 + day, default: []].append(holiday)
            }
            if holiday.closed.closesMinute > 1440, case .once(let date) = holiday.day {
                dated[date.dayNumber + 1, default: []].append(holiday)
            }
        }
        self.dated = dated
        self.yearly = yearly
    }

    /// The open seconds of a week without holidays.
    var weekSeconds: Int { week.joined().reduce(0) { $0 + $1.count } }

    /// The open seconds of a day.
    func openSeconds(ofDay day: Int) -> [Range<Int>] {
        let usual = week[Weekday.index(dayNumber: day)]
        guard !usual.isEmpty, !holidays.isEmpty else { return usual }
        let holidays = holidays(ofDay: day)
        guard !holidays.isEmpty else { return usual }
        return usual.subtracting(
            holidays.flatMap { holiday -> [Range<Int>] in
                let opens = holiday.closed.opensMinute * 60
                let closes = holiday.closed.closesMinute * 60
                if case .once(let date) = holiday.day, date.dayNumber != day { return [0..<closes - 86_400] }
                return [opens..<min(closes, 86_400)]
            })
    }

    /// The holidays that fall on a day.
    func holidays(ofDay day: Int) -> [Holiday] {
        var found = dated[day] ?? []
        if !yearly.isEmpty {
            let (_, month, dayOfMonth) = LocalDate(dayNumber: day).parts
            found += yearly[month * 32 + dayOfMonth] ?? []
        }
        return found
    }

    /// The open seconds of each day; what goes over midnight is given to the day after.
    private static func week(_ hours: [Weekday: [Shift]], _ breaks: [Weekday: [Shift]]) -> [[Range<Int>]] {
        var days = Array(repeating: [Range<Int>](), count: 7)
        for (weekday, shifts) in hours {
            for open in openMinutes(shifts, without: breaks[weekday] ?? []) {
                let today = open.clamped(to: 0..<1440)
                let tomorrow = open.clamped(to: 1440..<2880)
                days[weekday.index].append(today.lowerBound * 60..<today.upperBound * 60)
                days[(weekday.index + 1) % 7].append(
                    (tomorrow.lowerBound - 1440) * 60..<(tomorrow.upperBound - 1440) * 60)
            }
        }
        return days.map { $0.united() }
    }

    /// Minutes after the midnight of the day on which the shifts begin. A break that lies before
    /// a shift begins is one after midnight.
    static func openMinutes(_ shifts: [Shift], without breaks: [Shift]) -> [Range<Int>] {
        let closed = breaks.map { $0.opensMinute..<$0.closesMinute }
        return shifts.map { $0.opensMinute..<$0.closesMinute }
            .subtracting(closed + closed.map { $0.lowerBound + 1440..<$0.upperBound + 1440 })
    }
}
