// One question to one plugin: with the data it needs, read, checked and recorded.

internal import FoundationEssentials
internal import PluginProtocol
internal import TicketStore
internal import Tickets

/// Asks one plugin about one ticket, whatever becomes of it.
struct PluginQuestion: Sendable {
    let supervisor: PluginSupervisor
    let method: Method
    let thread: TicketThread
    let desk: DeskFacts
    /// The states that earlier questions of the same transaction left.
    var states = StateChain()
    /// When it is asked. Its decisions have this time: what a customer says while the plugin thinks is
    /// behind them.
    let askedAt: Date
    let now: @Sendable () -> Date
    /// What a review is asked about; `nil` stands for where the ticket belongs.
    var reviewed: Decision.Reviewed?
    /// Takes what comes too late.
    var late: @Sendable (LateAnswer) -> Void = { _ in }

    private var plugin: InstalledPlugin { supervisor.plugin }
    private var id: String { plugin.id }
    /// Equal on every retry: nothing of it changes until the ticket does, or what is reviewed. A shadow is
    /// asked the same.
    private func name(_ pending: PendingDecision?) throws -> String {
        let name = "\(plugin.manifest.id):\(method.rawValue):\(thread.ticket.id):\(thread.ticket.revision)"
        guard let pending else { return name }
        return "\(name):\(try QuestionText.digest(of: pending))"
    }

    /// How often it is asked anew because another answer changed the plugin's state meanwhile.
    private static let mostConflicts = 3

    func ask(_ text: QuestionText, pending: PendingDecision?) async -> Round {
        // Before its turn: what it needs to know does not depend on what it was asked before.
        let data = await answers(to: plugin.manifest.needs)
        await states.begin(id, most: plugin.manifest.concurrency)
        defer { states.end(id) }
        for _ in 1...Self.mostConflicts {
            let round = await askOnce(text, pending: pending, data)
            guard let change = round.work.last?.state, !states.take(change, of: id) else { return round }
        }
        var round = Round()
        fail(CallFailure("its state changes all the time", .unavailable), &round)
        return round
    }

    private func askOnce(
        _ text: QuestionText, pending: PendingDecision?, _ known: [String: JSONValue]
    ) async -> Round {
        var text = text
        let clock = ContinuousClock()
        let start = clock.now
        var params = ""
        var name = ""
        var round = Round()
        do {
            name = try self.name(pending)
            let record = try await states.record(id, desk.record)
            var data = known
            for attempt in 0...ProtocolLimits.needRounds {
                params = try text.decision(
                    call: name, plugin: plugin, method: method, state: record, data: data, pending: pending)
                let asked = params
                let known = name
                let take: PluginConnection.Late = { self.take($0, record, known, asked, start) }
                let late = method == .reply ? take : nil
                let answer = try await supervisor.call(
                    method, params, late: late, isUsable: { self.isUsable($0, record, asked) })
                guard let line = answer else { return Round() }
                let said = try read(line, record, params)
                if let needs = said.needs {
                    guard attempt < ProtocolLimits.needRounds else {
                        throw CallFailure("it asked for more data three times", .unusable)
                    }
                    data.merge(await answers(to: needs)) { _, new in new }
                    continue
                }
                round = said.round
                let took = (clock.now - start) / .milliseconds(1)
                round.work = [self.work(name, params, said.result, .answered, took, said.state)]
                return round
            }
        } catch let error as ResponseError {
            let kind: CallFailure.Kind = error.knownCode == .busy ? .unavailable : .unusable
            fail(CallFailure("it answered with \(error)", kind), &round)
        } catch let failure as CallFailure {
            if failure.kind == .unusable { await supervisor.wasUnusable() }
            fail(failure, &round)
        } catch {
            fail(CallFailure("the question could not be written or its state not be read"), &round)
        }
        // A plugin that could not be asked leaves no call: a backlog that waits for it would be written
        // anew with every look.
        let wasAsked = round.decisions.contains { $0.outcome == .failed } || !round.unanswered.isEmpty
        if wasAsked, !params.isEmpty, let reason = round.decisions.first?.reason {
            let took = (clock.now - start) / .milliseconds(1)
            round.work = [work(name, params, JSONValue.string(reason).text, .failed, took, nil)]
        }
        return round
    }

    /// An answer that comes when nobody waits any more: a suggestion. The plugin's state may be another
    /// one by now, so that it stays.
    private func take(
        _ line: [UInt8], _ record: PluginRecord, _ name: String, _ params: String,
        _ start: ContinuousClock.Instant
    ) {
        guard let said = try? read(line, record, params), said.needs == nil else { return }
        let took = (ContinuousClock.now - start) / .milliseconds(1)
        late(
            LateAnswer(
                ticket: thread.ticket.id, decisions: said.round.decisions,
                work: work(name, params, said.result, .answered, took, nil)))
    }

