// Tickets as tests tell of them.

import Foundation
import Testing
import Tickets

/// A ticket, its events and a clock that a test turns.
struct TicketStory {
    static let start = at("2026-11-16T09:00:00Z")

    var state: TicketState
    var events: [TicketEvent]
    var now = TicketStory.start

    /// A customer asks.
    init(_ number: Int64 = 7, by actor: Actor = .requester) {
        let ticket = Ticket(
            id: TicketID(number), subject: "Lamp",
            requester: Requester(name: "Ada", address: "ada@example.org"),
            status: .new, queue: "triage", rating: nil, createdAt: Self.start, revision: 1, linkGeneration: 1)
        let edit = TicketEdit(taking: ticket, body: "It is dark.", by: actor)
        state = edit.ticket.state
        events = edit.events
    }

    static let grace = Actor.agent(name: "grace")

    @discardableResult
    mutating func does(_ command: TicketCommand, by actor: Actor = TicketStory.grace) throws -> [String] {
        let happened = try state.apply(command, by: actor, at: now)
        events += happened
        return happened.map(Self.line)
    }

    mutating func wait(minutes: Double) { now += minutes * 60 }

    /// Events as lines: kind, field, from, to.
    static func line(_ event: TicketEvent) -> String {
        let change = event.change.map { " \($0.field): \($0.from) → \($0.to)" } ?? ""
        let note = event.visibility == .internal ? " (note)" : ""
        return event.kind.rawValue + note + change
    }

    /// The state that follows from the events alone.
    var rebuilt: TicketState {
        get throws { try TicketState(id: state.id, rebuilding: events) }
    }
}
