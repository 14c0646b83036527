// The questions of the conformance kit.

internal import FoundationEssentials
internal import PluginProtocol

/// A question that every plugin with a hook has to be able to answer.
struct KitSample {
    private let params: JSONValue

    /// Texts that have broken programs before.
    static let strangeBodies: [(name: String, json: String)] = [
        ("U+2028, which ends no line here", "\"one\u{2028}two\""), ("a NUL, as an escape", #""a\u0000b""#),
        ("half of a surrogate pair, as an escape", #""\ud83d""#),
        ("signs of four bytes and many marks", "\"\u{1F600}\(String(repeating: "\u{301}", count: 500))\""),
        ("nearly 1 MiB", "\"" + String(repeating: "x", count: ProtocolLimits.lineBytes - 4_096) + "\""),
    ]

    init(_ method: Method, _ plugin: InstalledPlugin) {
        let ticket: JSONValue = [
            "id": "T-1042", "rev": 3, "channel": "web", "status": method == .surveyPlan ? "solved" : "new",
            "queue": "triage", "priority": "normal", "tags": [], "created_at": "2026-11-21T18:43:00Z",
            "subject": "Charged twice", "body": "I was charged twice for one lamp.",
        ]
        var params: [String: JSONValue] = [
            "call": .string("\(plugin.manifest.id):\(method.rawValue):T-1042:3"),
            "at": "2026-11-21T18:44:00Z", "seed": 4711,
            "deadline_ms": .number(Double(plugin.manifest.timeoutMilliseconds(for: method))),
            "choices": [
                "queues": ["triage", "billing"], "agents": ["grace"],
                "priorities": ["low", "normal", "high", "urgent"], "tiers": [],
            ],
            "state": ["rev": 0, "doc": [:]],
        ]
        switch method {
        case .event:
            let type = plugin.manifest[.event]?.types.first ?? .ticketCreated
            params["events"] = [
                [
                    "seq": 7, "type": .string(type.rawValue), "at": "2026-11-21T18:43:30Z",
                    "actor": "agent:grace",
                    "ticket": ticket,
                ]
            ]
        case .timer:
            params["key"] = "kit"
            params["data"] = [:]
            params["ticket"] = ticket
        default: params["ticket"] = ticket
        }
        self.params = .object(params)
    }

    /// The parameters as JSON.
    var text: String { params.text }
    /// The same with fields that no version knows.
    var withUnknownFields: String { params.merging(["x_kit": ["a": [1]], "ticket": ["x_kit": true]]).text }

    /// The same with values that no version knows: of a ticket's fields, and of an event's type beside a
    /// known one.
    var withUnknownValues: String {
        let ticket: JSONValue = ["channel": "x_kit", "status": "x_kit", "priority": "x_kit"]
        guard let events = params["events"]?.array else { return params.merging(["ticket": ticket]).text }
        let known = events.map { $0.merging(["actor": "x_kit:1", "ticket": ticket]) }
        let unknown = events.map { $0.merging(["seq": 8, "type": "x_kit.happened"]) }
        return params.merging(["events": .array(known + unknown)]).text
    }

    /// The same under a name that no plugin has a part in.
    var withOtherCall: String { params.merging(["call": "c_7f3a"]).text }

    /// The same with the keys of all objects in the opposite order.
    var permuted: String { Self.reversed(params) }

    private static func reversed(_ value: JSONValue) -> String {
        switch value {
        case .object(let members):
            let parts = members.sorted { $0.key > $1.key }.map {
                JSONValue.string($0.key).text + ":" + reversed($0.value)
            }
            return "{" + parts.joined(separator: ", ") + "}"
        case .array(let elements): return "[" + elements.map(reversed).joined(separator: ", ") + "]"
        default: return value.text
        }
    }

    /// The parameters with another text in the ticket, which is written as JSON.
    func text(withBody json: String) -> String {
        let mark = "\"I was charged twice for one lamp.\""
        return text.replacing(mark, with: json)
    }

    /// What is wrong with the responses to a request that was cancelled; `nil` for nothing. There is one:
    /// what the plugin has, or the error -32001.
    static func fault(inCancelled responses: [JSONValue], to method: Method) -> String? {
        guard let response = responses.first, responses.count == 1 else {
            return responses.isEmpty ? "it gave none within 10 s" : "it gave \(responses.count)"
        }
        let isCancelled = response["error"]?["code"]?.number == Double(ResponseError.Code.cancelled.rawValue)
        return isCancelled && response["error"]?["message"]?.string != nil
            ? nil : fault(in: response, to: method)
    }

    /// What is wrong with a response; `nil` for nothing. An error is an answer.
    static func fault(in response: JSONValue, to method: Method) -> String? {
        if let error = response["error"] {
            return error["code"]?.number == nil || error["message"]?.string == nil
                ? "its error has no code or no message" : "it answered with \(error.text.cut(to: 300))"
        }
        guard let result = response["result"] else { return "its response holds neither result nor error" }
        let data = Data(result.text.utf8)
        let decoder = JSONDecoder()
        do {
            switch method {
            case .enrich: _ = try decoder.decode(EnrichResult.self, from: data)
            case .route: _ = try decoder.decode(RouteResult.self, from: data)
            case .reply: _ = try decoder.decode(ReplyResult.self, from: data)
            case .review: _ = try decoder.decode(ReviewResult.self, from: data)
            case .surveyPlan: _ = try decoder.decode(SurveyPlanResult.self, from: data)
            case .event, .timer: _ = try decoder.decode(DeliveryResult.self, from: data)
            case .initialize, .ping, .shutdown: break
            }
        } catch let error as DecodingError {
            return "its result \(error.words)"
        } catch {
            return "its result cannot be read"
        }
        return nil
    }
}
