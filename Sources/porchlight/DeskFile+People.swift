// desk.yaml: who works at the desk, in which teams, and whom customers belong to.

import KnowledgeBase
import RulesPlugin
import Tickets
import Yams

/// Reads `agents`, `teams` and `organisations`, which name one another.
struct PeopleReader {
    private(set) var agents: [Agent] = []
    private(set) var teams: [Team] = []
    private(set) var organisations: [Organisation] = []
    /// All that are named, also those that could not be read.
    private var named: (agents: Set<String>, teams: Set<String>, organisations: Set<String>) = ([], [], [])
    /// The organisation of each domain and address, and its place.
    private var owners: [String: String] = [:]
    /// Agents whose teams are told of by the teams themselves.
    private var members: [String: [String]] = [:]

    /// The identifiers of the organisations, as promises may name them.
    var organisationNames: [String] { named.organisations.sorted() }

    /// Reads all three; what is wrong stands in the complaints.
    init(_ fields: [String: Node], _ file: inout YAMLFile) {
        let agentNodes = fields["agents"].map { file.list($0, "“agents”") } ?? []
        // Teams and organisations may name agents, and agents teams: names come first.
        named.agents = Set(agentNodes.compactMap { $0["id"]?.string })
        let teamNodes = fields["teams"].map { file.list($0, "“teams”") } ?? []
        named.teams = Set(teamNodes.compactMap { $0["id"]?.string })
        for node in teamNodes { readTeam(node, &file) }
        for node in agentNodes { readAgent(node, hasTeams: fields["teams"] != nil, &file) }
        for node in fields["organisations"].map({ file.list($0, "“organisations”") }) ?? [] {
            readOrganisation(node, &file)
        }
    }

    private mutating func readTeam(_ node: Node, _ file: inout YAMLFile) {
        let team = file.fields(of: node, "a team", known: ["id", "name", "members"])
        guard let id = file.text("id", in: team, of: node, "the team") else { return }
        if teams.contains(where: { $0.id == id }) {
            return file.complain(node, "there is another team “\(id)”: leave one.")
        }
        guard isIdentifier(id, "a team's", team["id"], &file) else { return }
        let name = file.text("name", in: team, of: node, "the team")
        for member in team["members"].map({ file.list($0, "“members”") }) ?? [] {
            guard let agent = agent(member, "a member", &file) else { continue }
            members[agent, default: []].append(id)
        }
        teams.append(Team(id: id, title: name ?? id))
    }

    private mutating func readAgent(_ node: Node, hasTeams: Bool, _ file: inout YAMLFile) {
        let agent = file.fields(of: node, "an agent", known: ["id", "name", "teams"])
        guard let id = file.text("id", in: agent, of: node, "the agent") else { return }
        if agents.contains(where: { $0.id == id }) {
            return file.complain(node, "there is another agent “\(id)”: leave one.")
        }
        guard isIdentifier(id, "an agent's", agent["id"], &file) else { return }
        let name = agent["name"].flatMap { file.text($0, "“name”") }
        var own = Set(members[id] ?? [])
        for node in agent["teams"].map({ file.list($0, "“teams”") }) ?? [] {
            guard let team = file.text(node, "a team") else { continue }
            // Where teams are listed, one that is not is a slip.
            if hasTeams, !named.teams.contains(team) {
                complain(of: team, "team", in: named.teams, "teams", node, &file)
            } else {
                own.insert(team)
            }
        }
        agents.append(Agent(id: id, name: name ?? id, teams: own.sorted()))
    }

    private mutating func readOrganisation(_ node: Node, _ file: inout YAMLFile) {
        let fields = file.fields(
            of: node, "an organisation", known: ["id", "name", "domains", "addresses", "person", "tier"])
        guard let id = file.text("id", in: fields, of: node, "the organisation") else { return }
        guard named.organisations.insert(id).inserted else {
            return file.complain(node, "there is another organisation “\(id)”: leave one.")
        }
        guard isIdentifier(id, "an organisation's", fields["id"], &file) else { return }
        let name = file.text("name", in: fields, of: node, "the organisation")
        if fields["domains"] == nil, fields["addresses"] == nil {
            file.complain(
                node,
                "nobody belongs to the organisation: write its “domains”, like `[acme.example]`, or “addresses”."
            )
        }
        let domains = belongings("domains", "a domain", of: id, in: fields, &file) {
            Self.isDomain($0)
                ? nil : "“\($0)” is no mail domain: write what stands after the “@”, like acme.example."
        }
        let addresses = belongings("addresses", "an address", of: id, in: fields, &file) {
            MailAddress.isLikely($0) ? nil : "“\($0)” is no mail address, like ada@acme.example."
        }
        let person = fields["person"].flatMap { agent($0, "“person”", &file) }
        let tier = fields["tier"].flatMap { node in
            file.text(node, "“tier”").flatMap { isIdentifier($0, "a tier's", node, &file) ? $0 : nil }
        }
        organisations.append(
            Organisation(
                id: id, name: name ?? id, tier: tier, domains: domains, addresses: addresses, person: person))
    }

    /// The domains or addresses of an organisation; each belongs to one alone.
    private mutating func belongings(
        _ field: String, _ subject: String, of id: String, in fields: [String: Node], _ file: inout YAMLFile,
        _ fault: (String) -> String?
    ) -> [String] {
        var found: [String] = []
        for node in fields[field].map({ file.list($0, "“\(field)”") }) ?? [] {
            guard let text = file.text(node, subject)?.lowercased() else { continue }
            if let fault = fault(text) {
                file.complain(node, fault)
            } else if let owner = owners[text] {
                file.complain(node, "“\(text)” is of “\(owner)” already: leave one.")
            } else {
                owners[text] = id
                found.append(text)
            }
        }
        return found
    }

    /// The identifier of an agent who is listed.
    private func agent(_ node: Node, _ subject: String, _ file: inout YAMLFile) -> String? {
        guard let id = file.text(node, subject) else { return nil }
        if named.agents.contains(id) { return id }
        complain(of: id, "agent", in: named.agents, "agents", node, &file)
        return nil
    }

    private func complain(
        of name: String, _ what: String, in names: Set<String>, _ list: String, _ node: Node,
        _ file: inout YAMLFile
    ) {
        let near = Spelling.nearest(to: name, in: names.sorted())
        let advice = near.map { "did you mean “\($0)”?" } ?? "add it to “\(list)”."
        file.complain(node, "there is no \(what) “\(name)”: \(advice)")
    }

    /// Whether a name may stand in events, which outlive the people in them.
    private func isIdentifier(_ id: String, _ whose: String, _ node: Node?, _ file: inout YAMLFile) -> Bool {
        let isFit =
            (1...TicketState.longestIdentifier).contains(id.utf8.count)
            && id.unicodeScalars.allSatisfy { $0 != "@" && $0.value >= 0x20 && $0.value != 0x7F }
        if !isFit {
            let name = whose == "a tier's" ? "name" : "id"
            file.complain(node, "\(whose) \(name) is a short name and no mail address: it stands in events.")
        }
        return isFit
    }

    /// A host's name with a dot in it, as it stands after the “@”; also one in letters of any script.
    private static func isDomain(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count)
                    && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
    }
}
