// From events to a state: the only place in which a ticket's state changes.

internal import FoundationEssentials

extension TicketState {
    /// Rebuilds a ticket from its events.
    ///
    /// - Parameter events: all of them. Where each has its revision their order does not matter;
    ///   those of the first versions, which have none, come in the order in which they happened.
    /// - Throws: ``TicketError/unreadableEvent`` when an event is missing, stands there twice, or
    ///   holds a value that no version wrote.
    public init(id: TicketID, rebuilding events: some Sequence<TicketEvent>) throws(TicketError) {
        var state: TicketState?
        var events = Array(events)
        if events.allSatisfy({ $0.revision != nil }) {
            events.sort { ($0.revision ?? 0) < ($1.revision ?? 0) }
        }
        for event in events {
            if state == nil {
                guard event.kind == .created else { throw .unreadableEvent }
                state = TicketState(id: id, createdAt: event.at, by: event.actor)
            } else {
                try state?.take(event)
            }
        }
        guard let state else { throw .unreadableEvent }
        self = state
    }

    /// Takes one event in. Fields that this version does not know change nothing.
    mutating func take(_ event: TicketEvent) throws(TicketError) {
        let moment = service.advance(to: Date(milliseconds: event.at.milliseconds))
        revision += 1
        guard event.revision == nil || event.revision == revision else { throw .unreadableEvent }
        switch event.kind {
        case .messageAdded:
            messageCount += 1
            if event.visibility != .internal { service.said(by: event.actor, at: moment, status: status) }
        case .erased:
            isErased = true
            surveyPlan = nil
        default: break
        }
        guard let change = event.change else { return }
        if let field = TicketField(rawValue: change.field) {
            try take(field, change, event, moment)
            if field.isDecision, case .agent = event.actor, !setByPerson.contains(field) {
                setByPerson.append(field)
            }
        } else if let key = change.field.without(prefix: TicketField.customPrefix) {
            try takeField(key, change)
        } else if let kind = change.field.without(prefix: TicketField.linkPrefix) {
            try takeLink(kind, change)
        } else if let target = change.field.without(prefix: TicketField.targetPrefix) {
            try takeMark(target, change, event.kind)
        }
    }

    private mutating func take(
        _ field: TicketField, _ change: TicketEvent.Change, _ event: TicketEvent, _ moment: Date
    ) throws(TicketError) {
        let value = change.to.isEmpty ? nil : change.to
        switch field {
        case .status:
            let next = try read(TicketStatus(rawValue: change.to))
            let old = status
            if event.kind == .merged { changeLastMerge { $0.reopenedFrom = old } }
            service.moved(from: old, to: next, at: moment)
            status = next
            statusRevision = revision
            if !next.isFinished { surveyPlan = nil }
        case .queue: queue = change.to
        case .assignee: assignee = value
        case .team: team = value
        case .priority: priority = try read(Priority(rawValue: change.to))
        case .tier: tier = value
        case .language: language = value
        case .organisation: organisation = value
        case .requester: requester = value
        case .channel: channel = change.to
        case .tags:
            tags.removeAll { $0 == change.from }
            if let value, !tags.contains(value) { tags = (tags + [value]).sorted() }
        case .rating, .score, .survey, .surveyPlan: try takeSurvey(field, value)
        case .snoozedUntil: try takeSnooze(value, moment)
        case .mergedInto: try takeMerge(into: value, moment)
        case .mergedFrom: try takeMerge(from: value, undoing: change.from)
        case .waitingSince:
            let old = service.waitingSince
            if event.kind == .merged {
                changeLastMerge {
                    $0.changedWaiting = true
                    $0.waitingBefore = old
                }
            }
            service.waitingSince = try value.map { (text) throws(TicketError) in
                try read(InstantText.instant(text))
            }
        case .linkGeneration: linkGeneration = try read(Int(change.to))
        }
    }

    private mutating func takeSurvey(_ field: TicketField, _ value: String?) throws(TicketError) {
        switch field {
        case .survey: survey = try read(value.flatMap(SurveyKind.init))
        case .score: score = try read(value.flatMap(SurveyScore.init(text:)))
        case .surveyPlan:
            surveyPlan = try value.map { (text) throws(TicketError) in try read(PlannedSurvey(text: text)) }
            return
        default: rating = try read(value.flatMap(Rating.init))
        }
        // Who was asked, or has answered, is not asked again.
        surveyPlan = nil
    }

    private mutating func takeSnooze(_ value: String?, _ moment: Date) throws(TicketError) {
        guard let value else {
            snooze = nil
            service.end(.snoozed, at: moment)
            return
        }
        snooze = Snooze(until: try read(InstantText.instant(value)), generation: revision)
        service.begin(.snoozed, at: moment)
    }

    private mutating func takeMerge(into value: String?, _ moment: Date) throws(TicketError) {
        if let value {
            mergedInto = try read(TicketID(value))
            statusBeforeMerge = status
            surveyPlan = nil
            status = .closed
            service.begin(.merged, at: moment)
        } else {
            mergedInto = nil
            status = statusBeforeMerge ?? status
            statusBeforeMerge = nil
            service.end(.merged, at: moment)
        }
        statusRevision = revision
    }

    private mutating func takeMerge(from value: String?, undoing before: String) throws(TicketError) {
        if let value {
            mergedFrom.append(
                MergedTicket(
                    ticket: try read(TicketID(value)), revision: revision, messageCount: messageCount))
        } else {
            let ticket = try read(TicketID(before))
            mergedFrom.removeAll { $0.ticket == ticket }
        }
    }

    private mutating func takeField(_ key: String, _ change: TicketEvent.Change) throws(TicketError) {
        // A personal value came and went without a trace.
        fields[key] = change.to.isEmpty ? nil : try read(FieldValue(tagged: change.to))
    }

    private mutating func takeLink(_ name: String, _ change: TicketEvent.Change) throws(TicketError) {
        let kind = try read(TicketLink.Kind(rawValue: name))
        if change.to.isEmpty {
            let link = TicketLink(kind, try read(TicketID(change.from)))
            links.removeAll { $0 == link }
        } else {
            let link = TicketLink(kind, try read(TicketID(change.to)))
            if !links.contains(link) { links = (links + [link]).sorted() }
        }
    }

    private mutating func takeMark(
        _ target: String, _ change: TicketEvent.Change, _ kind: TicketEvent.Kind
    ) throws(TicketError) {
        let target = try read(SLATarget.Kind(rawValue: target))
        let due = try read(InstantText.instant(change.to))
        let mark = SLAMark(kind == .slaNear ? .near : .breached, target, due: due)
        marks.removeAll { $0.kind == mark.kind && $0.target == target }
        marks.append(mark)
    }

    private mutating func changeLastMerge(_ change: (inout MergedTicket) -> Void) {
        if !mergedFrom.isEmpty { change(&mergedFrom[mergedFrom.count - 1]) }
    }

    private func read<Value>(_ value: Value?) throws(TicketError) -> Value {
        guard let value else { throw .unreadableEvent }
        return value
    }
}

extension String {
    /// What follows a prefix; `nil` when the text does not begin with it.
    func without(prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
