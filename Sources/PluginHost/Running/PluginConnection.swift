// One plugin's side of the wire: calls out, answers in, matched by id.

internal import FoundationEssentials
internal import PluginProtocol

/// The calls to one running plugin that wait for their answers.
actor PluginConnection {
    private var waiting: [String: CheckedContinuation<[UInt8], any Error>] = [:]
    /// Calls that were given up: their answers still come, and are no stray output.
    private var givenUp: Set<String> = []
    /// Who wants an answer all the same, by the call.
    private var late: [String: Late] = [:]
    private var ended: CallFailure?
    private(set) var isShuttingDown = false
    private var lastID = 0
    private struct Deadline {
        let at: ContinuousClock.Instant
        let timeout: Duration
    }
    private var deadlines: [String: Deadline] = [:]
    private var nextLook: (at: ContinuousClock.Instant, task: Task<Void, any Error>)?
    /// Takes a line that came too late.
    typealias Late = @Sendable ([UInt8]) -> Void
    private let send: @Sendable ([UInt8]) -> Bool

    /// - Parameter send: takes a line, with its end, to the plugin's stdin; `false` when too many
    ///   wait there already.
    init(send: @escaping @Sendable ([UInt8]) -> Bool) {
        self.send = send
    }

    /// Asks the plugin to end, and waits until it says that it will.
    func shutDown(timeout: Duration) async {
        isShuttingDown = true
        _ = try? await call(.shutdown, "{}", timeout: timeout)
    }

    /// Asks and waits for the line that answers.
    ///
    /// - Parameter params: JSON on one line. It is put between the envelope's parts as it is: a ticket
    ///   is written once, however many plugins are asked about it.
    /// - Throws: ``CallFailure`` when there is none in time, the plugin is gone, or the line would be
    ///   longer than the protocol allows.
    func call(
        _ method: Method, _ params: String, timeout: Duration, late: Late? = nil
    ) async throws -> [UInt8] {
        if let ended { throw ended }
        lastID += 1
        let id = String(lastID)
        let line =
            #"{"jsonrpc":"2.0","id":""# + id + #"","method":""# + method.rawValue + #"","params":"#
            + params + "}\n"
        let bytes = line.utf8.count - 1
        guard bytes <= ProtocolLimits.lineBytes else {
            throw CallFailure(
                "what it would be told has \(bytes >> 10) KiB, and a line may have "
                    + "\(ProtocolLimits.lineBytes >> 10) KiB: it was not asked", .tooLong)
        }
        if let late { self.late[id] = late }
        expect(id, within: timeout)
        defer { deadlines[id] = nil }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting[id] = continuation
                if !send(Array(line.utf8)) {
                    fail(id, CallFailure("it takes nothing in: too many questions wait for it"))
                }
            }
        } onCancel: {
            Task { await giveUp(id, CallFailure("the call was cancelled")) }
        }
    }

    /// Looks after a call's time-out. One look is planned at a time, for the earliest: a clock for each call
    /// costs more than the call.
    private func expect(_ id: String, within timeout: Duration) {
        let deadline = Deadline(at: .now + timeout, timeout: timeout)
        deadlines[id] = deadline
        if let nextLook, nextLook.at <= deadline.at { return }
        planLook(at: deadline.at)
    }

    private func planLook(at moment: ContinuousClock.Instant) {
        nextLook?.task.cancel()
        let pause = moment - .now
        let task = Task { [weak self] in
            // From when it runs: where this program itself is late, so is its patience.
            try await Task.sleep(for: pause)
            // An answer that is here already, and waits for its turn in this program, comes first.
            for _ in 1...8 { await Task.yield() }
            await self?.look()
        }
        nextLook = (moment, task)
    }

    private func look() {
        nextLook = nil
        let now = ContinuousClock.now
        for (id, deadline) in deadlines where deadline.at <= now {
            deadlines[id] = nil
            let milliseconds = Int(deadline.timeout / .milliseconds(1))
            giveUp(id, CallFailure("it gave no answer within \(milliseconds) ms", .unanswered))
        }
        if let next = deadlines.values.map(\.at).min() { planLook(at: next) }
    }

    /// What a line answers.
    enum Reception: Equatable {
        case answer
        /// It answers a call that nobody waits for any more.
        case late
        case stray
    }

    /// Takes in a line that the plugin wrote.
    func receive(_ line: [UInt8]) -> Reception {
        struct Head: Decodable { let id: String }
        let known = AnswerHead.id(of: line)
        guard let id = known ?? (try? JSONDecoder().decode(Head.self, from: Data(line)))?.id else {
            return .stray
        }
        guard let continuation = waiting.removeValue(forKey: id) else {
            late.removeValue(forKey: id)?(line)
            return givenUp.remove(id) == nil ? .stray : .late
        }
        late[id] = nil
        continuation.resume(returning: line)
        return .answer
    }

    /// Ends every waiting call, and each that is still to come.
    ///
    /// - Returns: why the connection ended: the first reason that was given.
    @discardableResult
    func end(_ reason: CallFailure) -> CallFailure {
        if let ended { return ended }
        ended = reason
        let unanswered = CallFailure(reason.description, .unanswered)
        for continuation in waiting.values { continuation.resume(throwing: unanswered) }
        waiting.removeAll()
        return reason
    }

    /// Tells the plugin that nobody waits any more; what it answers all the same is left.
    private func giveUp(_ id: String, _ reason: CallFailure) {
        guard waiting[id] != nil else { return }
        fail(id, reason)
        guard ended == nil, !isShuttingDown else { return }
        if givenUp.count >= 1_000 {
            givenUp.removeAll()
            late.removeAll()
        }
        givenUp.insert(id)
        // Who wants the answer all the same does not call it off.
        guard late[id] == nil else { return }
        if let notice = try? JSONEncoder().encode(Cancellation(id: id)) {
            _ = send(Array(notice) + [UInt8(ascii: "\n")])
        }
    }

    private func fail(_ id: String, _ reason: CallFailure) {
        waiting.removeValue(forKey: id)?.resume(throwing: reason)
    }
}
