// Spans of time as writers say them: `6 months`, `90 days`, `15 minutes`.

extension YAMLFields {
    /// A span in days: `10 days`, `6 weeks`, `3 months` (30 days each), `1 year` (365 days).
    mutating func days(_ name: String) -> Int? {
        span(
            name, "a time like 90 days, 6 months or 1 year", ["day": 1, "week": 7, "month": 30, "year": 365])
    }

    /// A span in minutes: `15 minutes`, `2 hours`, or a bare number of minutes.
    mutating func minutes(_ name: String) -> Int? {
        span(name, "a time like 15 minutes or 2 hours", ["": 1, "min": 1, "minute": 1, "hour": 60])
    }

    private mutating func span(_ name: String, _ expected: String, _ units: [String: Int]) -> Int? {
        value(name, expected) { text in
            let parts = text.split(separator: " ")
            guard (1...2).contains(parts.count), let count = Int(parts[0]), (0...1_000_000).contains(count)
            else {
                return nil
            }
            var unit = parts.count == 2 ? parts[1].lowercased() : ""
            if unit.hasSuffix("s") { unit.removeLast() }
            return units[unit].map { $0 * count }
        }
    }
}
