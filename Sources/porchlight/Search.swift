// porchlight search: ask a built site.

import ArgumentParser
import FoundationEssentials
import SearchIndex

struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Search a built help centre.")

    @Argument(help: "What you would type into the search box.")
    var query: [String] = []

    @Option(help: ArgumentHelp("The folder of the built site.", valueName: "dir"))
    var site = "public"

    @Option(help: ArgumentHelp("The language to search in, where it is not the site's.", valueName: "tag"))
    var language: String?

    @Option(
        help: ArgumentHelp(
            "Answer every line of a file, each a JSON object {\"id\": …, \"text\": …}; - for the input.",
            valueName: "file"))
    var queries: String?

    @Option(help: "How many answers to print.")
    var limit = 10

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Show what each word of the query earned.")
    var explain = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
        guard query.isEmpty != (queries == nil) else {
            throw ValidationError("Give either a query or --queries.")
        }
        guard queries == nil || !explain else {
            throw ValidationError("--explain goes with a query, not with --queries.")
        }
        guard queries == nil || json else { throw ValidationError("--queries prints JSON: add --json.") }
    }

    func run() throws {
        let reader = try BuiltSite(folder: site).reader(language: language)
        if let queries { return try SearchBatch(file: queries, limit: limit).run(reader) }
        let outcome = try reader.search(query.joined(separator: " "), limit: limit)
        let explanation = SearchExplanation(outcome)
        if json {
            try printJSON(outcome, explanation)
        } else {
            if explain { print(explanation.terms.map { "\($0)\n" }.joined()) }
            if outcome.answers.isEmpty { print("Nothing fits.") }
            for (place, answer) in outcome.answers.enumerated() {
                show(answer)
                if explain { print(explanation.shares(place).map { "  \($0)" }.joined(separator: "\n")) }
            }
        }
    }

    private func printJSON(_ outcome: SearchOutcome, _ explanation: SearchExplanation) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = explain ? try encoder.encode(explanation) : try encoder.encode(outcome.answers)
        print(String(decoding: bytes, as: UTF8.self))
    }

    private func show(_ answer: SearchAnswer) {
        let heading = answer.heading.isEmpty ? "" : " › \(answer.heading)"
        let anchor = answer.anchor.isEmpty ? "" : "#\(answer.anchor)"
        print("\(answer.page)\(heading)\n  \(answer.url)\(anchor)")
        if !answer.passage.isEmpty { print("  \(answer.passage)") }
    }
}
