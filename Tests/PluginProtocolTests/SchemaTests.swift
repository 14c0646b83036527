// The schemas in plugins/_schema say what the Swift types say.

import CustomDump
import Foundation
import PluginProtocol
import Testing

@Suite("The schemas of protocol 1")
struct SchemaTests {
    private func texts(_ value: JSONValue?) -> [String] { value?.array?.compactMap(\.string) ?? [] }

    private func names<Kind: CaseIterable & RawRepresentable<String>>(_: Kind.Type) -> [String] {
        Kind.allCases.map(\.rawValue)
    }

    @Test("Every closed list of the wire's schema is the list of its Swift type")
    func lists() throws {
        let defs = try #require(try ProtocolFiles.json("plugins/_schema/protocol-1.json")["$defs"])
        func list(_ path: String) -> [String] {
            texts(path.split(separator: "/").reduce(defs as JSONValue?) { $0?[String($1)] }?["enum"]).sorted()
        }
        let hooks = Method.hooks.map(\.rawValue).sorted()
        let pairs: [(String, [String])] = [
            ("request/properties/method", names(Method.self)),
            ("initialize.params/properties/mode", names(PluginMode.self)),
            ("initialize.params/properties/grants/items", names(Grant.self)),
            ("initialize.result/properties/hooks/items", hooks),
            ("decision.params/properties/data/propertyNames", names(Need.Kind.self)),
            ("proposal/properties/field", ProposalField.routed.map(\.rawValue)),
            ("proposal/properties/strength", names(Proposal.Strength.self)),
            ("reply/properties/send", names(ReplyProposal.Send.self)),
            ("ticket.review.result/properties/verdict", names(Review.Verdict.self)),
            ("survey.plan.result/properties/kind", names(SurveyPlan.Kind.self)),
            ("event/properties/type", names(EventType.self)),
            ("action/properties/do", names(PluginAction.Kind.self)),
            ("action/properties/field", names(ProposalField.self)),
        ]
        for (path, wanted) in pairs { expectNoDifference(list(path), wanted.sorted(), path) }
    }

    @Test("Every limit of the wire's schema is the limit of the host")
    func limits() throws {
        let defs = try #require(try ProtocolFiles.json("plugins/_schema/protocol-1.json")["$defs"])
        func number(_ definition: String, _ field: String, _ keyword: String) -> Double? {
            defs[definition]?["properties"]?[field]?[keyword]?.number
        }
        expectNoDifference(
            number("event.params", "events", "maxItems"), Double(ProtocolLimits.eventsPerDelivery))
        expectNoDifference(
            number("delivery.result", "actions", "maxItems"), Double(ProtocolLimits.entriesPerAnswer))
        expectNoDifference(
            number("ticket.enrich.result", "tags", "maxItems"), Double(ProtocolLimits.tagsPerAnswer))
        expectNoDifference(
            number("decision.params", "deadline_ms", "maximum"), Double(ProtocolLimits.timeoutMilliseconds))
        expectNoDifference(number("schedule", "key", "maxLength"), Double(ProtocolLimits.nameBytes))
    }

    @Test("Every closed list and limit of the manifest's schema is that of the Swift types")
    func manifestLists() throws {
        let schema = try ProtocolFiles.json("plugins/_schema/plugin-1.json")
        let properties = try #require(schema["properties"])
        let hook = try #require(schema["$defs"]?["hook"]?["properties"])
        expectNoDifference(
            texts(properties["hooks"]?["propertyNames"]?["enum"]).sorted(),
            Method.hooks.map(\.rawValue).sorted())
        expectNoDifference(
            texts(properties["grants"]?["items"]?["enum"]).sorted(), names(Grant.self).sorted())
        expectNoDifference(texts(hook["types"]?["items"]?["enum"]).sorted(), names(EventType.self).sorted())
        expectNoDifference(
            texts(hook["on_failure"]?["enum"]).sorted(), names(HookSettings.FailurePolicy.self).sorted())
        expectNoDifference(
            texts(hook["when"]?["propertyNames"]?["enum"]).sorted(), HookSettings.conditionFields.sorted())
        expectNoDifference(
            hook["timeout_ms"]?["maximum"], .number(Double(ProtocolLimits.timeoutMilliseconds)))
        expectNoDifference(properties["concurrency"]?["maximum"], .number(Double(ProtocolLimits.concurrency)))
        expectNoDifference(properties["protocol"]?["const"], .number(Double(protocolVersion)))
    }

    @Test("A value that breaks a rule is told of with its place")
    func complaints() throws {
        let schema = JSONSchema([
            "type": "object", "required": ["a"], "additionalProperties": false,
            "properties": [
                "a": ["type": "integer", "minimum": 1],
                "b": ["type": "array", "items": ["enum": ["x", "y"]]],
                "c": ["type": "string", "default": "z", "maxLength": 2],
            ],
        ])
        func told(_ value: JSONValue) -> [String] { schema.complaints(about: value).map(\.description) }
        expectNoDifference(told(["a": 1, "b": ["x"]]), [])
        expectNoDifference(
            told(["a": 0.5, "b": ["x", "q"], "c": "long", "d/e": 1]),
            [
                "/a: it is to be of the type integer", #"/b/1: it is one of "x", "y""#, "/c: maxLength is 2",
                "/d~1e: there is no such field",
            ])
        expectNoDifference(told(["a": 0]), ["/a: minimum is 1"])
        expectNoDifference(told([:]), ["/: “a” is missing"])
        expectNoDifference(told(3), ["/: it is to be of the type object"])
        expectNoDifference(schema.fillingDefaults(in: ["a": 1]), ["a": 1, "c": "z"])
        let nested = JSONSchema(["properties": ["n": ["default": [:], "properties": ["m": ["default": 4]]]]])
        expectNoDifference(
            nested.fillingDefaults(in: [:]), ["n": ["m": 4]], "a default has defaults of its own")
    }

    @Test("A schema that refers to itself for ever is left, not followed")
    func loops() {
        let loop = JSONSchema(["$ref": "#/$defs/a", "$defs": ["a": ["$ref": "#/$defs/a"]]])
        expectNoDifference(loop.complaints(about: 1), [])
        let deep = JSONSchema(["anyOf": [["$ref": "#"]], "items": ["$ref": "#"]])
        _ = deep.complaints(about: [[[1]]])
    }
}
