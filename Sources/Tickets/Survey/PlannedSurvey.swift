// A question to a customer that is to be asked later.

public import FoundationEssentials

/// When a customer is asked how it went, and what.
public struct PlannedSurvey: Sendable, Equatable, Codable {
    /// How the customer is asked.
    public enum Channel: String, Sendable, Codable, CaseIterable {
        /// By a mail with a link to the ticket's page.
        case mail
        /// On the ticket's page alone.
        case page
    }

    /// What is asked.
    public let kind: SurveyKind
    /// When, or at any time later.
    public let due: Date
    /// How.
    public let channel: Channel

    /// A question for later.
    public init(_ kind: SurveyKind, due: Date, channel: Channel) {
        self.kind = kind
        self.due = Date(milliseconds: due.milliseconds)
        self.channel = channel
    }

    /// What comes of two plans: the latest date, the rarest asking, and the quieter way.
    public func merged(with other: PlannedSurvey?) -> PlannedSurvey {
        guard let other else { return self }
        let isQuiet = channel == .page || other.channel == .page
        return PlannedSurvey(
            max(kind, other.kind), due: max(due, other.due), channel: isQuiet ? .page : .mail)
    }

    /// As it stands in events: `nps mail 2026-11-22T10:00:00Z`.
    var text: String { "\(kind.rawValue) \(channel.rawValue) \(InstantText.utc(due))" }

    /// Reads ``text``; `nil` for anything else.
    init?(text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 3, let kind = SurveyKind(rawValue: parts[0]),
            let channel = Channel(rawValue: parts[1]), let due = InstantText.instant(parts[2])
        else { return nil }
        self.init(kind, due: due, channel: channel)
    }
}
