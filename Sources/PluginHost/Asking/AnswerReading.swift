// From what a plugin answered to what stands on the ticket. Pure.

public import PluginProtocol
public import Tickets

/// One thing that a plugin said, before it is known when and by whom.
struct Statement {
    var outcome: Decision.Outcome
    var confidence = 0.0
    var reason: String

    init(_ outcome: Decision.Outcome, confidence: Double = 0, _ reason: String) {
        self.outcome = outcome
        self.confidence = confidence.isFinite ? min(1, max(0, confidence)) : 0
        self.reason = reason.cut(to: ProtocolLimits.reasonBytes)
    }
}

/// Checks every value that a plugin gives against what it may and what there is.
struct AnswerReading {
    let grants: Set<Grant>
    let choices: Choices

    func routing(_ routing: Routing) -> [Statement] {
        let proposals = routing.proposals.prefix(ProtocolLimits.entriesPerAnswer)
        return proposals.isEmpty ? [Statement(.abstained, "")] : proposals.map(statement)
    }

    private func statement(_ proposal: Proposal) -> Statement {
        guard let field = ProposalField(rawValue: proposal.field), ProposalField.routed.contains(field),
            choices.values(of: field).contains(proposal.value)
        else {
            let value = "\(proposal.field) “\(proposal.value)”".cut(to: ProtocolLimits.nameBytes)
            return Statement(.failed, "it proposed \(value), which does not exist")
        }
        guard grants.contains(field.grant) else { return refusal(field.grant) }
        // Who may not overrule others is taken at its second strongest word.
        let isOverruling = proposal.strength == .must && !grants.contains(.must)
        let strength = Strength(isOverruling ? .should : proposal.strength)
        let outcome: Decision.Outcome =
            field == .queue
            ? .proposedQueue(proposal.value, strength: strength)
            : .proposed(field: field.rawValue, value: proposal.value, strength: strength)
        return Statement(outcome, confidence: proposal.confidence, proposal.reason)
    }

    func replies(_ replies: Replies) -> [Statement] {
        guard !replies.replies.isEmpty else { return [Statement(.abstained, "")] }
        guard grants.contains(.suggest) || grants.contains(.reply) else { return [refusal(.suggest)] }
        return replies.replies.prefix(ProtocolLimits.entriesPerAnswer).map { reply in
            reply.bodyMarkdown.utf8.count > ProtocolLimits.bodyBytes
                ? Statement(.failed, "it proposed an answer of more than 64 KiB")
                : Statement(.suggestedReply(reply.bodyMarkdown), confidence: reply.confidence, reply.reason)
        }
    }

    /// What may be sent without a person, if the operator says so.
    func automatic(_ replies: Replies, _ plugin: String) -> [AutomaticReply] {
        guard grants.contains(.reply) else { return [] }
        return replies.replies.prefix(ProtocolLimits.entriesPerAnswer).filter {
            $0.send == .auto && $0.bodyMarkdown.utf8.count <= ProtocolLimits.bodyBytes
                && $0.bodyMarkdown.contains { !$0.isWhitespace }
        }.map { reply in
            let said = Statement(
                .suggestedReply(reply.bodyMarkdown), confidence: reply.confidence, reply.reason)
            return AutomaticReply(
                plugin: plugin, body: reply.bodyMarkdown, confidence: said.confidence, reason: said.reason)
        }
    }

    func review(_ review: Review) -> [Statement] {
        [Statement(review.verdict == .allow ? .allowed : .held, review.reason)]
    }

    func survey(_ plan: SurveyPlan) -> [Statement] {
        guard plan.ask else { return [Statement(.plannedNoSurvey, plan.reason)] }
        guard grants.contains(.survey) else { return [refusal(.survey)] }
        guard let planned = plan.planned else {
            let channel = plan.channel.cut(to: ProtocolLimits.nameBytes)
            return [Statement(.failed, "it wanted to ask by “\(channel)”: there is email and page")]
        }
        return [
            Statement(
                .plannedSurvey(planned.kind, afterSeconds: plan.after.seconds, channel: planned.channel),
                plan.reason)
        ]
    }

    /// What was found, and the commands that write it down.
    func enrichment(_ enrichment: Enrichment) -> (said: [Statement], commands: [TicketCommand]) {
        var said: [Statement] = []
        var words: [String] = []
        var commands: [TicketCommand] = []
        if !enrichment.tags.isEmpty {
            if grants.contains(.tagsWrite) {
                for tag in enrichment.tags.prefix(ProtocolLimits.tagsPerAnswer) {
                    words.append("tag \(tag.cut(to: ProtocolLimits.nameBytes))")
                    commands.append(.tag(tag))
                }
            } else {
                said.append(refusal(.tagsWrite))
            }
        }
        if !enrichment.set.isEmpty, !grants.contains(.factsWrite) { said.append(refusal(.factsWrite)) }
        for (name, value) in enrichment.set.sorted(by: { $0.key < $1.key }).prefix(
            ProtocolLimits.tagsPerAnswer)
        where grants.contains(.factsWrite) {
            guard let command = Self.fact(name, value) else {
                let name = name.cut(to: ProtocolLimits.nameBytes)
                said.append(Statement(.failed, "“\(name)” is text, a number, true or false"))
                continue
            }
            words.append("\(name) \(value.string ?? value.text)".cut(to: ProtocolLimits.nameBytes))
            commands.append(command)
        }
        if !words.isEmpty { said.append(Statement(.enriched(words), "")) }
        return (said.isEmpty ? [Statement(.abstained, "")] : said, commands)
    }

    private static func fact(_ name: String, _ value: JSONValue) -> TicketCommand? {
        switch value {
        case .string(let text) where text.utf8.count <= ProtocolLimits.nameBytes:
            name == "language" ? .setLanguage(text) : .setField(name, .choice(text), isPersonal: false)
        case .number(let number) where name != "language": .setField(name, .number(number), isPersonal: false)
        case .boolean(let isOn) where name != "language": .setField(name, .checkbox(isOn), isPersonal: false)
        default: nil
        }
    }

    private func refusal(_ grant: Grant) -> Statement {
        Statement(.failed, "it was not allowed to \(grant.words)")
    }
}

extension SurveyPlan {
    /// What is asked and how, in the domain's words; `nil` when there is no such channel.
    public var planned: (kind: SurveyKind, channel: PlannedSurvey.Channel)? {
        guard let kind = SurveyKind(rawValue: kind.rawValue) else { return nil }
        switch channel {
        case "email": return (kind, .mail)
        case "page": return (kind, .page)
        default: return nil
        }
    }
}

extension String {
    /// The text, cut at a character so that it has no more than so many bytes.
    func cut(to bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        var kept = String(unicodeScalars.prefix(bytes))
        while kept.utf8.count > bytes { kept.removeLast() }
        return kept
    }
}
