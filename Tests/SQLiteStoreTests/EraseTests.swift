// What was erased is gone from the files, not only from the answers.

import Foundation
import SQLiteStore
import Testing
import TicketStore
import Tickets

@Suite("Erasing")
struct EraseTests {
    @Test("Leaves no word of a person in any of the database's files")
    func noWordIsLeft() async throws {
        try await withDatabase { path in
            let noon = Date(timeIntervalSince1970: 1_800_000_000)
            let store = try SQLiteStore(path: path)
            let long = String(repeating: "Xylophonist ", count: 2_000)
            for number in 1...30 {
                _ = try await store.submit(
                    Submission(
                        key: "\(number)",
                        requester: number == 7
                            ? Requester(name: "Quetzalcoatl", address: "zyzzyva@example.org")
                            : Requester(name: "Ada", address: "ada@example.org"),
                        subject: number == 7 ? "Wolframite" : "Lamp", body: number == 7 ? long : "Dark.",
                        queue: "triage"), now: noon)
            }
            _ = try await store.edit(TicketID(7), now: noon) {
                $0.mail(subject: "Re: Wolframite", text: long)
            }
            #expect(try words(beside: path).isEmpty == false)
            _ = try await store.erase([TicketID(7)], by: .agent(name: "grace"), now: noon)
            #expect(try words(beside: path) == [])
            try store.close()
        }
    }

    /// Which of the words stand in a file of the database.
    private func words(beside path: String) throws -> [String] {
        let words = ["xylophonist", "quetzalcoatl", "zyzzyva", "wolframite"]
        var found: [String] = []
        for name in ["", "-wal", "-shm"] {
            guard let bytes = FileManager.default.contents(atPath: path + name) else { continue }
            let text = String(decoding: bytes, as: UTF8.self).lowercased()
            found += words.filter(text.contains).map { "\($0) in \(name)" }
        }
        return found
    }
}
