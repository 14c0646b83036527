// The wire: lines, and the JSON that stands in them.

import CustomDump
import Foundation
import PluginProtocol
import Testing
import Tickets

@Suite("The plugin protocol's wire")
struct WireTests {
    @Test("A stream is cut at line feeds alone, wherever its chunks begin and end")
    func framing() throws {
        let stream = Array("one\n\u{2028}two\r\u{85}\n\nthree".utf8)
        for chunk in 1...stream.count {
            var framing = LineFraming()
            var lines: [String] = []
            for start in stride(from: 0, to: stream.count, by: chunk) {
                let part = stream[start..<min(start + chunk, stream.count)]
                lines += try framing.lines(appending: part).map { String(decoding: $0, as: UTF8.self) }
            }
            expectNoDifference(lines, ["one", "\u{2028}two\r\u{85}", ""])
        }
    }

    @Test("A line of 1 MiB is taken, one byte more is not")
    func longLine() throws {
        let longest = [UInt8](repeating: 97, count: LineFraming.maximumLineLength)
        var framing = LineFraming()
        expectNoDifference(try framing.lines(appending: longest + [10]).map(\.count), [longest.count])
        #expect(throws: LineTooLong.self) { try framing.lines(appending: longest + [97]) }
    }

    @Test("A response is read as the specification writes it, unknown fields and all")
    func response() throws {
        let line = """
            {"jsonrpc":"2.0","id":"91","result":{"proposals":[{"field":"queue","value":"billing",\
            "strength":"should","confidence":0.92,"reason":"'charged twice' reads as a refund","new":1}],\
            "state_patch":{"seen":13}}}
            """
        let response = try JSONDecoder().decode(Response<RouteResult>.self, from: Data(line.utf8))
        expectNoDifference(
            response.result,
            RouteResult(
                Routing([
                    Proposal(
                        field: "queue", value: "billing", strength: .should, confidence: 0.92,
                        reason: "'charged twice' reads as a refund")
                ]), statePatch: ["seen": 13]))
    }

    @Test("An event of a type that is not known is left out; one without a type is a mistake")
    func unknownEvents() throws {
        func types(_ events: String) throws -> [EventType] {
            let json = #"{"call":"c","at":"2026-11-22T00:00:00Z","events":[\#(events)]}"#
            return try JSONDecoder().decode(EventParams.self, from: Data(json.utf8)).events.map(\.type)
        }
        let rest = #""at":"2026-11-22T00:00:00Z","actor":"desk""#
        let known = #"{"seq":1,"type":"ticket.created",\#(rest)}"#
        expectNoDifference(
            try types(known + #",{"seq":2,"type":"ticket.sung",\#(rest)}"#), [.ticketCreated])
        for mistake in [#"{"seq":2,\#(rest)}"#, #"{"type":"ticket.created",\#(rest)}"#] {
            #expect(throws: DecodingError.self) { try types(mistake) }
        }
    }

    @Test("A request may be about no ticket; every other action names one")
    func actionsWithoutTickets() throws {
        func read(_ json: String) throws -> PluginAction {
            try JSONDecoder().decode(PluginAction.self, from: Data(json.utf8))
        }
        let action = PluginAction(
            .deliver(url: "https://example.org/", body: ["a": 1]), ticket: nil, reason: "a vote")
        let written = #"{"body":{"a":1},"do":"deliver","reason":"a vote","url":"https://example.org/"}"#
        expectNoDifference(try JSONValue(action).text, written)
        expectNoDifference(try read(written), action)
        #expect(throws: DecodingError.self) { try read(#"{"do":"reopen"}"#) }
        let rule = try #require(try ProtocolFiles.schema("protocol-1.json")[definition: "action"])
        expectNoDifference(rule.complaints(about: try JSONValue(action)).map(\.description), [])
        expectNoDifference(rule.complaints(about: ["do": "reopen"]).count, 1)
        expectNoDifference(rule.complaints(about: ["do": "reopen", "ticket": "T-1"]).count, 0)
    }

    @Test("Any JSON value comes back as it was")
    func jsonValue() throws {
        let text = #"{"a":[null,true,1.5,"x",{"b":[]}]}"#
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        expectNoDifference(
            value,
            .object([
                "a": .array([.null, .boolean(true), .number(1.5), .string("x"), .object(["b": .array([])])])
            ]))
        expectNoDifference(String(decoding: try JSONEncoder().encode(value), as: UTF8.self), text)
    }

    @Test("Who asks has a number that stands for them on all their tickets, where plugins may know that much")
    func requesterNumber() throws {
        func snapshot(_ address: String, _ grants: Set<Grant>) -> TicketSnapshot {
            let ticket = Ticket(
                id: TicketID(7), subject: "S", requester: Requester(name: "Ada", address: address),
                status: .new, queue: "triage", rating: nil, createdAt: Date(timeIntervalSince1970: 0),
                revision: 1, linkGeneration: 1)
            return TicketSnapshot(ticket, body: "B", grants: grants)
        }
        let number = try #require(snapshot("ada@example.org", [.requesterFacts]).requester?.id)
        #expect(number.hasPrefix("r") && number.count > 8)
        expectNoDifference(snapshot("Ada@Example.org", [.requesterFacts]).requester?.id, number)
        #expect(snapshot("ben@example.org", [.requesterFacts]).requester?.id != number)
        expectNoDifference(snapshot("", [.requesterFacts]).requester, nil)
        expectNoDifference(snapshot("ada@example.org", []).requester, nil)
        let rule = try #require(try ProtocolFiles.schema("protocol-1.json")[definition: "ticket"])
        let written = try JSONValue(snapshot("ada@example.org", [.requesterFacts]))
        expectNoDifference(rule.complaints(about: written).map(\.description), [])
    }
}
