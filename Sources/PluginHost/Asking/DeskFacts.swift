// What the host has to know of the desk to ask its plugins.

public import PluginProtocol
public import TicketStore

/// The desk as its plugins get to know it.
public struct DeskFacts: Sendable {
    /// What there is to choose from.
    public let choices: Choices
    /// The same as JSON: it stands in every question.
    let choicesText: String
    /// The plugins whose proposals come before equally strong ones, the first of them first.
    public let prefer: [String]
    /// How sure an answer has to be that is sent without a person; `nil` while none is sent.
    public let automaticThreshold: Double?
    /// What is kept of a plugin.
    public let record: @Sendable (_ plugin: String) async throws -> PluginRecord
    /// Data that a plugin needs; `nil` when this desk has none of the kind.
    public let data: @Sendable (Need, TicketThread) async -> JSONValue?

    /// A desk.
    public init(
        choices: Choices, prefer: [String] = [], automaticThreshold: Double? = nil,
        record: @escaping @Sendable (String) async throws -> PluginRecord = { _ in PluginRecord() },
        data: @escaping @Sendable (Need, TicketThread) async -> JSONValue? = { _, _ in nil }
    ) {
        self.choices = choices
        // Identifiers can always be written.
        choicesText = (try? QuestionText.json(choices)) ?? "{}"
        self.prefer = prefer
        self.automaticThreshold = automaticThreshold
        self.record = record
        self.data = data
    }
}
