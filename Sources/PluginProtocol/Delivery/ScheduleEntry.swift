// Something that a plugin wants to be called for later.

/// An entry of a plugin's schedule. A key that there is already is scheduled anew.
public struct ScheduleEntry: Sendable, Equatable, Codable {
    /// What the plugin calls it, and cancels it by.
    public let key: String
    /// When (RFC 3339); of `at` and `after` there is exactly one.
    public let at: String?
    /// How long after the call's own clock.
    public let after: WireDuration?
    /// The ticket that it is about, `T-1042`: actions may name it when the entry is due.
    public let ticket: String?
    /// Is handed back when the entry is due.
    public let data: JSONValue

    /// An entry that is due at a moment.
    public init(key: String, at: String, ticket: String? = nil, data: JSONValue = .null) {
        self.key = key
        self.at = at
        after = nil
        self.ticket = ticket
        self.data = data
    }

    /// An entry that is due after a while.
    public init(key: String, after: WireDuration, ticket: String? = nil, data: JSONValue = .null) {
        self.key = key
        at = nil
        self.after = after
        self.ticket = ticket
        self.data = data
    }

    /// Reads what is there.
    ///
    /// - Throws: `DecodingError` when it has both times, none, or one that is no time.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        key = try fields.decode(String.self, forKey: .key)
        at = try fields.decodeIfPresent(String.self, forKey: .at)
        after = try fields.decodeIfPresent(WireDuration.self, forKey: .after)
        ticket = try fields.decodeIfPresent(String.self, forKey: .ticket)
        data = try fields.value(.data, or: .null)
        let isMoment = at.map { WireTime.moment($0) != nil } ?? true
        guard (at == nil) != (after == nil), isMoment else {
            throw DecodingError.dataCorruptedError(
                forKey: .at, in: fields, debugDescription: "an entry has either “at” or “after”")
        }
    }
}
