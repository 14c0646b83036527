// A site on the disk, as far as the search command reads it.

import FoundationEssentials
import SearchIndex

/// The folder of a built site.
struct BuiltSite {
    let folder: String

    private var noIndex: CleanFailure {
        CleanFailure("\(folder) holds no search index: run `porchlight build` first.")
    }

    /// The file that says where the index of a language lies.
    func pointer(language: String?) throws -> Data {
        let path = (language.map { "\($0.lowercased())/" } ?? "") + "search/index.json"
        guard let pointer = FileManager.default.contents(atPath: "\(folder)/\(path)") else { throw noIndex }
        return pointer
    }

    /// The index of a language.
    func reader(language: String?) throws -> SearchReader {
        struct Pointer: Decodable { let index: String }
        guard
            let address = try? JSONDecoder().decode(Pointer.self, from: pointer(language: language)).index,
            let assets = address.firstRange(of: "/assets/")
        else { throw noIndex }
        let place = folder + address[assets.lowerBound...]
        do {
            return try SearchReader { name in
                FileManager.default.contents(atPath: place + name).map { Array($0) }
            }
        } catch let error as SearchIndexError {
            throw CleanFailure("\(folder): \(error)")
        }
    }
}
