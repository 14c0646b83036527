// The events of inotify(7), as they lie in a buffer one after another.

internal import Glibc

/// The events in a buffer that was read from an inotify descriptor.
struct InotifyEvents: Sequence, IteratorProtocol {
    /// One event.
    struct Event {
        /// The number of the watched folder.
        let watch: Int32
        let mask: UInt32
        /// The name in that folder; empty when the event is about the folder itself.
        let name: String

        func has(_ bit: some BinaryInteger) -> Bool { mask & UInt32(truncatingIfNeeded: bit) != 0 }
    }

    private var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes
    }

    mutating func next() -> Event? {
        let headLength = MemoryLayout<inotify_event>.size
        guard rest.count >= headLength else { return nil }
        let head = rest.loadUnaligned(as: inotify_event.self)
        let end = headLength + Int(head.len)
        guard rest.count >= end else { return nil }
        let name = rest[headLength..<end].prefix { $0 != 0 }
        rest = UnsafeRawBufferPointer(rebasing: rest[end...])
        return Event(watch: head.wd, mask: head.mask, name: String(decoding: name, as: UTF8.self))
    }
}
