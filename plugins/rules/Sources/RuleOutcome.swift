// What all rules together say about a ticket.

/// What all rules together say about a ticket.
struct RuleOutcome: Equatable {
    let queue: String?
    let assignee: String?
    let priority: String?
    let tags: [String]
    let reply: String?

    init(_ rules: RuleSet, _ facts: TicketFacts) {
        queue = rules.first(.queue, facts)?.rule.queue
        assignee = rules.first(.assignee, facts)?.rule.assignee
        priority = rules.first(.priority, facts)?.rule.priority
        tags = rules.tags(facts)
        reply = rules.first(.reply, facts)?.rule.reply
    }

    /// In a line.
    var words: String {
        var parts: [String] = []
        if let queue { parts.append("queue \(queue)") }
        if let assignee { parts.append("assignee \(assignee)") }
        if let priority { parts.append("priority \(priority)") }
        if !tags.isEmpty { parts.append("tags \(tags.joined(separator: ", "))") }
        if let reply { parts.append("reply “\(Self.short(reply))”") }
        return parts.isEmpty ? "nothing" : parts.joined(separator: "; ")
    }

    static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 60 ? "\(line.prefix(60))…" : line
    }
}
