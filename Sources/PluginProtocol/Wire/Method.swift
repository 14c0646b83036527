// The methods of the protocol: a closed list.

/// The methods of protocol version 1 that the host calls.
public enum Method: String, Sendable, Codable, CaseIterable {
    case initialize
    case ping
    case shutdown
    case enrich = "ticket.enrich"
    case route = "ticket.route"
    case reply = "ticket.reply"
    case review = "ticket.review"
    case surveyPlan = "survey.plan"
    case event
    case timer

    /// What a method is for.
    public enum Kind: Sendable, Equatable {
        /// It steers the plugin itself.
        case control
        /// It asks for a decision about a ticket, and changes nothing by itself.
        case decision
        /// It hands over what has happened; the answer may ask for actions.
        case delivery
    }

    /// What the method is for.
    public var kind: Kind {
        switch self {
        case .initialize, .ping, .shutdown: .control
        case .enrich, .route, .reply, .review, .surveyPlan: .decision
        case .event, .timer: .delivery
        }
    }

    /// The methods that a manifest names under `hooks`. Whoever schedules is called with `timer`,
    /// whether the manifest names it or not.
    public static let hooks = allCases.filter { $0.kind != .control }

    /// How long the host waits for an answer when the manifest does not say, in milliseconds.
    public var usualTimeoutMilliseconds: Int {
        switch self {
        case .initialize, .shutdown, .ping: 5_000
        case .enrich, .route, .review, .surveyPlan: 200
        case .reply: 2_000
        case .event, .timer: 5_000
        }
    }
}
