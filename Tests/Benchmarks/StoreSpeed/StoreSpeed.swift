// How fast the store takes questions in, finds tickets and hands all of them out; prints JSON.
//
//     StoreSpeed FOLDER TICKETS

import Foundation
import Glibc
import SQLiteStore
import Synchronization
import TicketStore
import Tickets

@main
enum StoreSpeed {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let count = Int(arguments[2]), count > 25_000 else {
            print("StoreSpeed FOLDER TICKETS (more than 25,000)")
            exit(64)
        }
        let store = try SQLiteStore(path: "\(arguments[1])/desk.sqlite")
        var result: [String: Double] = [:]
        let sizes = [(clients: 1, count: 2_000, name: "1"), (clients: 64, count: 20_000, name: "64")]
        var first = 0
        for size in sizes {
            let run = try await submit(first..<first + size.count, clients: size.clients, to: store)
            first += size.count
            for (key, value) in run { result["submit_\(size.name)_\(key)"] = value }
        }
        _ = try await submit(first..<count, clients: 64, to: store)
        for (key, value) in try await search(store) { result["search_\(key)"] = value }
        for (key, value) in try await page(store) { result["page_\(key)"] = value }
        for (key, value) in try await export(store) { result["export_\(key)"] = value }
        try store.close()
        let json = try JSONSerialization.data(withJSONObject: result, options: [.sortedKeys])
        print(String(decoding: json, as: UTF8.self))
    }

    /// Clients that each wait for their ticket before they send the next.
    private static func submit(
        _ numbers: Range<Int>, clients: Int, to store: SQLiteStore
    ) async throws -> [String: Double] {
        let next = Counter(numbers.lowerBound)
        let processorBefore = processorSeconds()
        let start = ContinuousClock.now
        let latencies = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for _ in 0..<clients {
                group.addTask {
                    var latencies: [Duration] = []
                    while case let number = next.take(), number < numbers.upperBound {
                        let question = question(number)
                        let begin = ContinuousClock.now
                        _ = try await store.submit(question, now: Date())
                        latencies.append(ContinuousClock.now - begin)
                    }
                    return latencies
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let wall = (ContinuousClock.now - start).seconds
        return [
            "per_second": Double(numbers.count) / wall,
            "cpu_ms": (processorSeconds() - processorBefore) * 1000 / Double(numbers.count),
        ].merging(percentiles(latencies)) { $1 }
    }

    /// What agents type: common and rare words, two at once, a word that is not finished, an address.
    private static func search(_ store: SQLiteStore) async throws -> [String: Double] {
        var latencies: [Duration] = []
        for number in 0..<2_000 {
            let word = { (place: Int) in Words.word(Words.random(number, place)) }
            let text =
                switch number % 5 {
                case 0: word(1)
                case 1: "\(word(1)) \(word(2))"
                case 2: String(word(1).prefix(3))
                case 3: "\(word(1)) \(word(2)) \(word(3).prefix(2))"
                default: "customer\(Words.random(number, 4) % 20_000)@example.org"
                }
            let begin = ContinuousClock.now
            _ = try await store.search(TicketQuery(text), before: nil, limit: 50)
            latencies.append(ContinuousClock.now - begin)
        }
        return percentiles(latencies)
    }

    /// A page of the desk's list, and a ticket with its thread.
    private static func page(_ store: SQLiteStore) async throws -> [String: Double] {
        var lists: [Duration] = []
        var threads: [Duration] = []
        for number in 0..<500 {
            var begin = ContinuousClock.now
            _ = try await store.tickets(after: nil, limit: 50)
            lists.append(ContinuousClock.now - begin)
            begin = ContinuousClock.now
            _ = try await store.thread(TicketID(Int64(Words.random(number, 9) % 90_000 + 1)))
            threads.append(ContinuousClock.now - begin)
        }
        let list = percentiles(lists)
        let thread = percentiles(threads)
        return [
            "list_p99_ms": list["p99_ms"] ?? 0, "thread_p99_ms": thread["p99_ms"] ?? 0,
        ]
    }

    /// Peak memory while everything is handed out, beside what was used before.
    private static func export(_ store: SQLiteStore) async throws -> [String: Double] {
        // proc(5): 5 resets the peak to what is used now.
        try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
        let before = memory("VmRSS")
        let start = ContinuousClock.now
        let bytes = Counter(0)
        let encoder = JSONEncoder()
        try await store.export { record in
            if case .ticket(let ticket) = record {
                bytes.add(try encoder.encode(ticket).count)
            }
        }
        return [
            "seconds": (ContinuousClock.now - start).seconds, "rss_before_mb": before,
            "rss_peak_mb": memory("VmHWM"), "mb": Double(bytes.value) / 1e6,
        ]
    }

    private static func question(_ number: Int) -> Submission {
        let words = { (range: Range<Int>) in
            range.map { Words.word(Words.random(number, $0)) }.joined(separator: " ")
        }
        return Submission(
            key: "key-\(number)",
            requester: Requester(
                name: "Customer \(number % 20_000)", address: "customer\(number % 20_000)@example.org"),
            subject: words(0..<6), body: words(10..<70), queue: "triage")
    }

    private static func percentiles(_ latencies: [Duration]) -> [String: Double] {
        let sorted = latencies.map { $0.seconds * 1000 }.sorted()
        let at = { (share: Double) in sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] }
        return ["p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": at(1)]
    }

    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    private static func memory(_ field: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(field):") }
        return line?.split(separator: " ").compactMap { Double($0) }.first.map { $0 / 1024 } ?? 0
    }
}

/// A number that many count up.
final class Counter: Sendable {
    private let number: Atomic<Int>

    init(_ number: Int) { self.number = Atomic(number) }

    var value: Int { number.load(ordering: .relaxed) }
    func take() -> Int { number.add(1, ordering: .relaxed).oldValue }
    func add(_ count: Int) { number.add(count, ordering: .relaxed) }
}

/// A vocabulary as languages have one: few words are common, most are rare.
enum Words {
    /// A number that looks random, the same in every run (SplitMix64's mixing function).
    static func random(_ a: Int, _ b: Int) -> Int {
        var z = UInt64(truncatingIfNeeded: a &* 1_000 &+ b) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) >> 1)
    }

    /// Zipf's law: of 30,000 words the n-th is n times rarer than the first.
    static func word(_ random: Int) -> String {
        let share = Double(random % 1_000_000) / 1_000_000
        var number = Int(pow(30_000, share))
        var text = ""
        let syllables = ["ba", "ko", "li", "mu", "ne", "ra", "si", "tu", "ve", "zo"]
        repeat {
            text += syllables[number % 10]
            number /= 10
        } while number > 0
        return text
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
