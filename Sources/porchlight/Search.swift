// porchlight search: ask a built site.

import ArgumentParser
import FoundationEssentials
import SearchIndex

struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Search a built help centre.")

    @Argument(help: "What you would type into the search box.")
    var query: [String]

    @Option(help: ArgumentHelp("The folder of the built site.", valueName: "dir"))
    var site = "public"

    @Option(help: "How many answers to print.")
    var limit = 10

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
    }

    func run() throws {
        let index = try SearchIndex(inSite: site)
        let results = index.search(query.joined(separator: " "), limit: limit)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(results), as: UTF8.self))
        } else if results.isEmpty {
            print("Nothing fits.")
        } else {
            for result in results {
                let heading = result.unit.heading.isEmpty ? "" : " › \(result.unit.heading)"
                print("\(result.unit.page)\(heading)\n  \(result.unit.url)")
            }
        }
    }
}

extension SearchIndex {
    /// Reads the index of a built site.
    fileprivate init(inSite folder: String) throws {
        struct Pointer: Decodable { let index: String }
        guard let pointer = FileManager.default.contents(atPath: "\(folder)/search/index.json"),
            let address = try? JSONDecoder().decode(Pointer.self, from: pointer).index,
            let assets = address.firstRange(of: "/assets/"),
            let bytes = FileManager.default.contents(atPath: folder + address[assets.lowerBound...])
        else { throw CleanFailure("\(folder) holds no search index: run `porchlight build` first.") }
        try self.init(decoding: bytes)
    }
}
