// How far a build is: a bar on a terminal, now and then a line in a pipe.

import Foundation
import SiteGenerator

/// Shows how far a build is, on standard error.
struct ProgressDisplay {
    private static let barWidth = 24
    /// A build that is done sooner shows nothing.
    private static let patience = Duration.milliseconds(400)

    let isTerminal: Bool

    /// Shows it until the task is cancelled, then clears the bar away.
    func follow(_ progress: BuildProgress) async {
        let pause: Duration = isTerminal ? .milliseconds(80) : .seconds(2)
        try? await Task.sleep(for: isTerminal ? Self.patience : pause)
        var isShown = false
        while !Task.isCancelled {
            write(isTerminal ? "\r\(Self.bar(progress.now))\u{1B}[K" : Self.line(progress.now))
            isShown = true
            try? await Task.sleep(for: pause)
        }
        if isTerminal, isShown { write("\r\u{1B}[K") }
    }

    /// `render  ████████████░░░░░░░░░░░░  7,420 of 14,840`
    static func bar(_ now: BuildProgress.Snapshot) -> String {
        let stage = now.stage.rawValue.padding(toLength: 7, withPad: " ", startingAt: 0)
        guard now.total > 0 else { return stage }
        let full = barWidth * now.done / now.total
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: barWidth - full)
        return "\(stage) \(bar) \(grouped(now.done)) of \(grouped(now.total))"
    }

    /// `render: 7,420 of 14,840 articles`
    static func line(_ now: BuildProgress.Snapshot) -> String {
        guard now.total > 0 else { return "\(now.stage.rawValue) …\n" }
        return "\(now.stage.rawValue): \(grouped(now.done)) of \(grouped(now.total)) articles\n"
    }

    /// A number with its thousands apart: `14,840`.
    private static func grouped(_ number: Int) -> String {
        var digits = Array(String(number))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return String(digits)
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
