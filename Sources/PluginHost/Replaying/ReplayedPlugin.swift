// A plugin to which recorded calls are fed again.

internal import FoundationEssentials
internal import Logging
public import PluginProtocol

/// Runs a plugin in the mode `replay`, and puts recorded calls to it as they were recorded: with their
/// clock, their seed, their data and their state.
public struct ReplayedPlugin: Sendable {
    /// What came back.
    public struct Reply: Sendable, Equatable {
        /// The result; `nil` where there is none.
        public let result: JSONValue?
        /// Why there is none.
        public let error: String?
        /// How long it took.
        public let milliseconds: Double
    }

    private let supervisor: PluginSupervisor

    /// - Parameter plugin: its data folder is to be a new one.
    public init(_ plugin: InstalledPlugin) {
        var surroundings = HostSurroundings(now: { Date() })
        surroundings.mode = .replay
        surroundings.isPatient = true
        let logger = Logger(label: "plugin") { _ in SwiftLogNoOpLogHandler() }
        supervisor = PluginSupervisor(plugin, logger: logger, surroundings: surroundings)
    }

    /// Keeps the plugin running until the task is cancelled.
    public func run() async { await supervisor.run() }

    /// What it wrote to its log last.
    public var log: [String] { supervisor.tail.lines }

    /// Asks.
    ///
    /// - Parameters:
    ///   - method: the method's name.
    ///   - params: the parameters as they were recorded.
    public func ask(_ method: String, _ params: String) async -> Reply {
        let clock = ContinuousClock()
        let start = clock.now
        func reply(_ result: JSONValue?, _ error: String?) -> Reply {
            Reply(result: result, error: error, milliseconds: (clock.now - start) / .milliseconds(1))
        }
        guard let known = Method(rawValue: method) else { return reply(nil, "there is no method \(method)") }
        // A plugin that has just ended is started again within a moment.
        for attempt in 0... {
            do {
                guard let line = try await supervisor.call(known, params) else {
                    return reply(nil, "it does not answer \(method)")
                }
                let response = try JSONValue(json: Data(line))
                if let error = response["error"] { return reply(nil, "it answered with \(error.text)") }
                guard let result = response["result"] else { return reply(nil, "its answer holds no result") }
                if result["need"] != nil { return reply(nil, "it asked for data that was not recorded") }
                guard let read = Self.read(result, known) else {
                    return reply(nil, "its answer to \(method) is not what the protocol asks for")
                }
                return reply(read, nil)
            } catch let failure as CallFailure {
                guard failure.kind == .unavailable, attempt < 20, !Task.isCancelled else {
                    return reply(nil, "\(failure)")
                }
                try? await Task.sleep(for: .milliseconds(100))
            } catch {
                return reply(nil, "its answer is no JSON")
            }
        }
        return reply(nil, "it cannot be asked")
    }

    /// A result as the desk reads it, with the values of what was left out: so it was recorded, too.
    private static func read(_ result: JSONValue, _ method: Method) -> JSONValue? {
        func read<Answer: Codable>(_ type: Answer.Type) -> JSONValue? {
            guard let answer = try? JSONDecoder().decode(type, from: Data(result.text.utf8)),
                let text = try? QuestionText.json(answer)
            else { return nil }
            return try? JSONValue(json: Data(text.utf8))
        }
        return switch method {
        case .enrich: read(EnrichResult.self)
        case .route: read(RouteResult.self)
        case .reply: read(ReplyResult.self)
        case .review: read(ReviewResult.self)
        case .surveyPlan: read(SurveyPlanResult.self)
        case .event, .timer: read(DeliveryResult.self)
        case .initialize, .ping, .shutdown: result
        }
    }
}
