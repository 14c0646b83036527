// What a build did, and how long each part took.

public import KnowledgeBase

/// The outcome of a build.
public struct BuildReport: Sendable {
    /// The parts of a build, in their order.
    public enum Stage: String, Sendable, CaseIterable {
        case scan, parse, link, render, lint, index, write
    }

    /// How many articles the site has.
    public internal(set) var articles = 0
    /// How many pages were rendered, because they or something they show has changed.
    public internal(set) var rendered = 0
    /// Files that were written.
    public internal(set) var written = 0
    /// Files that an earlier build wrote and this one has not.
    public internal(set) var removed = 0
    /// Files that stayed as they were.
    public internal(set) var unchanged = 0
    /// What is wrong, and still a site could be built.
    public internal(set) var diagnostics: [Diagnostic] = []
    /// How many diagnostics site.yaml silences.
    public internal(set) var silenced = 0
    /// How long each stage took, in milliseconds.
    public internal(set) var milliseconds: [Stage: Double] = [:]

    /// Measures a stage.
    mutating func measure<Result>(_ stage: Stage, _ work: () async throws -> Result) async rethrows -> Result
    {
        let clock = ContinuousClock()
        let start = clock.now
        defer { milliseconds[stage, default: 0] += (clock.now - start) / .milliseconds(1) }
        return try await work()
    }
}
