// Actions on the wire: `{"do":"set","ticket":"T-1","field":"queue","value":"billing","reason":"…"}`.

extension PluginAction {
    enum CodingKeys: String, CodingKey {
        case kind = "do"
        case ticket, reason, field, value, tag, articles, confidence, to, text, url, body, survey, after,
            channel
        case bodyMarkdown = "body_markdown"
    }

    /// Reads the flat object.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try fields.decode(Kind.self, forKey: .kind)
        ticket =
            kind == .deliver
            ? try fields.decodeIfPresent(String.self, forKey: .ticket)
            : try fields.decode(String.self, forKey: .ticket)
        reason = try fields.value(.reason, or: "")
        switch kind {
        case .set:
            effect = .set(
                try fields.decode(ProposalField.self, forKey: .field),
                try fields.decode(String.self, forKey: .value))
        case .tag: effect = .tag(try fields.decode(String.self, forKey: .tag))
        case .untag: effect = .untag(try fields.decode(String.self, forKey: .tag))
        case .note: effect = .note(try fields.decode(String.self, forKey: .bodyMarkdown))
        case .suggest: effect = .suggest(try Self.reply(.suggest, fields, reason))
        case .reply: effect = .reply(try Self.reply(.auto, fields, reason))
        case .notify:
            effect = .notify(
                to: try fields.decode(String.self, forKey: .to),
                text: try fields.decode(String.self, forKey: .text))
        case .reopen: effect = .reopen
        case .close: effect = .close
        case .askSurvey:
            effect = .askSurvey(
                SurveyPlan(
                    ask: true, kind: try fields.value(.survey, or: .csat),
                    after: try fields.value(.after, or: WireDuration(seconds: 0)),
                    channel: try fields.value(.channel, or: "email"), reason: reason))
        case .deliver:
            effect = .deliver(
                url: try fields.decode(String.self, forKey: .url), body: try fields.value(.body, or: .null))
        }
    }

    private static func reply(
        _ send: ReplyProposal.Send, _ fields: KeyedDecodingContainer<CodingKeys>, _ reason: String
    ) throws -> ReplyProposal {
        ReplyProposal(
            send, try fields.decode(String.self, forKey: .bodyMarkdown),
            articles: try fields.value(.articles, or: []), confidence: try fields.value(.confidence, or: 0.5),
            reason: reason)
    }

    /// Writes the flat object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(kind, forKey: .kind)
        try fields.encodeIfPresent(ticket, forKey: .ticket)
        if !reason.isEmpty { try fields.encode(reason, forKey: .reason) }
        switch effect {
        case .set(let field, let value):
            try fields.encode(field, forKey: .field)
            try fields.encode(value, forKey: .value)
        case .tag(let tag), .untag(let tag): try fields.encode(tag, forKey: .tag)
        case .note(let text): try fields.encode(text, forKey: .bodyMarkdown)
        case .suggest(let reply), .reply(let reply):
            try fields.encode(reply.bodyMarkdown, forKey: .bodyMarkdown)
            try fields.encode(reply.articles, forKey: .articles)
            try fields.encode(reply.confidence, forKey: .confidence)
        case .notify(let to, let text):
            try fields.encode(to, forKey: .to)
            try fields.encode(text, forKey: .text)
        case .reopen, .close: break
        case .askSurvey(let plan):
            try fields.encode(plan.kind, forKey: .survey)
            try fields.encode(plan.after, forKey: .after)
            try fields.encode(plan.channel, forKey: .channel)
        case .deliver(let url, let body):
            try fields.encode(url, forKey: .url)
            try fields.encode(body, forKey: .body)
        }
    }
}
