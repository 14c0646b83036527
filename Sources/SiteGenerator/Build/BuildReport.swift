// What a build did, and how long each part took.

public import KnowledgeBase

/// The outcome of a build.
public struct BuildReport: Sendable {
    /// The parts of a build, in their order.
    public enum Stage: String, Sendable, CaseIterable {
        case scan, parse, link, render, lint, index, write
    }

    /// Is told which stage begins.
    let progress: BuildProgress?

    init(_ progress: BuildProgress?) {
        self.progress = progress
    }

    /// How many articles the site has.
    public internal(set) var articles = 0
    /// How many pages were rendered, because they or something they show has changed.
    public internal(set) var rendered = 0
    /// The files that were written, by their paths below the output folder.
    public internal(set) var writtenPaths: [String] = []
    /// How many files were written.
    public var written: Int { writtenPaths.count }
    /// The files that an earlier build wrote and this one has not, likewise.
    public internal(set) var removedPaths: [String] = []
    /// How many files were removed.
    public var removed: Int { removedPaths.count }
    /// The files that no build is known to have written and that lay where others went, likewise.
    public internal(set) var replacedPaths: [String] = []
    /// The folder in which those lie now.
    public internal(set) var replacedFolder = ""
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
        progress?.begin(stage)
        let measured = try await Measured(work)
        add(measured.milliseconds, to: stage)
        return measured.result
    }

    /// Takes over what became of the files.
    mutating func count(_ changes: SiteCommit.Changes) {
        (writtenPaths, removedPaths) = (changes.written, changes.removed)
        (replacedPaths, replacedFolder) = (changes.replaced, changes.replacedFolder)
        unchanged = changes.unchanged
    }

    /// Adds time that was spent on a stage, in milliseconds.
    mutating func add(_ duration: Double, to stage: Stage) {
        milliseconds[stage, default: 0] += duration
    }
}

/// The result of some work, and how long it took.
struct Measured<Result> {
    let result: Result
    let milliseconds: Double

    init(_ work: () async throws -> Result) async rethrows {
        let clock = ContinuousClock()
        let start = clock.now
        result = try await work()
        milliseconds = (clock.now - start) / .milliseconds(1)
    }
}

extension Measured: Sendable where Result: Sendable {}
