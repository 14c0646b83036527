// States of plugins between answers that are committed together.

import CustomDump
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import PluginHost

@Suite("States of plugins within a commit", .timeLimit(.minutes(5)))
struct StateChainTests {
    /// Who is in, and how many there were at most.
    private actor Turns {
        private var open = 0
        private(set) var highest = 0
        private(set) var all: Set<Int> = []

        func enter(_ number: Int) {
            open += 1
            highest = max(highest, open)
            all.insert(number)
        }

        func leave() { open -= 1 }
    }

    private func change(_ rev: Int, _ document: String) -> PluginWork.StateChange {
        PluginWork.StateChange(rev: rev, document: document)
    }

    @Test("Each question holds the state that the answer before it left, and what is kept is read once")
    func order() async throws {
        let chain = StateChain()
        let reads = Mutex(0)
        func state(_ plugin: String) async throws -> String {
            let record = try await chain.record(plugin) { name in
                reads.withLock { $0 += 1 }
                return PluginRecord(stateRevision: 3, state: "\"\(name)\"")
            }
            return "\(record.stateRevision) \(record.state)"
        }
        var states = [try await state("a"), try await state("b")]
        #expect(chain.take(change(3, "1"), of: "a"))
        states += [try await state("a"), try await state("b")]
        #expect(!chain.take(change(3, "2"), of: "a"), "another answer came first")
        #expect(chain.take(change(4, "2"), of: "a"))
        #expect(!chain.take(change(0, "2"), of: "nobody"))
        states.append(try await state("a"))
        expectNoDifference(states, [#"3 "a""#, #"3 "b""#, "4 1", #"3 "b""#, "5 2"])
        #expect(reads.withLock(\.self) == 2)
    }

    @Test(
        "A plugin has as many open questions as it may, one at least; the rest waits",
        arguments: [0, 1, 3])
    func turns(most: Int) async {
        let chain = StateChain()
        let turns = Turns()
        await withTaskGroup { group in
            for number in 0..<12 {
                group.addTask {
                    await chain.begin("p", most: most)
                    await turns.enter(number)
                    try? await Task.sleep(for: .milliseconds(5))
                    await turns.leave()
                    chain.end("p")
                }
            }
        }
        let (highest, all) = await (turns.highest, turns.all)
        #expect(highest == max(1, most))
        #expect(all == Set(0..<12))
        // Another plugin waits for nobody, and a question that ended leaves its place.
        await chain.begin("other", most: 1)
        await chain.begin("p", most: most)
    }
}
