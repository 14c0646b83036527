// What the log says of failures, and what it does not.

import CustomDump
import Foundation
import Logging
import Synchronization
import Testing
import TicketStore

@testable import HelpDesk

@Suite("The log of failures")
struct FailureLogTests {
    /// Keeps what is logged.
    private final class Lines: LogHandler, Sendable {
        private let kept = Mutex<[String]>([])
        var all: [String] { kept.withLock(\.self) }
        var metadata: Logger.Metadata {
            get { [:] }
            set {}
        }
        var logLevel: Logger.Level {
            get { .trace }
            set {}
        }
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }
        func log(event: LogEvent) { kept.withLock { $0.append("\(event.level) \(event.message)") } }
    }

    @Test("Names what failed and why without anybody's words, and nothing that was cut short by the end")
    func failures() {
        let lines = Lines()
        let logger = Logger(label: "test") { _ in lines }
        logger.failure("mails could not be read", CancellationError())
        logger.failure("mails could not be read", StoreError(.full, number: 13))
        logger.failure("a mail was not written", CocoaError(.fileWriteNoPermission))
        expectNoDifference(
            lines.all,
            [
                "error mails could not be read: the store: the disk is full: make room. [full, 13]",
                "error a mail was not written: CocoaError",
            ])
    }
}
