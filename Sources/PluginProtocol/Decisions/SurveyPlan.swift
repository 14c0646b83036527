// The answer to `survey.plan`.

/// Whether, when and how a customer is asked how it went.
public struct SurveyPlan: Sendable, Equatable, Codable {
    /// What is asked.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// How satisfied somebody is with this answer.
        case csat
        /// Whether somebody would recommend us.
        case nps
        /// How much effort it took.
        case ces
    }

    /// Whether to ask at all.
    public let ask: Bool
    /// What is asked; `csat` when it does not say.
    public let kind: Kind
    /// How long after now, as an ISO 8601 duration: `P1D`, `PT2H`; at once when it does not say.
    public let after: WireDuration
    /// How: `email`, `page`; `email` when it does not say.
    public let channel: String
    /// Why, in words for an agent.
    public let reason: String

    /// A plan.
    public init(
        ask: Bool, kind: Kind = .csat, after: WireDuration = WireDuration(seconds: 0),
        channel: String = "email",
        reason: String
    ) {
        self.ask = ask
        self.kind = kind
        self.after = after
        self.channel = channel
        self.reason = reason
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        ask = try fields.decode(Bool.self, forKey: .ask)
        kind = try fields.value(.kind, or: .csat)
        after = try fields.value(.after, or: WireDuration(seconds: 0))
        channel = try fields.value(.channel, or: "email")
        reason = try fields.decode(String.self, forKey: .reason)
    }
}

/// The answer to `survey.plan`.
public typealias SurveyPlanResult = Answer<SurveyPlan>
