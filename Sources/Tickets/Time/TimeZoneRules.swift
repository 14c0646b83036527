// What the clocks of a place show: read from the bytes of a time zone file, so that the same bytes
// give the same answer on every machine.

public import FoundationEssentials

/// The rules of one time zone: at every instant, how far its clocks are ahead of UTC.
public struct TimeZoneRules: Sendable, Equatable {
    /// A stretch in which the clocks are not turned.
    struct Segment: Equatable {
        /// Seconds ahead of UTC.
        let offset: Int
        /// The second, since 1970, in which the clocks are turned; `Int64.max` when they never are.
        let until: Int64
    }

    /// Its name: `Europe/Berlin`.
    public let name: String
    /// When the clocks are turned, in seconds since 1970, ascending.
    let transitions: [Int64]
    /// Seconds ahead of UTC, before the first transition and after each.
    let offsets: [Int32]
    /// Whether the last four hundred years of transitions are repeated for ever.
    let isRepeating: Bool

    /// Coordinated Universal Time.
    public static let utc = TimeZoneRules(name: "UTC", offsetSeconds: 0)

    /// A place whose clocks are never turned.
    public init(name: String, offsetSeconds: Int32) {
        self.init(name: name, transitions: [], offsets: [offsetSeconds], isRepeating: false)
    }

    init(name: String, transitions: [Int64], offsets: [Int32], isRepeating: Bool) {
        self.name = name
        self.transitions = transitions
        self.offsets = offsets
        self.isRepeating = isRepeating
    }

    /// Seconds that the clocks are ahead of UTC at an instant; negative when they are behind.
    public func offsetSeconds(at instant: Date) -> Int {
        segment(at: instant.milliseconds.flooredDivision(by: 1000)).offset
    }

    /// The Gregorian calendar repeats itself, weekdays included, after 146,097 days.
    static let cycleSeconds: Int64 = 146_097 * 86_400

    /// The stretch that holds a second.
    func segment(at second: Int64) -> Segment {
        var turns: Int64 = 0
        if isRepeating, let last = transitions.last, second >= last {
            turns = (second - last) / Self.cycleSeconds + 1
        }
        let place = upperBound(of: second - turns * Self.cycleSeconds)
        let until = place < transitions.count ? transitions[place] + turns * Self.cycleSeconds : .max
        return Segment(offset: Int(offsets[place]), until: until)
    }

    /// How many transitions lie at or before a second.
    private func upperBound(of second: Int64) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
