// Which words of customers say that it cannot wait, and which do not.

import CustomDump
import PluginKit
import Testing

@testable import EscalatePlugin

@Suite("Angry and urgent wording")
struct WordingTests {
    private func words(_ text: String, own: EscalateSettings.Words? = nil) -> [String] {
        Wording(own ?? EscalateSettings.Words(angry: [], urgent: [], neither: [])).findings(in: [text]).map {
            "\($0.cause.rawValue): \($0.phrase)"
        }
    }

    @Test(
        "Who is angry or in a hurry is heard in English, German and Arabic",
        arguments: [
            ("This is URGENT, please call.", ["urgent: urgent"]),
            ("We need it ASAP!", ["urgent: asap"]),
            ("I’m angry. This can't wait any longer", ["angry: i'm angry", "urgent: can't wait any longer"]),
            ("It is simply\nunacceptable.", ["angry: unacceptable"]),
            ("You will hear from my lawyer", ["angry: my lawyer"]),
            ("Bitte DRINGEND melden", ["urgent: dringend"]),
            ("Das ist eine Unverschämtheit", ["angry: unverschämtheit"]),
            ("Das ist eine Unverschaemtheit", ["angry: unverschämtheit"]),
            ("unversch\u{61}\u{308}mt", ["angry: unverschämt"]),
            ("Ich schreibe zum dritten Mal", ["angry: zum dritten mal"]),
            ("الأمر عاجل من فضلكم", ["urgent: عاجل"]),
            ("هذا غَيْر مقبولٍ", ["angry: غير مقبول"]),
            ("أكتب للمرة الثالثه", ["angry: للمرة الثالثة"]),
        ])
    func heard(_ text: String, _ wanted: [String]) {
        expectNoDifference(words(text), wanted)
    }

    @Test(
        "What only looks like it is left alone",
        arguments: [
            "It is not urgent.", "It isn't very urgent", "No urgent need", "Es ist nicht dringend",
            "Das ist nicht so dringend", "ليس عاجلا", "الأمر غير عاجل",
            "How do I set the emergency contact?", "Close the window immediately", "HELLO!!! WHERE IS IT???",
            "I am a bit disappointed", "The sauce is sauer", "Die Ware ging sofort kaputt",
            "> This is urgent and unacceptable\nThank you, it works now.", "detergent, insurgent, asapi", "",
        ])
    func leftAlone(_ text: String) {
        expectNoDifference(words(text), [])
    }

    @Test("Phrases of the operator's own count, and those that mean nothing to them do not")
    func ownWords() {
        let own = EscalateSettings.Words(angry: ["grumble"], urgent: ["code red"], neither: ["Urgent"])
        expectNoDifference(
            words("Grumble! Urgent, code red", own: own), ["angry: grumble", "urgent: code red"])
    }

    @Test("Every phrase of the lists is found where it stands alone, and no list has it twice")
    func lists() {
        for (cause, list) in [("angry", WordLists.angry), ("urgent", WordLists.urgent)] {
            let folded = list.map { Wording.words($0) }
            #expect(Set(folded).count == folded.count, "a phrase stands in “\(cause)” twice")
            for phrase in list {
                #expect(words(phrase).contains { $0.hasPrefix("\(cause): ") }, "“\(phrase)” is not found")
            }
        }
    }
}
