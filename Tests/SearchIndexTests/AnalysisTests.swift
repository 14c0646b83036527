// Words: the rules that both readers share.

import CustomDump
import Testing

@testable import SearchIndex

@Suite("Words of a text")
struct AnalysisTests {
    private func words(_ text: String) -> String {
        var scanner = WordScanner()
        var found: [String] = []
        var text = text
        text.withUTF8 { bytes in
            scanner.scan(bytes) { word, isBeside in
                let word = String(decoding: word, as: UTF8.self)
                found.append(isBeside ? "(\(word))" : word)
            }
        }
        return found.joined(separator: " ")
    }

    @Test("Case, accents and invisible signs do not matter; letters that people take apart are taken apart")
    func folding() {
        expectNoDifference(
            words("CAFÉ cafe\u{301} Straße ŒUVRE łódź İstanbul"), "cafe cafe strasse oeuvre lodz istanbul")
        expectNoDifference(words("ΟΔΟΣ Йод Ёлка"), "οδοσ йод елка")
        expectNoDifference(words("ＡＢＣ ﬁx so\u{AD}ft ze\u{200B}ro"), "abc fix soft zero")
        expectNoDifference(words("الكِتَاب أحمد"), "الكتاب احمد")
    }

    @Test("Apostrophes join, part or vanish")
    func apostrophes() {
        expectNoDifference(words("don't can’t I'm dog's"), "dont cant im dog")
        expectNoDifference(words("l'eau d’accord dell'acqua qu'elle"), "l eau d accord dell acqua qu elle")
        expectNoDifference(words("'quoted' it''s"), "quoted it s")
    }

    @Test("Compounds stand in parts and whole")
    func compounds() {
        expectNoDifference(words("log-in e-mail"), "log in (login) e mail (email)")
        expectNoDifference(
            words("node.js v2.1 push_back 1.5"), "node js (nodejs) v2 1 (v2.1) push back (pushback) 1 5 (1.5)"
        )
        expectNoDifference(words("end. Next--flag a.b.c.d.e"), "end next flag a b c d e")
    }

    @Test("Identifiers stand whole, with their humps beside them")
    func identifiers() {
        expectNoDifference(
            words("parseInt HTTPServer iPad"), "parseint (parse) (int) httpserver (http) (server) ipad (pad)")
        expectNoDifference(words("E1234 0x80070005 LNK2019"), "e1234 0x80070005 lnk2019")
    }

    @Test("Scripts without spaces become overlapping pairs")
    func pairs() {
        expectNoDifference(words("東京都 車 도움말 ภาษา"), "東京 京都 車 도움 움말 ภา าษ ษา")
        expectNoDifference(words("Astroの設定"), "astro の設 設定")
    }

    @Test(
        "What is no word gives none, and what is too long is left out",
        arguments: ["", "?!…", "🎉🎉", "\u{200D}\u{FEFF}", "' - _ ."])
    func nothing(text: String) {
        expectNoDifference(words(text), "")
        expectNoDifference(words(String(repeating: "x", count: 65)), "")
    }
}
