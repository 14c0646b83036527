// A rule as operators write it, and what it says about a ticket.

internal import PluginKit
internal import Yams

/// One entry of a rules file.
struct Rule: Equatable {
    /// What the rule is called in reasons.
    let name: String
    /// It fits when one of these stands in the subject or the text; several words are a phrase.
    let anyWord: [String]
    /// The queue it proposes.
    let queue: String?
    /// The answer it suggests, CommonMark.
    let reply: String?

    /// Reads a file of rules; what is wrong with it stands in the file's complaints.
    ///
    /// - Parameter queues: that there are; `nil` when nobody said which.
    static func read(_ file: inout YAMLFile, queues: [String]?) -> [Rule] {
        guard let root = file.root else { return [] }
        return file.list(root, "a rules file").compactMap { node in
            let fields = file.fields(of: node, "a rule", known: ["name", "when", "queue", "reply"])
            let name = file.text("name", in: fields, of: node, "the rule")
            let words = condition(fields["when"], of: node, &file)
            let queue = fields["queue"].flatMap { file.text($0, "“queue”") }
            if let queue, let queues, !queues.contains(queue) {
                file.complain(
                    fields["queue"],
                    "there is no queue “\(queue)”; desk.yaml names \(queues.joined(separator: ", ")).")
            }
            let reply = fields["reply"].flatMap { file.text($0, "“reply”") }
            if !fields.isEmpty, fields["queue"] == nil, fields["reply"] == nil {
                file.complain(node, "the rule does nothing: give it a “queue” or a “reply”.")
            }
            return Rule(name: name ?? "", anyWord: words, queue: queue, reply: reply)
        }
    }

    private static func condition(_ when: Node?, of rule: Node, _ file: inout YAMLFile) -> [String] {
        guard let when else {
            if case .mapping = rule { file.complain(rule, "the rule has no “when”: write one.") }
            return []
        }
        let fields = file.fields(of: when, "“when”", known: ["any_word"])
        guard let list = fields["any_word"] else {
            if case .mapping = when { file.complain(when, "“when” has no “any_word”: write one.") }
            return []
        }
        return file.list(list, "“any_word”").compactMap { node in
            guard let text = file.text(node, "a word") else { return nil }
            if words(text).isEmpty { file.complain(node, "“\(text)” holds no word.") }
            return text
        }
    }

    /// The first of the rule's words and phrases that the ticket holds; `nil` when none fits.
    func match(_ ticket: TicketSnapshot) -> String? {
        let texts = [Self.words(ticket.subject), Self.words(ticket.body)]
        return anyWord.first { phrase in
            let phrase = Self.words(phrase)
            return !phrase.isEmpty && texts.contains { $0.contains(phrase) }
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
    }
}
