// When a plugin is started, asked and left alone.

import CustomDump
import Foundation
import Testing

@testable import PluginHost

@Suite("Supervision, breaker and mailbox")
struct SupervisionTests {
    private let noon = Date(timeIntervalSince1970: 1_800_000_000)
    private let probe = Duration.seconds(600)

    @Test("A plugin that keeps ending is started ever later, and is parked at the fifth end in three minutes")
    func parking() {
        var life = Supervision(probe: probe)
        expectNoDifference(life.begin(at: noon), .start)
        var now = noon
        let actions = (1...5).map { _ in
            life.started(at: now)
            now += 1
            return life.ended(at: now, isHopeless: false, jitter: 0)
        }
        expectNoDifference(
            actions,
            [
                .wait(.milliseconds(250)), .wait(.milliseconds(500)), .wait(.seconds(1)), .wait(.seconds(2)),
                .park(probe),
            ])
        // A probe after ten minutes that ends at once: the ends of before are past.
        now += 600
        life.started(at: now)
        expectNoDifference(life.ended(at: now + 1, isHopeless: false, jitter: 0), .wait(.seconds(4)))
    }

    @Test("The delays end at 30 s, vary by a fifth, and begin anew after a good minute")
    func delays() {
        var life = Supervision(memory: .init(restarts: 9), probe: probe)
        expectNoDifference(life.ended(at: noon, isHopeless: false, jitter: 0), .wait(.seconds(30)))
        expectNoDifference(life.ended(at: noon + 100, isHopeless: false, jitter: 1), .wait(.seconds(36)))
        expectNoDifference(life.ended(at: noon + 200, isHopeless: false, jitter: -1), .wait(.seconds(24)))
        life.started(at: noon + 400)
        expectNoDifference(
            life.ended(at: noon + 460, isHopeless: false, jitter: 0), .wait(.milliseconds(250)))
    }

    @Test("A configuration that is wrong parks at once, and counts as no end")
    func hopeless() {
        var life = Supervision(probe: probe)
        expectNoDifference(life.ended(at: noon, isHopeless: true, jitter: 0), .park(probe))
        expectNoDifference(life.memory, Supervision.Memory())
    }

    @Test("A host that is started again remembers, unless its clock says that it was long ago or is to come")
    func memory() throws {
        let ends = (1...5).map { noon.timeIntervalSince1970 - Double($0) }
        let kept = try JSONEncoder().encode(Supervision.Memory(ends: ends, restarts: 4))
        let memory = try JSONDecoder().decode(Supervision.Memory.self, from: kept)
        var soon = Supervision(memory: memory, probe: probe)
        expectNoDifference(soon.begin(at: noon), .park(probe))
        var later = Supervision(memory: memory, probe: probe)
        expectNoDifference(later.begin(at: noon + 180), .start)
        var earlier = Supervision(memory: memory, probe: probe)
        expectNoDifference(earlier.begin(at: noon - 3_600), .start)
    }

    @Test("Five failures in a row open the breaker, for twice as long after each probe that fails")
    func breaker() {
        var breaker = Breaker()
        for _ in 1...4 {
            expectNoDifference(breaker.admit(at: noon), .pass)
            expectNoDifference(breaker.record(isGood: false, at: noon), .nothing)
        }
        expectNoDifference(breaker.record(isGood: false, at: noon), .open(seconds: 5))
        expectNoDifference(breaker.admit(at: noon + 2), .refuse(seconds: 3))
        var now = noon
        var opened: [Double] = []
        for _ in 1...8 {
            now += 300
            expectNoDifference(breaker.admit(at: now), .probe)
            expectNoDifference(breaker.admit(at: now), .refuse(seconds: 1))
            if case .open(let seconds) = breaker.record(isGood: false, at: now) { opened.append(seconds) }
        }
        expectNoDifference(opened, [10, 20, 40, 80, 160, 300, 300, 300])
        expectNoDifference(breaker.admit(at: now + 300), .probe)
        expectNoDifference(breaker.record(isGood: true, at: now + 300), .close)
        expectNoDifference(breaker, Breaker())
    }

    @Test("Half of at least twenty calls within a minute open it, too, and what is older does not count")
    func half() {
        func opensAt(_ step: Double) -> Int? {
            var breaker = Breaker()
            return (0..<60).first { number in
                breaker.record(isGood: number.isMultiple(of: 2), at: noon + Double(number) * step) != .nothing
            }
        }
        expectNoDifference(opensAt(0.1), 19)
        // Twenty calls do not fit into a minute.
        expectNoDifference(opensAt(4), nil)
    }

    @Test("Five answers in a row that cannot be used open it, too, though each of them came in time")
    func unusable() {
        var breaker = Breaker()
        var actions: [Breaker.Action] = []
        for number in 1...5 {
            expectNoDifference(breaker.record(isGood: true, at: noon + Double(number)), .nothing)
            actions.append(breaker.recordUnusable(at: noon + Double(number)))
        }
        expectNoDifference(actions, [.nothing, .nothing, .nothing, .nothing, .open(seconds: 5)])
    }

    @Test("What another plugin of the same name did is forgiven it, but who stopped that one stopped it, too")
    func others() {
        var life = Supervision(
            memory: .init(ends: [noon.timeIntervalSince1970], restarts: 4, pausedBy: "grace"), probe: probe)
        life.forgive()
        expectNoDifference(life.memory, Supervision.Memory(ends: [], restarts: 0, pausedBy: "grace"))
    }

    @Test("A success between failures forgives them, a probe that came to nothing leaves the next one")
    func forgiving() {
        var breaker = Breaker()
        for number in 1...12 {
            expectNoDifference(
                breaker.record(isGood: number.isMultiple(of: 3), at: noon + Double(number) * 60), .nothing)
        }
        for _ in 1...5 { _ = breaker.record(isGood: false, at: noon + 5_000) }
        expectNoDifference(breaker.admit(at: noon + 5_005), .probe)
        breaker.giveBack(at: noon + 5_006)
        expectNoDifference(breaker.admit(at: noon + 5_006), .probe)
    }

    @Test("As many calls as a plugin takes are open, 256 more wait in order, and the rest is sent away")
    func mailbox() {
        var box = Mailbox<Int>(concurrency: 2)
        for _ in 1...2 {
            expectNoDifference(box.admission, .now)
            box.begin()
        }
        let numbers = (1...256).map { waiter in
            expectNoDifference(box.admission, .later)
            return box.wait(waiter)
        }
        expectNoDifference(box.admission, .full)
        expectNoDifference(box.leave(numbers[1]), 2)
        expectNoDifference(box.leave(numbers[1]), nil)
        expectNoDifference([box.end(), box.end()], [1, 3])
        expectNoDifference(box.sendAllAway().count, 253)
        expectNoDifference([box.end(), box.end()], [nil, nil])
        expectNoDifference(box.admission, .now)
    }
}
