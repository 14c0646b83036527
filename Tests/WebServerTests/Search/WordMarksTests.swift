// Which words of a text are marked on the server's page of search.

import CustomDump
import Markdown
import Testing

@testable import WebServer

@Suite("Words that were asked for are marked")
struct WordMarksTests {
    private func word(_ typed: String, _ taken: String..., isMisspelt: Bool = false) -> FoundAnswers.Word {
        FoundAnswers.Word(typed: typed, taken: taken, isMisspelt: isMisspelt)
    }

    @Test(
        "whatever their case, accents and endings, and no others",
        arguments: [
            (
                "lamp", "The Lamp, two lamps, a lampoon.",
                "The <mark>Lamp</mark>, two <mark>lamps</mark>, a lampoon."
            ),
            ("cafe", "Naïve Café", "Naïve <mark>Café</mark>"),
            (
                "refund", "refunded & <refunding>",
                "<mark>refunded</mark> &amp; &lt;<mark>refunding</mark>&gt;"
            ),
            ("a", "a an as", "<mark>a</mark> an as"),
            ("v2", "v2 v21", "<mark>v2</mark> v21"),
            ("كلمة", "كَلِمَةِ المرور", "<mark>كَلِمَةِ</mark> المرور"),
            ("", "Nothing at all.", "Nothing at all."),
        ])
    func marks(word typed: String, text: String, marked: String) {
        expectNoDifference(WordMarks([word(typed)]).marked(text).markup, marked)
    }

    @Test("Pairs of letters become one mark")
    func pairs() {
        let marks = WordMarks([word("請求"), word("求書")])
        expectNoDifference(marks.marked("注文の請求書です。").markup, "注文の<mark>請求書</mark>です。")
    }

    @Test("A misspelt word is replaced, the others stay as they were typed")
    func corrected() {
        let words = [word("forgot"), word("pasword", "password", isMisspelt: true)]
        expectNoDifference(WordMarks.corrected("Forgot my PASWORD?", words), "Forgot my password?")
        expectNoDifference(WordMarks.corrected("Forgot", [word("forgot")]), nil)
    }
}
