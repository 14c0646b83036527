// The frozen vectors: what protocol 1 is, byte by byte.

import CustomDump
import Foundation
import PluginProtocol
import Testing

@Suite("The frozen vectors of protocol 1")
struct VectorTests {
    @Test("No vector has changed: a change is a new protocol number")
    func frozen() throws {
        let digests = try ProtocolFiles.names.map { name in
            // FNV-1a: nothing here is secret, and nothing has to be imported for it.
            let sum = try ProtocolFiles.bytes(name).reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01b3
            }
            return "\(name) \(String(sum, radix: 16))"
        }
        expectNoDifference(
            digests,
            [
                "initialize 59aba02446e45983", "control 222716a3772c3c21", "ticket.enrich 32c850b441a3df79",
                "ticket.route fd794af15945645d", "ticket.reply edadbeb72bb29449",
                "ticket.review f9c0ae8b48de43f6", "survey.plan c3a3f019e2de088a", "event c733eb8816a78408",
                "timer 47f56ff4e0eba20d",
            ])
    }

    @Test(
        "Each line is what the schema says, and so is what the Swift types write",
        arguments: ProtocolFiles.names)
    func lines(_ name: String) throws {
        let schema = try ProtocolFiles.schema("protocol-1.json")
        var seen = 0
        for line in try ProtocolFiles.lines(name) {
            let value = try JSONValue(json: line)
            expectNoDifference(schema.complaints(about: value).map(\.description), [])
            let written = try Self.rewritten(line, value, name)
            expectNoDifference(schema.complaints(about: written).map(\.description), [])
            // What the types write is read as the same once more: nothing is lost on the way.
            expectNoDifference(try Self.rewritten(Array(written.text.utf8), written, name), written)
            for (part, definition) in Self.definitions(value, name) {
                let part = try #require(value[part])
                let rule = try #require(schema[definition: definition])
                expectNoDifference(rule.complaints(about: part).map(\.description), [], definition)
                seen += 1
            }
        }
        #expect(seen > 1)
    }

    /// Which definition the params or the result of a line are to meet.
    private static func definitions(_ value: JSONValue, _ name: String) -> [(String, String)] {
        let method = Method(rawValue: name)
        if value["params"] != nil, value["id"] != nil {
            let kind = value["method"]?.string.flatMap(Method.init)
            switch kind {
            case .initialize: return [("params", "initialize.params")]
            case .event: return [("params", "event.params")]
            case .timer: return [("params", "timer.params")]
            case .ping, .shutdown, nil: return [("params", "empty")]
            default: return [("params", "decision.params")]
            }
        }
        guard value["result"] != nil else { return value["error"] == nil ? [] : [("error", "error")] }
        if name == "initialize" { return [("result", "initialize.result")] }
        if method?.kind == .delivery { return [("result", "delivery.result")] }
        return [("result", method == nil ? "empty" : "\(name).result")]
    }

    /// The line as the Swift types write it.
    private static func rewritten(_ line: [UInt8], _ value: JSONValue, _ name: String) throws -> JSONValue {
        let data = Data(line)
        func again<Value: Codable>(_: Value.Type) throws -> JSONValue {
            try JSONValue(try JSONDecoder().decode(Value.self, from: data))
        }
        if value["error"] != nil { return try again(Response<Nothing>.self) }
        let method = value["method"]?.string ?? name
        let isRequest = value["method"] != nil
        switch method {
        case Cancellation.method: return try again(Cancellation.self)
        case "initialize":
            return isRequest
                ? try again(Request<InitializeParams>.self) : try again(Response<InitializeResult>.self)
        case "event":
            return isRequest ? try again(Request<EventParams>.self) : try again(Response<DeliveryResult>.self)
        case "timer":
            return isRequest ? try again(Request<TimerParams>.self) : try again(Response<DeliveryResult>.self)
        case _ where isRequest && Method(rawValue: method)?.kind == .decision:
            return try again(Request<DecisionParams>.self)
        case "ticket.enrich": return try again(Response<EnrichResult>.self)
        case "ticket.route": return try again(Response<RouteResult>.self)
        case "ticket.reply": return try again(Response<ReplyResult>.self)
        case "ticket.review": return try again(Response<ReviewResult>.self)
        case "survey.plan": return try again(Response<SurveyPlanResult>.self)
        default: return isRequest ? try again(Request<Nothing>.self) : try again(Response<Nothing>.self)
        }
    }
}
