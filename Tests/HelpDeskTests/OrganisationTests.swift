// Whom customers belong to, from the settings to what plugins learn of it.

import CustomDump
import Foundation
import PluginHost
import PluginProtocol
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("An organisation")
struct OrganisationTests {
    private static let acme = Organisation(
        id: "acme", name: "Acme Lamps", tier: "gold", domains: ["ACME.example"],
        addresses: ["ada@home.example"], person: "grace")
    private static let plain = Organisation(
        id: "plain", name: "Plain", domains: ["home.example", "plain.example"])
    private static let settings = DeskSettings(
        agents: [Agent(id: "grace", name: "Grace")], teams: [Team(id: "night", title: "Night shift")],
        organisations: [plain, acme])

    @Test("Is that of an address that it lists, else of the domain, and of none below it")
    func ofAddress() {
        let addresses = [
            "ben@acme.example", "Ben@Acme.Example", "ADA@home.example", "ben@home.example",
            "ben@mail.acme.example", "ben@notacme.example", "acme.example@elsewhere.example", "acme.example",
            "",
        ]
        expectNoDifference(
            addresses.map { Self.settings.organisations.first(of: $0)?.id },
            ["acme", "acme", "acme", "plain", nil, nil, nil, "acme", nil])
    }

    @Test("Stands on the tickets of its people with its tier, also on what follows them up, and stays")
    func stands() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let desk = DeskFixture.desk(on: store, settings: Self.settings)
            func ask(_ address: String, on desk: HelpDesk) async throws -> Ticket {
                try await desk.submit(
                    AskForm(key: "", name: "Ada", address: address, subject: "Lamp", body: "Dark, \(address)")
                )
            }
            let first = try await ask("ben@acme.example", on: desk)
            let second = try await ask("ben@plain.example", on: desk)
            let third = try await ask("eve@elsewhere.example", on: desk)
            _ = try await store.edit(first.id, now: DeskFixture.noon) {
                try $0.apply(.move(to: .solved), by: .desk)
                try $0.apply(.move(to: .closed), by: .desk)
            }
            _ = try await desk.add(
                "Again.", [], to: first.id, secret: desk.links.secret(for: first), key: "")
            // Settings that know nobody any more change no ticket.
            let later = DeskFixture.desk(on: store)
            _ = try await ask("ben@acme.example", on: later)
            var found: [[String?]] = []
            for number in 1...5 {
                let state = try await store.thread(TicketID(Int64(number)))?.ticket.state
                found.append([state?.organisation, state?.tier])
            }
            expectNoDifference(
                found, [["acme", "gold"], ["plain", nil], [nil, nil], ["acme", "gold"], [nil, nil]])
            #expect(third.state.organisation == nil && second.state.organisation == "plain")
            try store.close()
        }
    }

    @Test("Is known to plugins with its name, tier and person, and its tier can be set by them")
    func known() async throws {
        let store: any TicketStore = MemoryStore()
        let desk = DeskFixture.desk(on: store, settings: Self.settings)
        func learned(_ address: String, _ settings: DeskSettings) async throws -> JSONValue? {
            let ticket = try await desk.submit(
                AskForm(key: "", name: "Ada", address: address, subject: "Lamp", body: "Dark, \(address)"))
            let thread = try #require(try await store.thread(ticket.id))
            let facts = DeskFacts(
                settings, store: store, now: { DeskFixture.noon }, articles: { _, _, _ in nil })
            return await facts.data(Need(.organisation), thread)
        }
        let all = [
            try await learned("ben@acme.example", Self.settings),
            try await learned("ben@plain.example", Self.settings),
            try await learned("eve@elsewhere.example", Self.settings),
            try await learned("gus@acme.example", DeskSettings()),
        ]
        expectNoDifference(
            all,
            [
                ["id": "acme", "name": "Acme Lamps", "tier": "gold", "person": "grace"],
                ["id": "plain", "name": "Plain"], .null, ["id": "acme"],
            ])
        let facts = DeskFacts(
            Self.settings, store: store, now: { DeskFixture.noon }, articles: { _, _, _ in nil })
        expectNoDifference(facts.choices.tiers, ["gold"])
    }

    @Test("A ticket is given to a team that there is, and taken from it")
    func teams() async throws {
        let store: any TicketStore = MemoryStore()
        let desk = DeskFixture.desk(on: store, settings: Self.settings)
        let id = try await desk.submit(
            AskForm(key: "", name: "Ada", address: "ada@acme.example", subject: "Lamp", body: "Dark.")
        ).id
        func give(to team: String) async throws -> String? {
            var wish = TicketChange()
            wish.team = team
            _ = try await desk.change(id, wish, by: "Grace")
            return try await store.thread(id)?.ticket.state.team
        }
        let given = try await give(to: "night")
        await #expect(throws: TicketError.unknown) { try await give(to: "day") }
        let taken = try await give(to: "")
        expectNoDifference([given, taken], ["night", nil])
        expectNoDifference(
            ["night", "day"].map { Self.settings.title(ofTeam: $0) }, ["Night shift", "day"])
        expectNoDifference(
            ["acme", "x"].map { Self.settings.name(ofOrganisation: $0) }, ["Acme Lamps", "x"])
        expectNoDifference(["grace", "eve"].map { Self.settings.name(ofAgent: $0) }, ["Grace", "eve"])
    }
}
