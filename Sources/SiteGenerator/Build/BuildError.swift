// What keeps a site from being built, beside its content.

public import KnowledgeBase

/// Why there is no new site. The one that was there is still there.
public enum BuildError: Error, Sendable, CustomStringConvertible {
    /// Pages or layouts that cannot be read, pages that share an address.
    case content([Diagnostic])
    /// A file could not be written.
    case unwritable(path: String, reason: String)
    /// A folder cannot be watched.
    case unwatchable(path: String, reason: String)
    /// The public address that was given is none.
    case baseURL(String)
    /// The site would lie among the articles, or around them.
    case output(path: String, content: String)
    /// The content folder is not there.
    case noContent(path: String)

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .content(let diagnostics):
            diagnostics.map(\.description).joined(separator: "\n")
        case .unwritable(let path, let reason):
            "\(path) cannot be written: \(reason). Mend that and build again."
        case .unwatchable(let path, let reason):
            "\(path) cannot be watched: \(reason)."
        case .baseURL(let text):
            "“\(text)” is no address: --base-url takes one like https://help.example.com."
        case .output(let path, let content):
            "\(path) cannot hold the site, because \(content) lies in it or around it: name a folder of "
                + "its own with --output."
        case .noContent(let path):
            "there is no folder \(path): make one, or name another with --content."
        }
    }
}
