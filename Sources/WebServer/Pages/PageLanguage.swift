// The language of the server's own pages: said in the address, and remembered nowhere else.

internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import KnowledgeBase
internal import SiteGenerator

extension WebServer {
    /// The language for who asks: the one that a page hands over, or that their browser wants.
    func language(_ request: Request, _ handedOver: String? = nil) -> String {
        let wished = handedOver ?? request.query.get("lang")
        if let wished, !wished.isEmpty { return look.language(wished) }
        let known = [look.settings.language] + look.settings.languages
        for tag in wantedLanguages(request.headers[.acceptLanguage]) {
            let language = look.language(tag)
            // The site's own language is also the answer to one that it does not have.
            let isMeant = language.lowercased().prefix { $0 != "-" } == tag.lowercased().prefix { $0 != "-" }
            if known.contains(language), isMeant { return language }
        }
        return look.settings.language
    }

    /// The language that the address asks for; `nil` where it asks for none that there is.
    func chosenLanguage(_ request: Request) -> String? {
        guard let wished = request.query.get("lang") else { return nil }
        return look.languages.first { $0.lowercased() == wished.lowercased() }
    }

    /// The address of the page that was asked for, in a language: all else that it says stays.
    static func address(of request: Request, in language: String) -> String {
        let pairs = (request.uri.query ?? "").split(separator: "&").filter {
            $0.prefix { $0 != "=" } != "lang"
        }
        return request.uri.path + "?"
            + (pairs.map(String.init) + ["lang=\(language.inQuery)"]).joined(separator: "&")
    }

    /// A path with the language behind it that somebody has chosen, if they have.
    func path(_ path: String, inLanguageOf request: Request) -> String {
        guard let language = chosenLanguage(request) else { return path }
        return "\(path)\(path.contains("?") ? "&" : "?")lang=\(language)"
    }
}
