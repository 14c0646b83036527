// What a manifest says about one hook.

/// What a plugin says about one of its hooks.
public struct HookSettings: Sendable, Equatable, Codable {
    /// What becomes of a ticket when the plugin gives no answer.
    public enum FailurePolicy: String, Sendable, Codable, CaseIterable {
        /// What the others say stands.
        case ignore
        /// The ticket waits in triage for a person, and says why.
        case hold
    }

    /// How long the host waits for an answer, in milliseconds; `nil` for the method's usual time.
    public let timeoutMilliseconds: Int?
    /// What a failure means; `nil` for the method's usual: `hold` for `ticket.review`, else `ignore`.
    public let onFailure: FailurePolicy?
    /// The plugin is asked only about tickets whose fields have one of these values.
    public let when: [String: [String]]
    /// Of `event`: the types that are delivered.
    public let types: [EventType]

    /// The fields that a condition may name.
    public static let conditionFields = [
        "channel", "queue", "status", "priority", "tier", "language", "tags",
    ]

    enum CodingKeys: String, CodingKey {
        case timeoutMilliseconds = "timeout_ms"
        case onFailure = "on_failure"
        case when, types
    }

    /// Settings.
    public init(
        timeoutMilliseconds: Int? = nil, onFailure: FailurePolicy? = nil, when: [String: [String]] = [:],
        types: [EventType] = []
    ) {
        self.timeoutMilliseconds = timeoutMilliseconds
        self.onFailure = onFailure
        self.when = when
        self.types = types
    }

    /// Reads what is there; everything may be missing. A condition is one value or a list of them.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        timeoutMilliseconds = try fields.decodeIfPresent(Int.self, forKey: .timeoutMilliseconds)
        onFailure = try fields.decodeIfPresent(FailurePolicy.self, forKey: .onFailure)
        types = try fields.value(.types, or: [])
        let conditions: [String: JSONValue] = try fields.value(.when, or: [:])
        when = conditions.mapValues { value in value.array?.compactMap(\.string) ?? [value.string ?? ""] }
    }

    /// Whether the plugin is to be asked about a ticket.
    public func fits(_ ticket: TicketSnapshot) -> Bool {
        when.allSatisfy { field, wanted in
            let values = ticket.values(of: field)
            return values.contains { wanted.contains($0) }
        }
    }
}
