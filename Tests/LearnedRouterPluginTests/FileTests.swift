// Files of examples and models, good and bad.

import CustomDump
import Foundation
import Testing

@testable import LearnedRouterPlugin

@Suite("The files of learned-router")
struct FileTests {
    private func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "learned-router-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    private func code(_ bytes: [UInt8]) -> ModelError.Code? {
        do {
            _ = try RouterModel(bytes: bytes, path: "m")
            return nil
        } catch {
            return (error as? ModelError)?.code
        }
    }

    @Test("All that is wrong with a file of examples is told at once, with file and line")
    func complaints() throws {
        let file = """
            {"text": "good", "label": "a"}
            not JSON

            {"label": "a"}
            {"text": 7}
            ["text"]
            {"text": "no label"}
            {"text": "half
            """
        let failure = #expect(throws: ExampleFile.Failure.self) {
            try ExampleFile.read(Data(file.utf8), path: "tickets.jsonl")
        }
        expectNoDifference(
            failure?.description,
            """
            tickets.jsonl:2: the line is not JSON: write {"text": "…", "label": "…"}.
            tickets.jsonl:4: there is no “text”: write one.
            tickets.jsonl:5: “text” is not text: write it in quotation marks.
            tickets.jsonl:6: the line is not an object: write {"text": "…", "label": "…"}.
            tickets.jsonl:8: the line is not JSON: write {"text": "…", "label": "…"}.
            """)
    }

    @Test("Empty lines are passed over, an empty label is none, other fields do not matter")
    func lines() throws {
        let file = "{\"text\":\"a\\u2028b\",\"label\":\"\",\"id\":7}\r\n\n{\"label\":\"x\",\"text\":\"\"}"
        expectNoDifference(
            try ExampleFile.read(Data(file.utf8), path: "f"),
            [LabelledText(text: "a\u{2028}b", label: nil), LabelledText(text: "", label: "x")])
    }

    @Test("A file that is not there is told by its name")
    func missing() {
        let failure = #expect(throws: ExampleFile.Failure.self) { try ExampleFile.read(path: "/nowhere/f") }
        expectNoDifference(
            failure?.complaints, ["/nowhere/f: the file cannot be read: is there one, and may you read it?"])
    }

    @Test("A model that was written is read back and answers the same")
    func roundTrip() throws {
        let path = try folder() + "/m.plr"
        let bytes = try ClassifierTests.shopModel.get()
        try ModelFile.write(bytes, to: path)
        let model = try RouterModel(path: path)
        let memory = try RouterModel(bytes: bytes)
        for example in ClassifierTests.shop {
            #expect(model.answer(example.text) == memory.answer(example.text))
        }
        #expect(model.digest == memory.digest)
        expectNoDifference(
            try FileManager.default.contentsOfDirectory(atPath: path.replacing("/m.plr", with: "")), ["m.plr"]
        )
    }

    @Test("A model cut off anywhere is truncated, a changed one damaged, a later one newer, others no model")
    func badModels() throws {
        let good = try ClassifierTests.shopModel.get()
        #expect(code(good) == nil)
        for length in [8, 100, 127, 128, 129, good.count / 2, good.count - 1] {
            #expect(code(Array(good.prefix(length))) == .truncated)
        }
        for place in [16, 40, 60, 128, good.count / 2, good.count - 1] {
            var bytes = good
            bytes[place] ^= 1
            #expect(code(bytes) == .damaged)
        }
        #expect(code(good + [0]) == .damaged)
        var later = good
        later[8] = 2
        #expect(code(later) == .newer(version: 2))
        #expect(code(Array("{\"text\": \"these are examples\"}".utf8)) == .notAModel)
    }

    @Test("A length that lies does not lead out of the file")
    func lyingHeader() throws {
        var bytes = try ClassifierTests.shopModel.get()
        for place in 32..<52 { bytes[place] = 0xFF }
        let digest = bytes.withUnsafeBytes { ModelLayout.digest($0) }
        withUnsafeBytes(of: digest) { for (place, byte) in $0.enumerated() { bytes[16 + place] = byte } }
        #expect(code(bytes) == .damaged)
    }

    @Test("Errors say which file and what to do")
    func words() {
        expectNoDifference(
            [.truncated, .newer(version: 9), .notAModel].map { ModelError("m.plr", $0).description },
            [
                "m.plr: the end of the model is missing. Train it again: "
                    + "porchlight plugin run learned-router train FILE --model m.plr",
                "m.plr: a later version of Porchlight wrote this model (format 9, this program reads up to 1). "
                    + "Update Porchlight, or train it again.",
                "m.plr: this is not a model of learned-router. Train it again: "
                    + "porchlight plugin run learned-router train FILE --model m.plr",
            ])
    }

    @Test("Where no file can be written, the old one stays and the error says why")
    func unwritable() throws {
        #expect(throws: ModelError("/nowhere/m", .unwritable("No such file or directory"))) {
            try ModelFile.write([1], to: "/nowhere/m")
        }
        #expect(throws: ModelError.self) { try RouterModel(path: "/nowhere/m") }
        #expect(throws: ModelError.self) { try RouterModel(path: folder()) }
    }

    @Test("An evaluation is a line of JSON for each text, and a summary for a person")
    func evaluation() throws {
        let model = try RouterModel(bytes: ClassifierTests.shopModel.get())
        let texts = [
            LabelledText(text: "You charged my card twice", label: "billing"),
            LabelledText(text: "q7", label: "none"), LabelledText(text: "a/b", label: nil),
        ]
        let evaluation = Evaluation(texts, model: model)
        let lines = evaluation.json.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix(#"{"abstained":false,"label":"billing","predicted":"billing","score":0."#))
        #expect(lines[2].contains(#""label":null,"predicted":"#))
        #expect(lines[2].hasSuffix(#""text":"a/b"}"#))
        expectNoDifference(
            evaluation.summary,
            """
            3 texts, 1 with a label that the model knows.
            The likeliest label is right for 100.0 %.
            It answers 100.0 % of them, and of these answers 100.0 % are right.
            1 belong to none of its labels: it keeps silent about 100.0 % of these.
            """)
    }
}
