// What a customer is asked when a ticket is finished.

/// What is asked, the rarest last: where several want to ask, the rarest asking wins.
public enum SurveyKind: String, Sendable, Codable, CaseIterable, Comparable {
    /// How satisfied somebody is with this answer: good or bad, see ``Rating``.
    case csat
    /// How much effort it took (customer effort score).
    case ces
    /// Whether somebody would recommend us (net promoter score).
    case nps

    /// The numbers that answer it; `nil` for what a ``Rating`` answers.
    public var scale: ClosedRange<Int>? {
        switch self {
        case .csat: nil
        case .ces: 1...7
        case .nps: 0...10
        }
    }

    /// What is asked more often comes first.
    public static func < (a: SurveyKind, b: SurveyKind) -> Bool { a.rarity < b.rarity }

    private var rarity: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A number that answers a survey.
public struct SurveyScore: Sendable, Equatable, Codable {
    /// What was asked.
    public let kind: SurveyKind
    /// The answer, on the scale of the kind.
    public let value: Int

    /// An answer; `nil` when it is not on the scale.
    public init?(_ kind: SurveyKind, _ value: Int) {
        guard kind.scale?.contains(value) == true else { return nil }
        self.kind = kind
        self.value = value
    }

    /// As it stands in events: `nps 9`.
    var text: String { "\(kind.rawValue) \(value)" }

    /// Reads ``text``; `nil` for anything else.
    init?(text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let kind = SurveyKind(rawValue: String(parts[0])), let value = Int(parts[1])
        else { return nil }
        self.init(kind, value)
    }
}
