// Regular expressions.

import CustomDump
import Testing

@testable import RulesPlugin

@Suite("Regular expressions of rules")
struct PatternTests {
    private func found(_ pattern: String, in text: String) -> String {
        do {
            return try Pattern(pattern).match(in: text).map { "“\($0)”" } ?? "nothing"
        } catch {
            return "the expression \(error.words)"
        }
    }

    @Test("They find what others find, the leftmost first, and each repetition takes what it prefers")
    func matching() {
        let cases: [(String, String, String)] = [
            ("refund", "A REFUND, please", "“REFUND”"), ("a|ab|abc", "xabc", "“a”"), ("^b", "ab", "nothing"),
            ("b$", "ab", "“b”"), ("a.c", "a\nc abc", "“abc”"), ("[0-9]{3,4}", "12 12345", "“1234”"),
            (#"\bINV-\d+\b"#, "see inv-0042.", "“inv-0042”"),
            (#"[^\s]+@[\w.]+"#, "to a.b@c.de now", "“a.b@c.de”"),
            ("(?:ab)+?", "abab", "“ab”"), ("(ab)+", "abab", "“abab”"), ("colou?r", "Color", "“Color”"),
            ("[A-C]x", "bX", "“bX”"), ("[a-]", "-", "“-”"), ("straße", "STRAßE", "“STRAßE”"),
            ("é", "É", "“É”"),
            (#"\."#, "a.b", "“.”"), ("x{0}y", "xy", "“y”"), ("(a*)*", "aa", "“aa”"),
            ("(|a)+b", "aab", "“aab”"),
            (#"\Bb"#, "ab b", "“b”"), ("a{2}{", "aa{", "“aa{”"), ("أ.?ر", "طلب أمر", "“أمر”"),
        ]
        for (pattern, text, wanted) in cases { expectNoDifference(found(pattern, in: text), wanted, pattern) }
    }

    @Test("What is wrong with one is said in words")
    func mistakes() {
        let cases = [
            ("", "is empty"), ("(a", "has a “(” without its “)”"), ("a)", "closes a group that is not open"),
            ("[a", "has a “[” without its “]”"), ("[]", "has a “[” with nothing in it"),
            ("*a", "repeats nothing with “*”"), ("a**", "repeats a repetition: put it into brackets"),
            (#"a\"#, #"ends with “\”"#), (#"\1"#, #"does not know “\1”"#),
            (
                "a{3,2}",
                "repeats more than 100 times, or from more to less"
            ),
            ("(?=a)", "has a group that begins with “(?”: only “(?:” is known"),
            ("[z-a]", "has a range from “z” to less"), ("((a{50}){50}){50}", "is too long"),
            (String(repeating: "a", count: 501), "has more than 500 characters"),
            (String(repeating: "(", count: 60), "has too many groups in one another"),
        ]
        for (pattern, wanted) in cases {
            expectNoDifference(found(pattern, in: ""), "the expression \(wanted)", pattern)
        }
    }

    @Test("What would keep others busy for years is answered at once")
    func hostile() {
        let clock = ContinuousClock()
        for pattern in ["(a+)+$", "(a|aa)+$", "(a?){90}a{90}b", "(.*)*(.*)*x"] {
            let text = String(repeating: "a", count: 3_900) + "!"
            let took = clock.measure { expectNoDifference(found(pattern, in: text), "nothing", pattern) }
            #expect(took < .seconds(30), "\(pattern) took \(took)")
        }
    }
}
