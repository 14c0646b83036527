// What can wait gives way to a burst of questions.

import Testing

@testable import HelpDesk

@Suite("A burst of questions", .timeLimit(.minutes(5)))
struct IntakePressureTests {
    @Test("Lets what can wait wait, for a while only, and is over soon after its last question")
    func burst() async throws {
        let pressure = IntakePressure()
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        await pressure.giveWay(atMost: .seconds(60))
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...3 {
                group.addTask { await pressure.during { await Self.wait(gate, number) } }
            }
            try await Task.sleep(for: .milliseconds(30))
            #expect(!pressure.isHigh)
            group.addTask { await pressure.during { await Self.wait(gate, 4) } }
            while !pressure.isHigh { try await Task.sleep(for: .milliseconds(5)) }
            // It does not end, and still nothing waits forever.
            await pressure.giveWay(atMost: .milliseconds(30))
            #expect(pressure.isHigh)
            opening.finish()
            let results = try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            #expect(results == [1, 2, 3, 4])
        }
        await pressure.giveWay(atMost: .seconds(60))
        #expect(!pressure.isHigh)
    }

    @Test("Many requests one behind the other are a burst, too, and a few are none")
    func row() async throws {
        let pressure = IntakePressure()
        for _ in 1...8 { pressure.someoneWaits() }
        #expect(!pressure.isHigh)
        for _ in 1...8 { pressure.someoneWaits() }
        #expect(pressure.isHigh)
        await pressure.giveWay(atMost: .seconds(60))
        #expect(!pressure.isHigh)
    }

    private static func wait(_ gate: AsyncStream<Void>, _ number: Int) async -> Int {
        for await _ in gate {}
        return number
    }
}
