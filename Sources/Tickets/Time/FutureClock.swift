// The rule at the end of a time zone file, which says what clocks show from then on for ever:
// a POSIX TZ string with the extensions of RFC 8536, 3.3.1.

/// What clocks show after the last transition of a time zone file: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct FutureClock: Equatable {
    /// The day of a year on which clocks are turned, and the second of that day.
    struct Turn: Equatable {
        enum Day: Equatable {
            /// From 1 to 365; 29 February is never counted.
            case withoutLeapDay(Int)
            /// From 0 to 365; 29 February is counted.
            case counted(Int)
            /// The n-th weekday (0 is Sunday) of a month; the fifth is the last.
            case weekday(month: Int, week: Int, weekday: Int)
        }

        let day: Day
        let second: Int64
    }

    struct Daylight: Equatable {
        let offset: Int32
        let begins: Turn
        let ends: Turn
    }

    let offset: Int32
    let daylight: Daylight?

    /// Adds four hundred years of transitions; then the calendar repeats itself.
    func extend(_ transitions: inout [Int64], _ offsets: inout [Int32]) {
        guard let daylight else {
            // RFC 8536, 3.3: the last transition and the rule agree.
            if offsets.last != offset, let last = transitions.last { append(offset, at: last) }
            return
        }
        let last = transitions.last ?? 0
        let year = LocalDate(dayNumber: Int(last.flooredDivision(by: 86_400))).parts.year
        for year in year...(year + 401) {
            let begin = daylight.begins.second(in: year, offset: offset)
            let end = daylight.ends.second(in: year, offset: daylight.offset)
            for (second, offset) in begin < end
                ? [(begin, daylight.offset), (end, offset)] : [(end, offset), (begin, daylight.offset)]
            where second > last { append(offset, at: second) }
        }

        /// Two turns in one second leave a stretch without length that no instant lies in: so is
        /// daylight saving all the year round written.
        func append(_ offset: Int32, at second: Int64) {
            transitions.append(second)
            offsets.append(offset)
        }
    }
}

extension FutureClock.Turn {
    /// The second since 1970 of this turn in a year.
    ///
    /// - Parameter offset: what the clocks show before they are turned.
    func second(in year: Int, offset: Int32) -> Int64 {
        Int64(dayNumber(in: year)) * 86_400 + second - Int64(offset)
    }

    private func dayNumber(in year: Int) -> Int {
        switch day {
        case .withoutLeapDay(let day):
            LocalDate.number(year, 1, 1) + day - 1 + (LocalDate.isLeap(year) && day >= 60 ? 1 : 0)
        case .counted(let day): LocalDate.number(year, 1, 1) + day
        case .weekday(let month, let week, let weekday): Self.weekday(weekday, week, month, year)
        }
    }

    private static func weekday(_ weekday: Int, _ week: Int, _ month: Int, _ year: Int) -> Int {
        let first = LocalDate.number(year, month, 1)
        // Sunday is 0 here and 6 where weeks begin on Monday.
        let ahead = ((weekday + 6) % 7 - Weekday.index(dayNumber: first)).flooredRemainder(by: 7)
        let day = ahead + (week - 1) * 7
        return first + (day < LocalDate.daysInMonth(month, year) ? day : day - 7)
    }
}
