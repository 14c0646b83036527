// What must be true of every store, as data: each engine's tests run all rules against it.

import CustomDump
import Foundation
public import TicketStore
import Tickets

/// A sentence that is true of every store, and how it is tried.
public struct StoreRule: Sendable, CustomStringConvertible {
    /// The sentence.
    public let sentence: String
    /// Tries it on an empty store; throws a ``ContractBreach`` when it is not true.
    public let check: @Sendable (any TicketStore) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (any TicketStore) async throws -> Void) {
        self.sentence = sentence
        self.check = check
    }

    /// The sentence.
    public var description: String { sentence }

    /// The whole contract.
    public static let all =
        submitting + correspondents + changing + pairs + erasing + lists + searching + timers + files + mails
        + secrets
        + votes + copies + plugins + requests + operating
}

/// A store does not keep the contract.
public struct ContractBreach: Error, CustomStringConvertible {
    /// What differs.
    public let description: String
}

/// Compares whole pictures.
func expect<Value>(
    _ found: Value, is wanted: Value, _ what: String = "", line: UInt = #line
) throws {
    if let difference = diff(wanted, found) {
        throw ContractBreach(description: "line \(line): \(what)\n\(difference)")
    }
}

/// Expects an error, and no other.
func expect<Failure: Error & Equatable>(
    _ wanted: Failure, line: UInt = #line, _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let error as Failure {
        return try expect(error, is: wanted, line: line)
    }
    throw ContractBreach(description: "line \(line): there was no error, but \(wanted) was expected")
}

/// Expects an error of the store, whatever the number that an engine gives it.
func expect(_ wanted: StoreError.Code, line: UInt = #line, _ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let error as StoreError {
        return try expect(error.code, is: wanted, line: line)
    }
    throw ContractBreach(description: "line \(line): there was no error, but \(wanted) was expected")
}

func require<Value>(_ value: Value?, line: UInt = #line) throws -> Value {
    guard let value else { throw ContractBreach(description: "line \(line): it is nil") }
    return value
}

/// A question and a clock that every rule can use.
enum Sample {
    static let noon = Date(timeIntervalSince1970: 1_800_000_000)
    static let grace = Actor.agent(name: "grace")

    static func question(
        _ key: String = "key", name: String = "Ada", address: String = "ada@example.org",
        subject: String = "Lamp", body: String = "It is dark.", attachments: [Attachment] = [],
        commands: [TicketCommand] = [], followUpOf: TicketID? = nil, ownKey: String? = nil
    ) -> Submission {
        Submission(
            key: key, requester: Requester(name: name, address: address), subject: subject, body: body,
            queue: "triage", attachments: attachments, commands: commands, followUpOf: followUpOf,
            ownKey: ownKey)
    }
}

extension TicketStore {
    /// Keeps a file whose bytes come in two pieces.
    func keep(_ text: String, at moment: Date = Sample.noon) async throws -> StoredFile {
        let bytes = Array(text.utf8)
        let pieces = Pieces([Array(bytes.prefix(3)), Array(bytes.dropFirst(3))])
        return try await keepFile(now: moment) { await pieces.next() }
    }

    func text(of digest: ContentDigest) async throws -> String? {
        let gathered = Pieces([])
        guard try await readFile(digest, { await gathered.add($0) }) else { return nil }
        return String(decoding: await gathered.all, as: UTF8.self)
    }

    func records() async throws -> [StoreRecord] {
        let gathered = Gathered()
        try await export { gathered.add($0) }
        return gathered.records
    }
}

/// Bytes in pieces.
actor Pieces {
    private var pieces: [[UInt8]]
    init(_ pieces: [[UInt8]]) { self.pieces = pieces }
    func next() -> [UInt8]? { pieces.isEmpty ? nil : pieces.removeFirst() }
    func add(_ piece: [UInt8]) { pieces.append(piece) }
    var all: [UInt8] { pieces.flatMap { $0 } }
}
