// One plugin's side of the wire: calls out, answers in, matched by id.

internal import FoundationEssentials
internal import PluginProtocol

/// The calls to one running plugin that wait for their answers.
actor PluginConnection {
    private var waiting: [String: CheckedContinuation<[UInt8], any Error>] = [:]
    private var ended: CallFailure?
    private(set) var isShuttingDown = false
    private var lastID = 0
    private let send: @Sendable ([UInt8]) -> Bool

    /// - Parameter send: takes a line, with its end, to the plugin's stdin; `false` when too many
    ///   wait there already.
    init(send: @escaping @Sendable ([UInt8]) -> Bool) {
        self.send = send
    }

    /// Asks the plugin to end, and waits until it says that it will.
    func shutDown(timeout: Duration) async {
        isShuttingDown = true
        _ = try? await call(.shutdown, Nothing(), timeout: timeout, answers: Nothing.self)
    }

    /// Asks and waits for the answer.
    ///
    /// - Throws: ``CallFailure`` when there is none in time or the plugin is gone,
    ///   `ResponseError` when the plugin refuses.
    func call<Params: Codable & Sendable, Result: Codable & Sendable>(
        _ method: Method, _ params: Params, timeout: Duration, answers: Result.Type
    ) async throws -> Result {
        if let ended { throw ended }
        lastID += 1
        let id = String(lastID)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        let line = try encoder.encode(Request(id: id, method: method, params: params))
        let deadline = Task {
            try await Task.sleep(for: timeout)
            fail(
                id, CallFailure("it gave no answer within \(Int(timeout / .milliseconds(1))) ms", .unanswered)
            )
        }
        defer { deadline.cancel() }
        let answer = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting[id] = continuation
                if !send(line + [UInt8(ascii: "\n")]) {
                    fail(id, CallFailure("it takes nothing in: too many questions wait for it"))
                }
            }
        } onCancel: {
            Task { await fail(id, CallFailure("the call was cancelled")) }
        }
        guard let response = try? JSONDecoder().decode(Response<Result>.self, from: Data(answer)) else {
            throw CallFailure(
                "its answer to \(method.rawValue) is not what the protocol asks for", .unusable)
        }
        if let error = response.error { throw error }
        guard let result = response.result else { throw CallFailure("its answer holds no result", .unusable) }
        return result
    }

    /// Takes in a line that the plugin wrote.
    ///
    /// - Returns: whether it answers a call that still waits.
    func receive(_ line: [UInt8]) -> Bool {
        struct Head: Decodable { let id: String }
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(line)),
            let continuation = waiting.removeValue(forKey: head.id)
        else { return false }
        continuation.resume(returning: line)
        return true
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

    private func fail(_ id: String, _ reason: CallFailure) {
        waiting.removeValue(forKey: id)?.resume(throwing: reason)
    }
}
