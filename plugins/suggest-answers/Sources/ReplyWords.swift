// What stands around an article in an answer, in the customers' languages.

/// The words of an answer in one language.
struct ReplyWords: Equatable {
    /// Before the article.
    let opening: String
    /// Before two articles, when either may be meant.
    let openingOfTwo: String
    /// What the passage's link is called.
    let readOn: String
    /// Where the article is in another language than the customer's.
    let otherLanguage: String
    /// That nobody wrote this, and how to reach somebody.
    let person: String

    /// The words of the first of some languages, BCP 47 tags, that there are words for; else English.
    static func of(_ languages: [String]) -> ReplyWords {
        languages.lazy.compactMap { all[Self.primary($0)] }.first ?? english
    }

    /// The language without region and script, in lower case: `de` of `de-AT`.
    static func primary(_ language: String) -> String {
        language.prefix { $0 != "-" && $0 != "_" }.lowercased()
    }

    private static let english = ReplyWords(
        opening: "Hello,\n\nthis article may answer your question:",
        openingOfTwo: "Hello,\n\none of these articles may answer your question:",
        readOn: "Read the whole article",
        otherLanguage: "The article is in another language: we do not have it in yours yet.",
        person: "Our help centre found this answer by itself. Would you rather talk to a person? "
            + "Just reply to this message: somebody from our team will read it and answer you.")

    private static let all: [String: ReplyWords] = [
        "en": english,
        "de": ReplyWords(
            opening: "Guten Tag,\n\nvielleicht beantwortet dieser Artikel Ihre Frage:",
            openingOfTwo: "Guten Tag,\n\nvielleicht beantwortet einer dieser Artikel Ihre Frage:",
            readOn: "Den ganzen Artikel lesen",
            otherLanguage: "Der Artikel ist in einer anderen Sprache: in Ihrer gibt es ihn noch nicht.",
            person: "Diese Antwort hat unser Hilfezentrum selbst gefunden. Möchten Sie lieber mit einem "
                + "Menschen sprechen? Antworten Sie einfach auf diese Nachricht: Jemand aus unserem Team "
                + "liest sie und schreibt Ihnen."),
        "ar": ReplyWords(
            opening: "مرحبًا،\n\nقد تجيب هذه المقالة عن سؤالك:",
            openingOfTwo: "مرحبًا،\n\nقد تجيب إحدى هذه المقالات عن سؤالك:",
            readOn: "اقرأ المقالة كاملة",
            otherLanguage: "المقالة بلغة أخرى، فهي غير متوفرة بلغتك بعد.",
            person: "عثر مركز المساعدة لدينا على هذه الإجابة تلقائيًا. هل تفضّل التحدث إلى شخص؟ "
                + "ما عليك سوى الرد على هذه الرسالة، وسيقرؤها أحد أفراد فريقنا ويجيبك."),
    ]
}
