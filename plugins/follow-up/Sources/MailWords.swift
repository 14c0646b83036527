// What customers are written, in their language.

/// The words of mails, in English, German and Arabic.
struct MailWords {
    private let stillThere: String
    private let closing: String
    private let thank: String

    /// The words for a language; English for one that there are no words in.
    ///
    /// - Parameter language: a BCP 47 tag.
    init(_ language: String?) {
        self =
            Self.all[language?.lowercased().split(separator: "-").first.map(String.init) ?? ""]
            ?? Self.english
    }

    /// “Are you still there?”
    ///
    /// - Parameter closing: the day on which the question is closed without an answer.
    func reminder(closing day: String?) -> String {
        [stillThere, day.map { closing.replacing("{day}", with: $0) }].compactMap { $0 }.joined(
            separator: "\n\n")
    }

    /// Thanks for a good rating.
    var thanks: String { thank }

    private init(stillThere: String, closing: String, thank: String) {
        self.stillThere = stillThere
        self.closing = closing
        self.thank = thank
    }

    private static let english = MailWords(
        stillThere: """
            Hello,

            are you still there? We have answered your question and are waiting for a word from you. If \
            something is still open, just answer this mail. If all is well, there is nothing to do.
            """,
        closing: "Without an answer we close your question on {day}. You can always write again.",
        thank: """
            Hello,

            thank you for telling us that we could help. If anything comes up, we are here.
            """)

    private static let all = [
        "en": english,
        "de": MailWords(
            stillThere: """
                Guten Tag,

                sind Sie noch da? Wir haben Ihre Frage beantwortet und warten auf ein Wort von Ihnen. Ist \
                noch etwas offen, antworten Sie einfach auf diese Mail. Ist alles gut, müssen Sie nichts tun.
                """,
            closing:
                "Ohne Antwort schließen wir Ihre Frage am {day}. Sie können uns jederzeit wieder schreiben.",
            thank: """
                Guten Tag,

                danke, dass Sie uns sagen, dass wir helfen konnten. Wenn wieder etwas ist, sind wir da.
                """),
        "ar": MailWords(
            stillThere: """
                مرحبًا،

                هل ما زلت معنا؟ لقد أجبنا عن سؤالك وننتظر كلمة منك. إذا بقي شيء لم يُحَلّ فما عليك إلا الرد على \
                هذه الرسالة. وإذا كان كل شيء على ما يرام فلا حاجة إلى فعل شيء.
                """,
            closing: "إذا لم يصلنا رد فسنغلق سؤالك في {day}. ويمكنك أن تكتب إلينا مجددًا في أي وقت.",
            thank: """
                مرحبًا،

                شكرًا لإخبارنا بأننا استطعنا المساعدة. إذا احتجت إلى شيء آخر فنحن هنا.
                """),
    ]
}
