// How long a request may take.

import NIOCore
import Testing

@testable import WebServer

@Suite("The deadline of a request")
struct ArrivalDeadlineTests {
    private let begin = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func seconds(_ deadline: ArrivalDeadline) -> Double {
        Double((deadline.moment - begin).nanoseconds) / 1_000_000_000
    }

    /// The deadline after so many bytes each second, or of when it was over.
    private func deadline(length: Int64, bytesPerSecond: Int, for count: Int64) -> Double {
        var deadline = ArrivalDeadline(.seconds(30), uploadBytes: length, now: begin)
        for second in 1...count {
            let now = begin + .seconds(second)
            guard now < deadline.moment else { break }
            deadline.take(bytes: bytesPerSecond, now: now)
        }
        return seconds(deadline)
    }

    @Test("Does not move for a request without files, however much comes")
    func short() {
        #expect(deadline(length: 0, bytesPerSecond: 1_000_000, for: 60) == 30)
    }

    @Test("Hardly moves for a form of which hardly anything comes")
    func dripping() {
        #expect(deadline(length: 40_000_000, bytesPerSecond: 1, for: 3_600) < 31)
        // A quarter of the least rate lasts for a third longer.
        let quarter = deadline(length: 40_000_000, bytesPerSecond: 4 * 1024, for: 3_600)
        #expect((38...41).contains(quarter), "\(quarter)")
    }

    @Test("Moves along with a form that comes fast enough, and is never far ahead of it")
    func steady() {
        #expect(deadline(length: 40_000_000, bytesPerSecond: 16 * 1024, for: 100) == 130)
        #expect(deadline(length: 40_000_000, bytesPerSecond: 10_000_000, for: 3) == 33)
    }

    @Test("Is never behind the time that a slow connection needs for the form, or half an hour")
    func last() {
        #expect(deadline(length: 160 * 1024, bytesPerSecond: 100_000, for: 3_600) == 40)
        #expect(deadline(length: .max, bytesPerSecond: 100_000, for: 7_200) == 1_830)
        #expect(deadline(length: -5, bytesPerSecond: 100_000, for: 60) == 30)
    }
}
