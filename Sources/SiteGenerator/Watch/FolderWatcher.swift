// Watching a folder and all folders in it, by inotify(7).

@preconcurrency internal import Dispatch
internal import Glibc
internal import Synchronization

/// Tells which files below a folder were written, moved or removed.
public final class FolderWatcher: Sendable {
    /// What happened since the last change was taken.
    public enum Change: Sendable, Equatable {
        /// Files that were written, moved or removed, by their paths below the folder.
        case files(Set<String>)
        /// More happened than could be followed: anything may have changed.
        case anything
    }

    /// The changes, one after another. It ends when the watcher is gone.
    public let changes: AsyncStream<Change>

    private static let events = UInt32(
        IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR
            | IN_DONT_FOLLOW)

    /// What has come so far.
    private struct Activity {
        var count = 0
        /// Files that are open, and when they were written to or cut off last.
        var open: [String: ContinuousClock.Instant] = [:]
    }

    /// Who writes nothing for so long is waited for no longer: a file may also be cut off without being
    /// opened, and is then never closed.
    private static let patience = Duration.seconds(10)

    private let root: String
    private let isMeant: @Sendable (String) -> Bool
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "porchlight.watch")
    private let activity = Mutex(Activity())
    private let source: any DispatchSourceRead
    private let continuation: AsyncStream<Change>.Continuation
    /// The watched folders' paths below the root, by the numbers that inotify gave them.
    private let folders = Mutex<[Int32: String]>([:])

    /// Begins to watch.
    ///
    /// - Parameter isMeant: whether a file matters, by its path below the folder; of others nothing is told.
    /// - Throws: ``BuildError/unwatchable(path:reason:)`` when the system gives no more watches.
    public init(
        _ folder: String, files isMeant: @escaping @Sendable (String) -> Bool = { _ in true }
    ) throws(BuildError) {
        root = folder
        self.isMeant = isMeant
        descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        guard descriptor >= 0 else { throw Self.failure(folder) }
        (changes, continuation) = AsyncStream.makeStream(of: Change.self)
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setCancelHandler { [descriptor] in close(descriptor) }
        var failure: BuildError?
        do { try watch("") } catch { failure = error }
        if let failure {
            source.activate()
            source.cancel()
            throw failure
        }
        source.setEventHandler { [weak self] in self?.take() }
        source.activate()
    }

    deinit {
        stop()
    }

    /// Who reads the files between two equal answers has read them whole: editors empty a file before they
    /// write it, and who reads in between reads nothing.
    ///
    /// - Returns: a number that every event changes; `nil` while somebody writes to one of the files.
    public func stillness() -> Int? {
        // What has happened already is noticed before the answer.
        queue.sync { if !source.isCancelled { take() } }
        return activity.withLock { activity in
            activity.open = activity.open.filter { $0.value.duration(to: .now) < Self.patience }
            return activity.open.isEmpty ? activity.count : nil
        }
    }

    /// Watches no longer; the changes end.
    public func stop() {
        source.cancel()
        continuation.finish()
    }

    /// Watches a folder and those in it.
    ///
    /// - Returns: the files that lie there by now; they may have come before the watch did.
    @discardableResult
    private func watch(_ folder: String) throws(BuildError) -> Set<String> {
        let path = folder.isEmpty ? root : "\(root)/\(folder)"
        let number = inotify_add_watch(descriptor, path, Self.events)
        guard number >= 0 else {
            // It may be gone again.
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw Self.failure(path)
        }
        folders.withLock { $0[number] = folder }
        var files: Set<String> = []
        for name in FileSystem.names(in: path) where !name.hasPrefix(".") {
            let inner = folder.isEmpty ? name : "\(folder)/\(name)"
            if FileSystem.isFolder("\(root)/\(inner)") {
                files.formUnion(try watch(inner))
            } else if isMeant(inner) {
                files.insert(inner)
            }
        }
        return files
    }

    /// Takes all events that have come.
    private func take() {
        var files: Set<String> = []
        var isComplete = true
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            buffer.withUnsafeBytes { bytes in
                for event in InotifyEvents(UnsafeRawBufferPointer(rebasing: bytes[..<count])) {
                    if !note(event, &files) { isComplete = false }
                }
            }
        }
        if !isComplete {
            continuation.yield(.anything)
        } else if !files.isEmpty {
            continuation.yield(.files(files))
        }
    }

    /// Notes an event.
    ///
    /// - Returns: whether it is known what it changed.
    private func note(_ event: InotifyEvents.Event, _ files: inout Set<String>) -> Bool {
        if event.has(IN_Q_OVERFLOW) {
            // Nobody knows any more which files were closed.
            activity.withLock { $0 = Activity(count: $0.count + 1) }
            return false
        }
        guard let folder = folders.withLock({ $0[event.watch] }) else { return true }
        if event.has(IN_IGNORED) {
            folders.withLock { _ = $0.removeValue(forKey: event.watch) }
            return true
        }
        guard !event.name.hasPrefix(".") else { return true }
        let path = folder.isEmpty ? event.name : "\(folder)/\(event.name)"
        guard event.has(IN_ISDIR) else {
            guard isMeant(path) else { return true }
            let isWritten = event.has(IN_MODIFY)
            activity.withLock { activity in
                activity.count += 1
                activity.open[path] = isWritten ? .now : nil
            }
            // A file that was made or is written is closed a moment later.
            if !isWritten, !event.has(IN_CREATE) { files.insert(path) }
            return true
        }
        activity.withLock { $0.count += 1 }
        // What lay in a folder that is gone is not listed by anybody.
        guard event.has(IN_CREATE) || event.has(IN_MOVED_TO) else {
            activity.withLock { $0.open = $0.open.filter { !$0.key.hasPrefix("\(path)/") } }
            return false
        }
        guard let found = try? watch(path) else { return false }
        files.formUnion(found)
        return true
    }

    private static func failure(_ path: String) -> BuildError {
        let reason =
            errno == ENOSPC
            ? "the system gives no more watches: raise fs.inotify.max_user_watches"
            : String(cString: strerror(errno)).lowercased()
        return .unwatchable(path: path, reason: reason)
    }
}
