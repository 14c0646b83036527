// What the server needs of a built site to make pages that look like it.

public import KnowledgeBase
public import Markdown

/// Theme and settings of a built site.
///
/// A class, so that other modules know nothing of how a theme is laid out in memory.
public final class SiteLook: Sendable {
    /// What site.yaml says.
    public let settings: SiteSettings
    private let theme: Theme

    init(theme: Theme, settings: SiteSettings) {
        self.theme = theme
        self.settings = settings
    }

    /// The program's own theme with no settings: for a site that is not built yet.
    ///
    /// - Throws: ``BuildError``; the program's own layout has none.
    public static func plain() throws -> SiteLook {
        let settings = SiteSettings()
        return SiteLook(
            theme: try Theme(replacements: [:], settings: settings, languages: [settings.language]),
            settings: settings)
    }

    /// What pages say in a language.
    ///
    /// - Parameter language: a tag in any case; `nil` for the site's.
    public func words(_ language: String?) -> InterfaceWords {
        let languages = settings.languages + [settings.language]
        let known = language.flatMap { tag in languages.first { $0.lowercased() == tag.lowercased() } }
        return theme.words(known ?? settings.language)
    }

    /// The language in which a page is shown to somebody who wants one.
    ///
    /// - Parameter tag: what they want, in any case; `nil` for the site's.
    public func language(_ tag: String?) -> String { theme.language(tag, settings) }

    /// The languages that pages can be shown in, the site's own first.
    public var languages: [String] { theme.languages(settings) }

    /// A page of the server's own.
    ///
    /// - Parameters:
    ///   - language: one of the site's; `nil` for its default.
    ///   - address: where the same page lies in a language; `nil` where it is in this one alone.
    public func page(
        title: String, language: String? = nil, switchingTo address: ((String) -> String)? = nil, main: HTML
    ) -> String {
        let links = address.map { address in
            languages.map { LanguageLink(language: $0, address: address($0), isTranslated: true) }
        }
        return theme.page(
            title: title, settings: settings, language: language ?? settings.language, links: links ?? [],
            main: main)
    }

    /// The form in which a customer adds to a ticket.
    ///
    /// - Parameters:
    ///   - action: where it is sent.
    ///   - draft: the name under which a draft stays on the device.
    ///   - language: one of the site's.
    public func replyForm(
        _ state: AskFormState, action: String, draft: String, language: String
    ) -> HTML {
        let parts = AskFormView(
            settings: settings, words: theme.words(language), language: language, state: state,
            script: theme.assets.address("reply.js"), addresses: "\(settings.basePath)/addresses.json")
        return parts.reply(to: action, draft: draft)
    }

    /// The form in which somebody asks a person.
    ///
    /// - Parameter language: one of the site's.
    public func askForm(_ state: AskFormState, language: String) -> HTML {
        AskFormView(
            settings: settings, words: theme.words(language), language: language, state: state,
            script: theme.assets.address("form.js"), addresses: "\(settings.basePath)/addresses.json"
        ).html
    }

    /// Where people are asked, in a language: a page, or an address to mail to; `nil` where nobody is.
    ///
    /// - Parameter tag: a language in any case; `nil` for the site's.
    public func askAddress(_ tag: String?) -> String? {
        let address = Theme.askAddress(settings, language(tag))
        return address.isEmpty ? nil : address
    }

    /// Where the page with the form lies, in a language; `nil` where the site has none.
    public func formPage(_ language: String) -> String? {
        settings.hasFormPage ? Theme.askAddress(settings, language) : nil
    }
}
