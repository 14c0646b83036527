// Errors as they may stand in a log.

internal import Logging
internal import TicketStore

/// What a log may say of an error: its type, and its code where it is one of the store's. An
/// error's own description may hold customers' words, and control characters that fool a terminal.
public func logWords(_ error: any Error) -> String {
    if let error = error as? StoreError { return "the store: \(error)" }
    return "\(type(of: error))"
}

extension Logger {
    /// Logs what went wrong, unless it was only cut short because the program is asked to stop.
    func failure(_ what: @autoclosure () -> String, _ error: any Error) {
        if error is CancellationError { return }
        self.error("\(what()): \(logWords(error))")
    }
}
