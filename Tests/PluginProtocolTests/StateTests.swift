// A plugin's state and how it is patched.

import CustomDump
import Foundation
import PluginProtocol
import Testing

@Suite("A plugin's state")
struct StateTests {
    // The examples of RFC 7396, appendix A.
    @Test(
        "A merge patch does what RFC 7396 shows",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
            (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
            (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, #"null"#, #"null"#),
            (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{"e":null}"#, #"{"a":1}"#, #"{"a":1,"e":null}"#),
            (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ])
    func patches(_ document: String, _ patch: String, _ wanted: String) throws {
        let document = try JSONValue(json: Data(document.utf8))
        expectNoDifference(document.merging(try JSONValue(json: Data(patch.utf8))).text, wanted)
    }

    @Test("A state of more than 64 KiB is not taken, and a taken patch counts")
    func size() {
        let state = PluginState(rev: 4, doc: ["a": 1])
        expectNoDifference(state.patched(["b": 2]), PluginState(rev: 5, doc: ["a": 1, "b": 2]))
        // {"a":"…"}: eight bytes around the text.
        let most = String(repeating: "x", count: ProtocolLimits.stateBytes - 8)
        #expect(state.patched(["a": .string(most)]) != nil)
        #expect(state.patched(["a": .string(most + "x")]) == nil)
    }

    @Test("A value is the same text every time, and that text is the value")
    func text() throws {
        let value: JSONValue = [
            "b": [1, 1.5, -0.25, true, nil2], "a": .string("\u{0}\"\\\n\u{2028}\u{1F600}/"), "": [:],
        ]
        expectNoDifference(
            value.text,
            "{\"\":{},\"a\":\"\\u0000\\\"\\\\\\n\u{2028}\u{1F600}/\",\"b\":[1,1.5,-0.25,true,null]}")
        expectNoDifference(try JSONValue(json: Data(value.text.utf8)), value)
    }

    private let nil2 = JSONValue.null
}
