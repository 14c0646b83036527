// The nearest right path for a wrong one, found without comparing it to every other.

/// All paths that a link may lead to.
struct PathNames {
    private struct Entry {
        let path: String
        let name: Substring
        let letters: UInt64
    }

    private let subject: LintSubject
    private var byName: [Substring: [String]] = [:]
    private var byFolder: [Substring: [Entry]] = [:]

    /// The articles and files of a content folder. They are looked through once something is asked.
    init(_ subject: LintSubject) {
        self.subject = subject
    }

    /// Says that a destination leads nowhere, and where to it probably should.
    ///
    /// - Parameters:
    ///   - destination: as it was written, in `file`.
    ///   - path: what that means below the content folder.
    mutating func message(_ destination: String, meaning path: String, in file: String) -> String {
        let end = destination.firstIndex { $0 == "#" || $0 == "?" } ?? destination.endIndex
        guard let nearest = nearest(to: path) else {
            return "there is no \(path): mend the path, or take this away."
        }
        let right = Self.relative(nearest, from: file) + destination[end...]
        return "there is no \(path): did you mean “\(right)”?"
    }

    /// Says that nothing lies at an address of the site, and which article was probably meant.
    ///
    /// - Parameters:
    ///   - destination: as it was written, in `file`.
    ///   - path: what that means below the site's top.
    mutating func message(_ destination: String, at path: String, in file: String) -> String {
        let end = destination.firstIndex { $0 == "#" || $0 == "?" } ?? destination.endIndex
        let address = destination[..<end]
        guard let nearest = nearest(to: "\(path).md") else {
            return "nothing lies at \(address): mend the address, or take this away."
        }
        let right = Self.relative(nearest, from: file) + destination[end...]
        return "nothing lies at \(address): did you mean “\(right)”?"
    }

    private mutating func fill() {
        for article in subject.knowledgeBase.articles { add(article.path) }
        for path in subject.files.keys.sorted() { add(path) }
    }

    private mutating func add(_ path: String) {
        let (folder, name) = Self.split(path)
        byName[name, default: []].append(path)
        byFolder[folder, default: []].append(Entry(path: path, name: name, letters: Spelling.letters(name)))
    }

    /// What somebody probably meant: a file of the same name in another folder, else one in the same
    /// folder whose name differs in a third of its letters at most, and in no more than three.
    mutating func nearest(to path: String) -> String? {
        if byName.isEmpty { fill() }
        let (folder, name) = Self.split(path)
        let namesakes = (byName[name] ?? []) + (byName["\(name).md"] ?? [])
        if let nearest = namesakes.max(by: { Self.shared($0, path) < Self.shared($1, path) }) {
            return nearest
        }
        let letters = Spelling.letters(name)
        // Without the ending; of a name of two letters, every other would be near.
        let stem = name.utf8.prefix { $0 != UInt8(ascii: ".") }
        let limit = min(3, stem.count / 3)
        let candidates = (byFolder[folder] ?? []).filter {
            Spelling.isWithin(limit, name.utf8.count, letters, $0.name.utf8.count, $0.letters)
        }
        return
            candidates.map {
                (path: $0.path, distance: Spelling.distance(String(name), String($0.name), limit: limit))
            }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.path) < ($1.distance, $1.path) }?.path
    }

    /// How a path is written in a link that stands in a file.
    static func relative(_ path: String, from file: String) -> String {
        let from = file.split(separator: "/").dropLast()
        let to = path.split(separator: "/")
        var shared = 0
        while shared < from.count, shared < to.count - 1, from[shared] == to[shared] { shared += 1 }
        let parts = Array(repeating: "..", count: from.count - shared) + to[shared...]
        return parts.joined(separator: "/")
    }

    private static func split(_ path: String) -> (folder: Substring, name: Substring) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path[...]) }
        return (path[..<slash], path[path.utf8.index(after: slash)...])
    }

    /// How many bytes two paths have in common at their beginning.
    private static func shared(_ a: String, _ b: String) -> Int {
        zip(a.utf8, b.utf8).prefix { $0 == $1 }.count
    }
}