    private func fail(_ failure: CallFailure, _ round: inout Round) {
        let isOver = failure.kind == .unusable || failure.kind == .tooLong
        round.decisions = [decision(Statement(isOver ? .failed : .unavailable, failure.description))]
        if failure.kind == .unanswered { round.unanswered = [(id, method.rawValue)] }
        round.isHeld = plugin.manifest.failurePolicy(for: method) == .hold
    }

    private func decision(_ said: Statement) -> Decision {
        Decision(
            plugin: id, hook: method.rawValue, outcome: said.outcome, confidence: said.confidence,
            reason: said.reason, at: askedAt, reviewed: reviewed)
    }

    private func work(
        _ name: String, _ request: String, _ response: String, _ outcome: PluginCall.Outcome,
        _ milliseconds: Double,
        _ state: PluginWork.StateChange?
    ) -> PluginWork {
        PluginWork(
            PluginCall(
                plugin: id, call: name, method: method.rawValue, tickets: [thread.ticket.id], at: now(),
                request: request, response: response, milliseconds: milliseconds, outcome: outcome),
            state: state)
    }

    /// Granted data alone; what this desk has none of is absent.
    private func answers(to needs: [Need]) async -> [String: JSONValue] {
        var data: [String: JSONValue] = [:]
        for need in needs.prefix(ProtocolLimits.needs) where plugin.grants.contains(need.kind.grant) {
            data[need.kind.rawValue] = await desk.data(need, thread).map(granted)
        }
        return data
    }

    /// Data without what answers link to, where the plugin may see no words.
    private func granted(_ data: JSONValue) -> JSONValue {
        guard !plugin.grants.contains(.ticketBody), let entries = data.array else { return data }
        return .array(
            entries.map { entry in
                guard let answers = entry["answers"]?.array else { return entry }
                return entry.merging(["answers": .array(answers.map { $0.merging(["links": .array([])]) })])
            })
    }

    private struct Said {
        var round = Round()
        var needs: [Need]?
        var state: PluginWork.StateChange?
        var result = ""
    }

    private func isUsable(_ line: [UInt8], _ record: PluginRecord, _ params: String) -> Bool {
        do {
            _ = try read(line, record, params)
        } catch let failure as CallFailure {
            return failure.kind != .unusable
        } catch {
            // An error by the protocol is an answer, too.
        }
        return true
    }

    private func read(_ line: [UInt8], _ record: PluginRecord, _ params: String) throws -> Said {
        let reading = AnswerReading(grants: plugin.grants, choices: desk.choices)
        switch method {
        case .enrich:
            var commands: [TicketCommand] = []
            var said = try read(line, record) { (content: Enrichment) in
                let found = reading.enrichment(content)
                commands = found.commands
                return found.said
            }
            said.round.commands = commands.map { (id, $0) }
            return said
        case .route: return try read(line, record, reading.routing)
        case .reply:
            var automatic: [AutomaticReply] = []
            var said = try read(line, record) { (content: Replies) in
                automatic = reading.automatic(content, id)
                return reading.replies(content)
            }
            said.round.automatic = automatic
            return said
        case .review:
            var said = try read(line, record, reading.review)
            said.round.isHeld = said.round.decisions.contains { $0.outcome == .held }
            return said
        case .surveyPlan: return try read(line, record, reading.survey)
        default: throw CallFailure("it cannot be asked for \(method.rawValue) here", .unusable)
        }
    }

    private func read<Content: Codable & Sendable & Equatable>(
        _ line: [UInt8], _ record: PluginRecord, _ statements: (Content) -> [Statement]
    ) throws -> Said {
        guard let response = try? JSONDecoder().decode(Response<Answer<Content>>.self, from: Data(line))
        else {
            throw CallFailure("its answer to \(method.rawValue) is not what the protocol asks for", .unusable)
        }
        if let error = response.error { throw error }
        guard let answer = response.result else { throw CallFailure("its answer holds no result", .unusable) }
        var said = Said()
        switch answer.kind {
        case .needs(let needs):
            said.needs = needs
            return said
        case .abstained(let reason): said.round.decisions = [decision(Statement(.abstained, reason))]
        case .given(let content): said.round.decisions = statements(content).map(decision)
        }
        said.result = try QuestionText.json(answer)
        if let patch = answer.statePatch {
            let document = try JSONValue(json: Data(record.state.utf8))
            guard let next = PluginState(rev: record.stateRevision, doc: document).patched(patch) else {
                throw CallFailure("its state would have more than 64 KiB", .unusable)
            }
            said.state = PluginWork.StateChange(rev: record.stateRevision, document: next.doc.text)
        }
        return said
    }
}
