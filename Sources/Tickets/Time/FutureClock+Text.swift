// Reading the rule at the end of a time zone file.

extension FutureClock {
    /// Reads a POSIX TZ string; `nil` when it is none.
    init?(_ text: some Sequence<UInt8>) {
        var reader = RuleReader(rest: Array(text)[...])
        guard reader.name(), let west = reader.time() else { return nil }
        offset = Int32(-west)
        guard !reader.rest.isEmpty else {
            daylight = nil
            return
        }
        guard reader.name() else { return nil }
        var east = Int64(offset) + 3600
        if reader.rest.first != UInt8(ascii: ",") {
            guard let west = reader.time() else { return nil }
            east = -west
        }
        guard reader.take(","), let begins = reader.turn(), reader.take(","), let ends = reader.turn(),
            reader.rest.isEmpty
        else { return nil }
        daylight = Daylight(offset: Int32(east), begins: begins, ends: ends)
    }
}

/// Reads the parts of a rule, one after the other.
private struct RuleReader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// An abbreviation: letters, or anything in angle brackets.
    mutating func name() -> Bool {
        if take("<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        let letters = rest.prefix { (0x41...0x5A).contains($0 & 0xDF) }
        rest = rest[letters.endIndex...]
        return letters.count >= 3
    }

    mutating func digits(in range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest[digits.endIndex...]
        guard digits.count <= 4, let value = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        return range.contains(value) ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]`, in seconds.
    mutating func time() -> Int64? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = digits(in: 0...167) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where take(":") {
            guard let value = digits(in: 0...59) else { return nil }
            seconds += value * unit
        }
        return Int64(isNegative ? -seconds : seconds)
    }

    mutating func turn() -> FutureClock.Turn? {
        guard let day = day() else { return nil }
        guard take("/") else { return FutureClock.Turn(day: day, second: 7200) }
        return time().map { FutureClock.Turn(day: day, second: $0) }
    }

    private mutating func day() -> FutureClock.Turn.Day? {
        if take("J") { return digits(in: 1...365).map { .withoutLeapDay($0) } }
        guard take("M") else { return digits(in: 0...365).map { .counted($0) } }
        guard let month = digits(in: 1...12), take("."), let week = digits(in: 1...5), take("."),
            let weekday = digits(in: 0...6)
        else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
    }
}
