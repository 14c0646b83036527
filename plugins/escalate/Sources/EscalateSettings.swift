// What the operator says about escalation.

internal import PluginKit

/// The configuration, see the manifest's schema.
struct EscalateSettings: Decodable {
    /// Phrases of the operator's own.
    struct Words: Decodable {
        let angry: [String]
        let urgent: [String]
        /// Phrases of our own lists that mean neither here.
        let neither: [String]
    }

    /// A request to another server.
    struct Page: Decodable {
        let url: String
        let `for`: Set<Cause>
    }

    let wording: Bool
    let words: Words
    let vipTiers: Set<String>
    let priority: String
    let lead: String
    let notify: Set<Cause>
    let page: Page?

    enum CodingKeys: String, CodingKey {
        case wording, words, priority, lead, notify, page
        case vipTiers = "vip_tiers"
    }
}

/// Why a ticket must not wait.
enum Cause: String, Decodable, CaseIterable {
    case angry, urgent, vip
    case slaNear = "sla.near"
    case slaBreached = "sla.breached"
}
