// The fields of a ticket, by the names that events and plugins use.

/// A field whose changes stand in events.
public enum TicketField: String, Sendable, Codable, CaseIterable {
    case status
    case queue
    case assignee
    case team
    case priority
    case tier
    case language
    case organisation
    case requester
    case channel
    case tags
    case rating
    case score
    case survey
    case surveyPlan = "survey_plan"
    case snoozedUntil = "snoozed_until"
    case mergedInto = "merged_into"
    case mergedFrom = "merged_from"
    case waitingSince = "waiting_since"
    case linkGeneration = "link_generation"

    /// What stands before the key of a custom field.
    static let customPrefix = "field."
    /// What stands before the kind of a link.
    static let linkPrefix = "link."
    /// What stands before the name of an SLA target.
    static let targetPrefix = "sla."

    /// Whether a plugin keeps its hands off once a person has set it.
    var isDecision: Bool {
        switch self {
        case .queue, .assignee, .team, .priority, .tier: true
        default: false
        }
    }
}
