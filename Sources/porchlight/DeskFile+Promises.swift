// Promises in desk.yaml: for which tickets, by which calendar, within which time.

import KnowledgeBase
import RulesPlugin
import Tickets
import Yams

/// Reads the policies of `sla`.
struct PromiseReader {
    let queues: [String]
    let calendars: CalendarReader
    /// The organisations that are listed.
    let organisations: [String]
    private(set) var policies: [SLAPolicy] = []
    /// The node of each policy, for what is found wrong with all of them together.
    private var nodes: [String: Node] = [:]

    init(queues: [String], calendars: CalendarReader, organisations: [String] = []) {
        self.organisations = organisations
        self.queues = queues
        self.calendars = calendars
    }

    /// Reads the list.
    mutating func read(_ node: Node, _ file: inout YAMLFile) {
        let kinds = SLATarget.Kind.allCases
        for entry in file.list(node, "“sla”") {
            let fields = file.fields(
                of: entry, "a policy",
                known: ["id", "title", "when", "calendar"] + kinds.map(\.rawValue) + ["near", "pauses"])
            guard let id = file.text("id", in: fields, of: entry, "the policy") else { continue }
            let calendar = fields["calendar"].flatMap { calendarName($0, &file) }
            let promised = kinds.filter { fields[$0.rawValue] != nil }
            let near = each("near", in: fields, for: promised, &file) { Self.seconds($0, "“near”", &$1) }
            let pauses = each("pauses", in: fields, for: promised, &file, Self.pauses)
            let targets = promised.compactMap { kind -> SLATarget? in
                guard let node = fields[kind.rawValue] else { return nil }
                return Self.seconds(node, "“\(kind.rawValue)”", &file).map {
                    SLATarget(kind, withinSeconds: $0, nearSeconds: near[kind], pauses: pauses[kind])
                }
            }
            let conditions = fields["when"].map { readConditions($0, &file) } ?? SLAConditions()
            // What is wrong with them was told; it need not be told of the policy once more.
            if fields["calendar"] != nil, calendar == nil { continue }
            if let calendar, calendars.names.contains(calendar),
                !calendars.calendars.contains(where: { $0.id == calendar })
            {
                continue
            }
            if targets.isEmpty, kinds.contains(where: { fields[$0.rawValue] != nil }) { continue }
            nodes[id] = nodes[id] ?? entry
            nodes["\(id).near"] = fields["near"]
            policies.append(
                SLAPolicy(
                    id: id, title: fields["title"].flatMap { file.text($0, "“title”") },
                    conditions: conditions,
                    calendar: calendar ?? BusinessCalendar.always.id, targets: targets))
        }
    }

    /// All promises together.
    func levels(closesAfter seconds: Int?, _ file: inout YAMLFile) -> ServiceLevels {
        do {
            return try ServiceLevels(
                calendars: calendars.calendars, policies: policies, closesAfterSeconds: seconds)
        } catch {
            for problem in error.problems {
                let id = problem.field.split(separator: ".").dropFirst().first.map(String.init) ?? ""
                let near = problem.field.hasSuffix(".near") ? nodes["\(id).near"] : nil
                file.complain(near ?? nodes[id], problem.sentence)
            }
            return .none
        }
    }

    private func calendarName(_ node: Node, _ file: inout YAMLFile) -> String? {
        let known = [BusinessCalendar.always.id] + calendars.names
        return file.text(node, "“calendar”").flatMap { Self.known($0, in: known, "calendar", node, &file) }
    }

    /// `{queue: billing, priority: [high, urgent], tag: vip}`; all of them must hold.
    private func readConditions(_ node: Node, _ file: inout YAMLFile) -> SLAConditions {
        let fields = file.fields(
            of: node, "“when”", known: ["queue", "priority", "tier", "organisation", "tag"])
        func texts(_ name: String, _ check: (String, Node, inout YAMLFile) -> String?) -> Set<String> {
            guard let node = fields[name] else { return [] }
            let nodes: [Node] = if case .sequence(let sequence) = node { Array(sequence) } else { [node] }
            var found: Set<String> = []
            for node in nodes {
                if let text = file.text(node, "“\(name)”"), let text = check(text, node, &file) {
                    found.insert(text)
                }
            }
            return found
        }
        let priorities = Priority.allCases.map(\.rawValue)
        let chosen = texts("priority") { Self.known($0, in: priorities, "priority", $1, &$2) }
        return SLAConditions(
            queues: texts("queue") { Self.known($0, in: queues, "queue", $1, &$2) },
            priorities: Set(chosen.compactMap(Priority.init)), tiers: texts("tier") { text, _, _ in text },
            organisations: texts("organisation") { text, node, file in
                guard organisations.isEmpty else {
                    return Self.known(text, in: organisations, "organisation", node, &file)
                }
                file.complain(node, "there is no organisation “\(text)”: list it under “organisations”.")
                return nil
            },
            tags: texts("tag") { text, _, _ in text })
    }

    /// A field that says something of all promises, or of each by its name.
    private func each<Value>(
        _ name: String, in fields: [String: Node], for promised: [SLATarget.Kind], _ file: inout YAMLFile,
        _ read: (Node, inout YAMLFile) -> Value?
    ) -> [SLATarget.Kind: Value] {
        guard let node = fields[name] else { return [:] }
        var values: [SLATarget.Kind: Value] = [:]
        guard case .mapping(let mapping) = node else {
            let value = read(node, &file)
            for kind in promised { values[kind] = value }
            return values
        }
        for (key, node) in mapping {
            let names = promised.map(\.rawValue)
            guard let text = Self.known(key.string ?? "", in: names, "promise", key, &file),
                let kind = SLATarget.Kind(rawValue: text)
            else { continue }
            values[kind] = read(node, &file)
        }
        return values
    }

    /// `pending`, or `[pending, snoozed]`; an empty list for nothing.
    private static func pauses(_ node: Node, _ file: inout YAMLFile) -> Set<ServicePause.Reason>? {
        let nodes: [Node] = if case .sequence(let sequence) = node { Array(sequence) } else { [node] }
        let names = [ServicePause.Reason.pending, .snoozed].map(\.rawValue)
        var reasons: Set<ServicePause.Reason> = []
        for node in nodes {
            guard let text = file.text(node, "“pauses”") else { return nil }
            guard let name = known(text, in: names, "pause", node, &file) else { return nil }
            ServicePause.Reason(rawValue: name).map { _ = reasons.insert($0) }
        }
        return reasons
    }

    private static func known(
        _ text: String, in names: [String], _ what: String, _ node: Node, _ file: inout YAMLFile
    ) -> String? {
        if names.contains(text) { return text }
        let near = Spelling.nearest(to: text, in: names)
        file.complain(
            node,
            "there is no \(what) “\(text)”: "
                + (near.map { "did you mean “\($0)”?" } ?? "there is \(names.joined(separator: ", "))."))
        return nil
    }

    /// `30 minutes`, `4 hours`: open time, of which a day has as much as its calendar says.
    private static func seconds(_ node: Node, _ subject: String, _ file: inout YAMLFile) -> Int? {
        guard let text = file.text(node, subject) else { return nil }
        let parts = text.split(separator: " ")
        let units = ["minute": 60, "minutes": 60, "hour": 3_600, "hours": 3_600]
        guard parts.count == 2, let number = Int(parts[0]), let unit = units[String(parts[1])],
            (1...ServiceLevels.longestSeconds / unit).contains(number)
        else {
            file.complain(node, "\(subject) is open time: `30 minutes`, `4 hours` or the like.")
            return nil
        }
        return number * unit
    }
}
