// Paths of Markdown files, and the addresses that their pages have.

/// Where the page of a Markdown file lies.
enum ArticleAddress {
    /// `guides/install.md` → `/guides/install/`, `index.md` → `/`.
    static func of(path: String) -> String {
        var parts = path.split(separator: "/").map(String.init)
        if let last = parts.popLast(), last != "index.md" {
            parts.append(last.hasSuffix(".md") ? String(last.dropLast(3)) : last)
        }
        return parts.isEmpty ? "/" : "/\(parts.joined(separator: "/"))/"
    }

    /// The address for a link that stands in the article at `path`: a relative path to another
    /// Markdown file becomes that page's address, anything else stays as it is.
    static func resolve(_ destination: String, from path: String) -> String {
        let pathEnd = destination.firstIndex { "#?".contains($0) } ?? destination.endIndex
        let file = destination[..<pathEnd]
        guard file.hasSuffix(".md"), !file.contains(":"), !file.hasPrefix("/") else { return destination }
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in file.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(String(part))
            }
        }
        return of(path: parts.joined(separator: "/")) + destination[pathEnd...]
    }
}
