// A site on the disk, as far as the search command reads it.

import FoundationEssentials
import SearchIndex

/// The folder of a built site.
struct BuiltSite {
    private struct Pointer: Decodable { let index: String }

    let folder: String

    /// The file that says where the index of a language lies.
    func pointer(language: String?) throws -> Data {
        if let language, let pointer = contents(of: "\(language.lowercased())/search/index.json") {
            return pointer
        }
        guard let pointer = contents(of: "search/index.json") else {
            throw CleanFailure("\(folder) holds no search index: run `porchlight build` first.")
        }
        guard let language, language.lowercased() != Self.language(pointer)?.lowercased() else {
            return pointer
        }
        throw CleanFailure(
            "\(folder) has no search in the language “\(language)”, only in: "
                + "\(languages(besides: pointer).joined(separator: ", ")).")
    }

    /// The index of a language.
    func reader(language: String?) throws -> SearchReader {
        let pointer = try pointer(language: language)
        guard let place = Self.place(pointer) else {
            throw CleanFailure("\(folder): the search index is damaged: build the site again with --clean.")
        }
        let folder = "\(folder)/\(place)"
        do {
            return try SearchReader { name in
                FileManager.default.contents(atPath: folder + name).map { Array($0) }
            }
        } catch let error as SearchIndexError {
            throw CleanFailure("\(self.folder): \(error)")
        }
    }

    private func contents(of path: String) -> Data? {
        FileManager.default.contents(atPath: "\(folder)/\(path)")
    }

    /// Where an index lies below the folder: `assets/search-en.0123/`. The site's own address may have
    /// a folder of that name, too.
    static func place(_ pointer: Data) -> Substring? {
        guard let address = try? JSONDecoder().decode(Pointer.self, from: pointer).index else { return nil }
        return address.ranges(of: "/assets/").last.map { address[$0.lowerBound...].dropFirst() }
    }

    /// The language of an index, by its name.
    static func language(_ pointer: Data) -> String? {
        place(pointer).map { String($0.trimmingPrefix("assets/search-").prefix { $0 != "." }) }
    }

    /// The languages of the site, its own first.
    private func languages(besides pointer: Data) -> [String] {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let others = folders.sorted().compactMap { contents(of: "\($0)/search/index.json") }
        return ([pointer] + others).compactMap(Self.language)
    }
}
