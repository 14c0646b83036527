// What a plugin in Swift conforms to.

// A plugin imports PluginKit and nothing else of ours: the protocol's types come with it.
@_exported public import PluginProtocol

/// A plugin: made once from its start, then asked one question at a time.
///
/// Answers depend on nothing but the question, its state and the configuration: no clock, no
/// network, no randomness of its own. Each method that ``hooks`` names is to be written; the others
/// have one that says nothing. What a method throws is answered as an error: a `ResponseError` as
/// it is, any other as failed.
public protocol Plugin {
    /// The methods this plugin answers.
    static var hooks: [Method] { get }
    /// Starts the plugin; who needs no more than the configuration leaves this to ``init(config:)``.
    ///
    /// - Throws: ``PluginConfigurationError`` when it cannot work with its configuration.
    init(_ start: InitializeParams) throws
    /// Reads the configuration.
    ///
    /// - Throws: ``PluginConfigurationError`` when it cannot work with it.
    init(config: JSONValue) throws
    /// `ticket.enrich`: facts about a ticket, and tags.
    mutating func enrich(_ question: DecisionParams) throws -> EnrichResult
    /// `ticket.route`: proposes where a ticket belongs.
    mutating func route(_ question: DecisionParams) throws -> RouteResult
    /// `ticket.reply`: proposes what to answer.
    mutating func reply(_ question: DecisionParams) throws -> ReplyResult
    /// `ticket.review`: whether what was decided may happen.
    mutating func review(_ question: DecisionParams) throws -> ReviewResult
    /// `survey.plan`: whether and when a customer is asked how it went.
    mutating func planSurvey(_ question: DecisionParams) throws -> SurveyPlanResult
    /// `event`: what to do about what has happened.
    mutating func take(_ delivery: EventParams) throws -> DeliveryResult
    /// `timer`: what to do now that an entry of the schedule is due.
    mutating func take(_ timer: TimerParams) throws -> DeliveryResult
    /// `shutdown`: the last thing that is called.
    mutating func shutDown()
}

extension Plugin {
    /// Starts with the configuration alone.
    public init(_ start: InitializeParams) throws { try self.init(config: start.config) }

    /// Says nothing about the ticket.
    public func enrich(_ question: DecisionParams) -> EnrichResult {
        EnrichResult(abstaining: "it enriches nothing")
    }

    /// Says nothing about where tickets belong.
    public func route(_ question: DecisionParams) -> RouteResult {
        RouteResult(abstaining: "it routes nothing")
    }

    /// Says nothing about what to answer.
    public func reply(_ question: DecisionParams) -> ReplyResult {
        ReplyResult(abstaining: "it answers nothing")
    }

    /// Says nothing about what was decided.
    public func review(_ question: DecisionParams) -> ReviewResult {
        ReviewResult(abstaining: "it reviews nothing")
    }

    /// Says nothing about surveys.
    public func planSurvey(_ question: DecisionParams) -> SurveyPlanResult {
        SurveyPlanResult(abstaining: "it plans nothing")
    }

    /// Does nothing about what has happened.
    public func take(_ delivery: EventParams) -> DeliveryResult { DeliveryResult() }

    /// Does nothing.
    public func take(_ timer: TimerParams) -> DeliveryResult { DeliveryResult() }

    /// Has nothing to put away.
    public func shutDown() {}
}

/// A plugin cannot work with its configuration.
public struct PluginConfigurationError: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do next.
    public let description: String
    /// Where in the configuration, as a JSON pointer.
    public let path: String?

    /// An error for the operator.
    public init(_ description: String, path: String? = nil) {
        self.description = description
        self.path = path
    }
}
