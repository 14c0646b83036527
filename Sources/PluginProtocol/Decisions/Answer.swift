// What every answer to a decision has in common.

/// An answer: what was asked for, or why there is nothing, or what data it would take.
///
/// On the wire it is one flat object: the content's own fields, and beside them `abstain` with
/// `reason`, or `need`, and `state_patch` and `model`.
public struct Answer<Content: Codable & Sendable & Equatable>: Sendable, Equatable, Codable {
    /// What the answer is.
    public enum Kind: Sendable, Equatable {
        case given(Content)
        /// The plugin has nothing to say, for this reason.
        case abstained(String)
        /// It wants to be asked once more, with this data.
        case needs([Need])
    }

    /// What the answer is.
    public let kind: Kind
    /// How the plugin's state changes, as a JSON merge patch (RFC 7396).
    public var statePatch: JSONValue?
    /// The digest of the model that gave it, for a plugin that learns.
    public var model: String?

    /// What was asked for.
    public init(_ content: Content, statePatch: JSONValue? = nil, model: String? = nil) {
        kind = .given(content)
        self.statePatch = statePatch
        self.model = model
    }

    /// Nothing to say.
    public init(abstaining reason: String, statePatch: JSONValue? = nil, model: String? = nil) {
        kind = .abstained(reason)
        self.statePatch = statePatch
        self.model = model
    }

    /// Once more, with this data.
    public init(needing needs: [Need]) {
        kind = .needs(needs)
    }

    /// What was asked for, if it was given.
    public var content: Content? { if case .given(let content) = kind { content } else { nil } }

    /// The names of the fields that every answer may have.
    public enum CodingKeys: String, CodingKey {
        case abstain, reason, need, model
        case statePatch = "state_patch"
    }

    /// Reads the flat object.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        statePatch = try fields.decodeIfPresent(JSONValue.self, forKey: .statePatch)
        model = try fields.decodeIfPresent(String.self, forKey: .model)
        if try fields.value(.abstain, or: false) {
            kind = .abstained(try fields.value(.reason, or: ""))
        } else if let needs = try fields.decodeIfPresent([Need].self, forKey: .need), !needs.isEmpty {
            kind = .needs(needs)
        } else {
            kind = .given(try Content(from: decoder))
        }
    }

    /// Writes the flat object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeIfPresent(statePatch, forKey: .statePatch)
        try fields.encodeIfPresent(model, forKey: .model)
        switch kind {
        case .given(let content): try content.encode(to: encoder)
        case .abstained(let reason):
            try fields.encode(true, forKey: .abstain)
            try fields.encode(reason, forKey: .reason)
        case .needs(let needs): try fields.encode(needs, forKey: .need)
        }
    }
}
