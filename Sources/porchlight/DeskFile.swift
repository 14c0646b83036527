// desk.yaml, read so that every mistake has its place.

import HelpDesk
import RulesPlugin
import Tickets
import Yams

extension DeskSettings {
    /// Reads `desk.yaml`; an empty one means the defaults. What is wrong stands in the complaints.
    static func read(_ file: inout YAMLFile, _ plugins: inout PluginSettings) -> DeskSettings {
        guard let root = file.root else {
            let levels = PromiseReader(queues: [], calendars: CalendarReader()).levels(
                closesAfter: usualClosingSeconds, &file)
            return DeskSettings(levels: levels)
        }
        let fields = file.fields(
            of: root, "desk.yaml",
            known: [
                "queues", "sender", "calendars", "sla", "close_solved_after", "plugins", "routing",
                "requests", "agents", "teams", "organisations", "automatic_replies",
            ])
        plugins = PluginSettings.read(fields, &file)
        var queues: [Queue] = []
        for node in fields["queues"].map({ file.list($0, "“queues”") }) ?? [] {
            let queue = file.fields(of: node, "a queue", known: ["id", "title"])
            guard let id = file.text("id", in: queue, of: node, "the queue") else { continue }
            if queues.contains(where: { $0.id == id }) {
                file.complain(node, "there is another queue “\(id)”: leave one.")
                continue
            }
            let title = file.text("title", in: queue, of: node, "the queue")
            queues.append(Queue(id: id, title: title ?? id))
        }
        var sender: Requester?
        if let node = fields["sender"] {
            let person = file.fields(of: node, "“sender”", known: ["name", "address"])
            let name = file.text("name", in: person, of: node, "“sender”") ?? ""
            let address = file.text("address", in: person, of: node, "“sender”") ?? ""
            if let place = person["address"], address.split(separator: "@").count != 2 {
                file.complain(place, "“address” is a mail address, like help@example.com.")
            }
            sender = Requester(name: name, address: address)
        }
        let seconds = fields["close_solved_after"].map { closingSeconds($0, &file) } ?? usualClosingSeconds
        var calendars = CalendarReader()
        if let node = fields["calendars"] { calendars.read(node, &file) }
        let people = PeopleReader(fields, &file)
        var promises = PromiseReader(
            queues: DeskSettings(queues: queues).queues.map(\.id), calendars: calendars,
            organisations: people.organisationNames)
        if let node = fields["sla"] { promises.read(node, &file) }
        return DeskSettings(
            queues: queues, sender: sender, levels: promises.levels(closesAfter: seconds, &file),
            preferredPlugins: plugins.prefer, allowedHosts: plugins.allowedHosts,
            automaticThreshold: plugins.automaticThreshold, agents: people.agents, teams: people.teams,
            organisations: people.organisations)
    }

    /// Two weeks: long enough for whoever was away to say that it did not help.
    private static let usualClosingSeconds: Int? = 14 * 86_400

    /// `14 days`, `36 hours`, `never`.
    private static func closingSeconds(_ node: Node, _ file: inout YAMLFile) -> Int? {
        guard let text = file.text(node, "“close_solved_after”"), text != "never" else { return nil }
        let parts = text.split(separator: " ")
        let units = ["hour": 3_600, "hours": 3_600, "day": 86_400, "days": 86_400]
        guard parts.count == 2, let number = Int(parts[0]), let unit = units[String(parts[1])],
            (1...ServiceLevels.longestSeconds / unit).contains(number)
        else {
            file.complain(
                node,
                "“close_solved_after” is `14 days`, `36 hours` or the like, up to two years, or `never`.")
            return nil
        }
        return number * unit
    }
}
