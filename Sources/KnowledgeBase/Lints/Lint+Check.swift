// Running all lints over a content folder, and leaving out what its writers have silenced.

extension Lint {
    /// Runs all lints.
    public static func check(_ subject: LintSubject) -> LintOutcome {
        outcome(of: all.map { $0.diagnostics(subject) }, silences: subject.knowledgeBase.settings.silences)
    }

    /// Puts together what each lint has found.
    ///
    /// - Parameter found: by lint, in the order of ``all``.
    public static func outcome(
        of found: [[Diagnostic]], silences: [SiteSettings.Silence]
    ) -> LintOutcome {
        var isUsed = [Bool](repeating: false, count: silences.count)
        let silencesOfLint = Dictionary(grouping: silences.indices) { silences[$0].lint }
        var outcome = LintOutcome(diagnostics: [], silenced: 0)
        for (lint, diagnostics) in zip(all, found) {
            let silencing = lint.severity == .fatal ? [] : silencesOfLint[lint.name] ?? []
            for diagnostic in diagnostics {
                let matching = silencing.filter { silences[$0].covers(diagnostic.file) }
                if matching.isEmpty {
                    outcome.diagnostics.append(diagnostic)
                } else {
                    for position in matching { isUsed[position] = true }
                    outcome.silenced += 1
                }
            }
        }
        for (silence, isUsed) in zip(silences, isUsed) where !isUsed {
            if let idle = idle(silence) { outcome.diagnostics.append(idle) }
        }
        outcome.diagnostics = withoutRepetitions(outcome.diagnostics.sorted(by: Diagnostic.precedes))
        outcome.diagnostics = withoutFloods(outcome.diagnostics)
        return outcome
    }

    /// More of one kind in one file is one thing to mend, and would bury all else.
    static let maximumOfAKind = 100

    /// Leaves out what goes beyond ``maximumOfAKind``, and says how much that was.
    private static func withoutFloods(_ sorted: [Diagnostic]) -> [Diagnostic] {
        var result: [Diagnostic] = []
        result.reserveCapacity(sorted.count)
        var rest = sorted[...]
        while let first = rest.first {
            let file = rest.prefix { $0.file == first.file }
            rest = rest[file.endIndex...]
            guard file.count > maximumOfAKind else {
                result += file
                continue
            }
            var counts: [String: Int] = [:]
            for one in file {
                counts[one.code, default: 0] += 1
                if counts[one.code, default: 0] <= maximumOfAKind { result.append(one) }
            }
            for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > maximumOfAKind {
                guard let last = file.last(where: { $0.code == code }) else { continue }
                result.append(
                    Diagnostic(
                        code, last.severity, file: last.file, line: last.line, column: last.column,
                        "and \(count - maximumOfAKind) more of this kind in this file."))
            }
        }
        return result
    }

    private static func idle(_ silence: SiteSettings.Silence) -> Diagnostic? {
        guard let lint = all.first(where: { $0.name == silence.lint }) else { return nil }
        let place = silence.file.map { " in \($0)" } ?? ""
        let message =
            lint.severity == .fatal
            ? "\(lint.name) cannot be silenced, because no site can be built: mend it, and take this away."
            : "\(lint.name) finds nothing\(place) that this could silence: take it away."
        return Diagnostic(
            idleSilence.name, idleSilence.severity, file: "site.yaml", line: silence.line,
            column: silence.column, message)
    }

    /// A snippet is read wherever it is included, but a mistake in it is one mistake.
    private static func withoutRepetitions(_ sorted: [Diagnostic]) -> [Diagnostic] {
        var result: [Diagnostic] = []
        result.reserveCapacity(sorted.count)
        for diagnostic in sorted {
            if let last = result.last, last.file.hasPrefix("_snippets/"), last.file == diagnostic.file,
                last.line == diagnostic.line, last.column == diagnostic.column, last.code == diagnostic.code
            {
                continue
            }
            result.append(diagnostic)
        }
        return result
    }
}
