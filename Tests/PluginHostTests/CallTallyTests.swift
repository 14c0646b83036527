// How long a plugin takes, and how often it fails.

import Foundation
import Testing

@testable import PluginHost

@Suite("A plugin's calls")
struct CallTallyTests {
    @Test("Are counted, and the last 512 of them say how long it takes")
    func counts() {
        var tally = CallTally()
        #expect(tally.percentile(0.5) == nil)
        for _ in 1...600 { tally.answered(after: .milliseconds(900)) }
        for number in 1...CallTally.mostKept { tally.answered(after: .milliseconds(number)) }
        #expect(tally.percentile(0.5) == 256)
        #expect(tally.percentile(0.99) == 507)
        #expect(tally.percentile(1) == 512)
        let noon = Date(timeIntervalSince1970: 1_800_000_000)
        tally.failed("it is late", at: noon)
        // An answer that came and was of no use was counted when it came.
        tally.failed("it is no JSON", at: noon + 1, isAnswered: true)
        #expect(tally.calls == 600 + CallTally.mostKept + 1)
        #expect(tally.failures == 2)
        #expect(tally.lastFailure == "it is no JSON")
        #expect(tally.lastFailureAt == noon + 1)
    }
}
