// How the memory of a program that runs for weeks is kept together.

import CMalloc
import Foundation

/// glibc's allocator (mallopt(3)).
enum Allocator {
    /// No more arenas than cores. By itself glibc makes up to eight for each core; what the many threads of a
    /// server free stays in the arena that it came from, and the others ask the system for more.
    static func keepTogether() {
        mallopt(M_ARENA_MAX, Int32(clamping: max(1, ProcessInfo.processInfo.activeProcessorCount)))
    }
}
