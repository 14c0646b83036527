// What an agent likes to know of a customer before they answer. Pure.

internal import FoundationEssentials
internal import PluginKit

/// Customers who return, and years together.
struct Milestones {
    let returnsAfter: WireDuration

    /// Tags for a new ticket: `returning-customer` on the second one, and on the first after a long time;
    /// `1-year-together` on the first after each year.
    func tags(_ facts: JSONValue, at: String) -> [String] {
        guard let now = WireTime.moment(at),
            let first = facts["first_at"]?.string.flatMap(WireTime.moment),
            let previous = facts["previous_at"]?.string.flatMap(WireTime.moment)
        else { return [] }
        var tags: [String] = []
        let isSecond = facts["tickets"]?.number == 2
        if isSecond || now.timeIntervalSince(previous) >= Double(returnsAfter.seconds) {
            tags.append("returning-customer")
        }
        let years = Self.years(from: first, to: now)
        if years > Self.years(from: first, to: previous) {
            tags.append(years == 1 ? "1-year-together" : "\(years)-years-together")
        }
        return tags
    }

    /// Whole years of the calendar, in UTC.
    private static func years(from start: Date, to end: Date) -> Int {
        let (start, end) = (WireTime.text(start), WireTime.text(end))
        guard let first = Int(start.prefix(4)), let last = Int(end.prefix(4)) else { return 0 }
        return last - first - (end.dropFirst(4) < start.dropFirst(4) ? 1 : 0)
    }
}
