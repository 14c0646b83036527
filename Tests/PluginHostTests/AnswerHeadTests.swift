// Which call a line answers.

import CustomDump
import Testing

@testable import PluginHost

@Suite("The head of an answer")
struct AnswerHeadTests {
    @Test("The identifier is seen behind plain strings, however they are spaced")
    func seen() {
        let lines = [
            #"{"jsonrpc":"2.0","id":"12","result":{}}"#,
            #"{"jsonrpc": "2.0", "id": "7", "result": {"id": "8"}}"#,
            #"{"id":"1"}"#, " {\t\"id\" : \"9\" , \"x\":1}", #"{"id":""}"#,
        ]
        expectNoDifference(lines.map { AnswerHead.id(of: Array($0.utf8)) }, ["12", "7", "1", "9", ""])
    }

    @Test("What has to be read as a whole, or is no answer at all, is left to who reads JSON")
    func unseen() {
        let lines = [
            #"{"result":{},"id":"12"}"#, #"{"id":12}"#, #"{"i\u0064":"1"}"#, #"{"id":"1\n"}"#, #"{"id":"é"}"#,
            "{", "",
            #"{"id":"1"#, "hello", #"[{"id":"1"}]"#, #"{"id""#, #"{"a":"b"}"#,
            #"{"id":"\#(String(repeating: "1", count: 65))"}"#,
        ]
        expectNoDifference(
            lines.map { AnswerHead.id(of: Array($0.utf8)) }, Array(repeating: nil, count: lines.count))
    }
}
