// What the operator says about following up.

internal import PluginKit

/// The configuration, see the manifest's schema.
struct FollowUpSettings: Decodable {
    /// Who decides whether a mail is sent.
    enum Send: String, Decodable { case off, suggest, auto }

    /// When something is asked.
    struct Survey: Decodable {
        let kind: SurveyPlan.Kind
        /// Of so many tickets, from 0 to 1; all when it does not say.
        let share: Double?
        let after: WireDuration?
        let channel: String?
        let when: [String: [String]]?
        /// From so many tickets of the customer on.
        let ticketsFrom: Int?

        enum CodingKeys: String, CodingKey {
            case kind, share, after, channel, when
            case ticketsFrom = "tickets_from"
        }
    }

    /// How often a customer hears of us by this plugin, whatever for.
    struct Contacts: Decodable {
        let most: Int
        let within: WireDuration
    }

    struct Reminders: Decodable {
        let send: Send
        let after: WireDuration
        let most: Int
        let closeAfter: WireDuration?

        enum CodingKeys: String, CodingKey {
            case send, after, most
            case closeAfter = "close_after"
        }
    }

    /// The first that fits is asked.
    let surveys: [Survey]
    /// A customer is not asked twice within it.
    let quiet: WireDuration
    let contacts: Contacts
    let neverTags: Set<String>
    let reminders: Reminders
    let thanks: Send
    let milestones: Bool
    /// Whoever writes again after so long is one who returns.
    let returnsAfter: WireDuration

    enum CodingKeys: String, CodingKey {
        case surveys, quiet, contacts, reminders, thanks, milestones
        case neverTags = "never_tags"
        case returnsAfter = "returns_after"
    }
}
