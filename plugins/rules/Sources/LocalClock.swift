// What the clocks show where the team works.

internal import FoundationEssentials
internal import PluginKit

/// A place's clocks: how far ahead of UTC, and since when.
///
/// The desk hands it over with the configuration, for a plugin reads neither a clock nor the machine's time
/// zones: `{"zone": "Europe/Berlin", "turns": [[seconds since 1970, seconds ahead of UTC], …]}`.
struct LocalClock: Sendable, Equatable {
    /// A moment as the clocks show it.
    struct Moment: Equatable {
        /// Since midnight.
        let minute: Int
        /// In English, in lower case.
        let weekday: String
    }

    static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    private let turns: [(since: Double, ahead: Double)]

    /// Reads the configuration; without one the clocks show UTC.
    init(_ config: JSONValue?) {
        turns = (config?["turns"]?.array ?? []).compactMap { turn in
            guard let pair = turn.array, pair.count == 2, let since = pair[0].number,
                let ahead = pair[1].number
            else { return nil }
            return (since, ahead)
        }
    }

    func moment(at instant: Date) -> Moment {
        let second = instant.timeIntervalSince1970
        let ahead = (turns.last { $0.since <= second } ?? turns.first)?.ahead ?? 0
        let local = Int((second + ahead).rounded(.down))
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        // 1970-01-01 was a Thursday.
        let weekday = ((day + 3) % 7 + 7) % 7
        return Moment(minute: (local - day * 86_400) / 60, weekday: Self.weekdays[weekday])
    }

    static func == (a: LocalClock, b: LocalClock) -> Bool {
        a.turns.elementsEqual(b.turns) { $0 == $1 }
    }
}
