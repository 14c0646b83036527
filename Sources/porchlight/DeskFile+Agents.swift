// desk.yaml: who works at the desk.

import RulesPlugin
import Tickets
import Yams

/// Reads `agents`.
enum AgentReader {
    static func read(_ fields: [String: Node], _ file: inout YAMLFile) -> [Agent] {
        var agents: [Agent] = []
        for node in fields["agents"].map({ file.list($0, "“agents”") }) ?? [] {
            let agent = file.fields(of: node, "an agent", known: ["id", "name", "teams"])
            guard let id = file.text("id", in: agent, of: node, "the agent") else { continue }
            if agents.contains(where: { $0.id == id }) {
                file.complain(node, "there is another agent “\(id)”: leave one.")
                continue
            }
            if id.contains("@") || id.isEmpty || id.utf8.count > TicketState.longestIdentifier {
                file.complain(
                    agent["id"], "an agent's id is a short name and no mail address: it stands in events.")
                continue
            }
            let name = agent["name"].flatMap { file.text($0, "“name”") }
            let teams = agent["teams"].map { file.list($0, "“teams”") } ?? []
            agents.append(
                Agent(id: id, name: name ?? id, teams: teams.compactMap { file.text($0, "a team") }))
        }
        return agents
    }
}
