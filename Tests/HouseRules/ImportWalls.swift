// Who may import whom: the arrows of the design, as a test.

import CustomDump
import Testing

@Suite("Import walls")
struct ImportWalls {
    /// What each module may import of ours. A new module gets a line here.
    private static let arrows: [String: Set<String>] = [
        "Markdown": ["CCmark"],
        "KnowledgeBase": ["Markdown"],
        "SearchIndex": ["CSnowball", "CZlib"],
        "SiteGenerator": ["KnowledgeBase", "SearchIndex", "Markdown", "CZlib"],
        "Tickets": [],
        "TicketStore": ["Tickets"],
        "SQLiteStore": ["TicketStore", "Tickets"],
        "PluginProtocol": ["Tickets"],
        "PluginKit": ["PluginProtocol"],
        "PluginHost": ["PluginProtocol", "TicketStore", "Tickets"],
        "HTTPClient": ["CCurl"],
        "Mail": ["TicketStore", "Tickets", "Markdown"],
        "HelpDesk": ["TicketStore", "Tickets", "PluginHost", "PluginProtocol", "Mail", "HTTPClient"],
        "WebServer": ["HelpDesk", "SiteGenerator", "KnowledgeBase", "Markdown", "TicketStore", "Tickets"],
        "plugins/_sdk": [],
        "plugins/escalate": ["PluginKit"],
        "plugins/follow-up": ["PluginKit"],
        "plugins/learned-router": ["PluginKit"],
        "plugins/rules": ["PluginKit"],
        "plugins/suggest-answers": ["PluginKit"],
        "plugins/webhook": ["PluginKit"],
    ]

    /// Libraries that a single place may use.
    private static let owners: [String: Set<String>] = [
        "CCmark": ["Markdown"],
        "CCurl": ["HTTPClient", "Mail"],
        "CMalloc": ["porchlight"],
        "CSnowball": ["SearchIndex"],
        "CZlib": ["SearchIndex", "SiteGenerator"],
        "GRDB": ["SQLiteStore"],
        "Hummingbird": ["WebServer", "porchlight"],
        "HummingbirdCore": ["WebServer"],
        "NIOCore": ["WebServer", "porchlight"],
        "NIOHTTP1": ["WebServer"],
        "NIOHTTPTypes": ["WebServer"],
        "NIOHTTPTypesHTTP1": ["WebServer"],
        "Subprocess": ["PluginHost"],
        "Yams": ["KnowledgeBase", "plugins/rules", "porchlight"],
        "Mustache": ["SiteGenerator"],
        "ArgumentParser": ["porchlight"],
    ]

    @Test("No module imports what its arrows do not lead to")
    func walls() {
        let ours = Set(Self.arrows.keys).union([
            "CCmark", "CCurl", "CMalloc", "CSnowball", "CZlib", "EscalatePlugin", "FollowUpPlugin",
            "LearnedRouterPlugin", "RulesPlugin", "SuggestAnswersPlugin", "WebhookPlugin", "PythonSDK",
            "porchlight",
        ])
        var breaches: [String] = []
        for file in SourceTree.product {
            let module = Self.module(of: file)
            for name in file.lines.compactMap(Self.importedModule) {
                let isAllowed = module == "porchlight" || Self.arrows[module]?.contains(name) == true
                if ours.contains(name), !isAllowed { breaches.append("\(file.path) imports \(name)") }
                if let owners = Self.owners[name], !owners.contains(module) {
                    breaches.append("\(file.path) imports \(name), which is for \(owners.sorted()) alone")
                }
            }
        }
        expectNoDifference(breaches, [])
    }

    @Test("Every module has its arrows written down")
    func everyModuleIsKnown() {
        let modules = Set(SourceTree.product.map(Self.module)).subtracting(["porchlight"])
        expectNoDifference(modules, Set(Self.arrows.keys))
    }

    /// `Sources/Markdown/…` is Markdown, `plugins/rules/…` is plugins/rules.
    private static func module(of file: TreeFile) -> String {
        let parts = file.path.split(separator: "/")
        return parts[0] == "plugins" ? "plugins/\(parts[1])" : String(parts[1])
    }

    private static func importedModule(_ line: Substring) -> String? {
        var words = line.split(separator: " ")
        while let first = words.first,
            first.hasPrefix("@") || ["public", "internal", "package"].contains(first)
        {
            words.removeFirst()
        }
        guard words.first == "import", words.count >= 2 else { return nil }
        return words[1].split(separator: ".").first.map(String.init)
    }
}
