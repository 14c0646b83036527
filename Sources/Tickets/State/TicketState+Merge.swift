// Two tickets that are one, and two again.

public import FoundationEssentials

extension TicketState {
    /// What happened to the two tickets of a merge.
    public struct MergeEvents: Sendable, Equatable {
        /// To the ticket that became part of the other one.
        public let source: [TicketEvent]
        /// To the other one.
        public let target: [TicketEvent]
    }

    /// Makes this ticket part of another one. Its messages stay its own, so that it can be undone;
    /// whoever shows the other ticket shows them there.
    ///
    /// Where the customer of this ticket waits for us and the other one does not, the other one
    /// opens, and its customer has waited for as long.
    ///
    /// - Throws: why it cannot be done; both are then as before.
    public mutating func merge(
        into target: inout TicketState, by actor: Actor, at moment: Date
    ) throws(TicketError) -> MergeEvents {
        guard target.id != id else { throw .sameTicket }
        guard mergedInto == nil, target.mergedInto == nil else { throw .merged }
        guard status != .closed, target.status != .closed else { throw .closed }
        var there = TicketStep(target, by: actor, at: moment)
        try there.checkRoom(target.mergedFrom.count)
        try there.record(.merged, .mergedFrom, "", id.description)
        if status.isWaitingForUs, !target.status.isWaitingForUs {
            try there.record(.merged, .status, target.status.rawValue, TicketStatus.open.rawValue)
            let since = service.firstReplyAt == nil ? service.askedAt : service.waitingSince
            if let since, target.service.firstReplyAt != nil {
                let before = target.service.waitingSince.map(InstantText.utc) ?? ""
                try there.record(.merged, .waitingSince, before, InstantText.utc(since))
            }
        }
        var here = TicketStep(self, by: actor, at: moment)
        try here.record(.merged, .mergedInto, "", target.id.description)
        self = here.state
        target = there.state
        return MergeEvents(source: here.events, target: there.events)
    }

    /// Makes a ticket of its own again of one that became part of another. It goes back to where it
    /// stood; so does the other one, as far as nobody has moved it since.
    ///
    /// - Throws: ``TicketError/notMerged`` when it is not part of that ticket.
    public mutating func undoMerge(
        from target: inout TicketState, by actor: Actor, at moment: Date
    ) throws(TicketError) -> MergeEvents {
        guard mergedInto == target.id, let merge = target.mergedFrom.first(where: { $0.ticket == id }) else {
            throw .notMerged
        }
        var there = TicketStep(target, by: actor, at: moment)
        if let status = merge.reopenedFrom, target.statusRevision == merge.revision + 1,
            target.messageCount == merge.messageCount, target.mergedInto == nil
        {
            try there.record(.changed, .status, target.status.rawValue, status.rawValue)
            if merge.changedWaiting, let now = target.service.waitingSince {
                let before = merge.waitingBefore.map(InstantText.utc) ?? ""
                try there.record(.changed, .waitingSince, InstantText.utc(now), before)
            }
        }
        try there.record(.changed, .mergedFrom, id.description, "")
        var here = TicketStep(self, by: actor, at: moment)
        try here.record(.changed, .mergedInto, target.id.description, "")
        self = here.state
        target = there.state
        return MergeEvents(source: here.events, target: there.events)
    }
}
