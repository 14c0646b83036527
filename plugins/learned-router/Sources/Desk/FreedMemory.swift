// Memory that a training has freed.

internal import Glibc

/// What the C library keeps in reserve of the memory that was freed.
///
/// A plugin that waits is to be small again after a training, and of its own accord the library keeps
/// a hundred megabytes of many small pieces. glibc's functions for this (malloc.h, which Swift's module
/// of glibc leaves out) are looked up by their names; where there are none, nothing happens.
enum FreedMemory {
    /// One reserve for all threads: only the first one's is ever given back to its very end.
    static func keepOneReserve() {
        typealias Option = @convention(c) (Int32, Int32) -> Int32
        let arenas: Int32 = -8
        guard let symbol = dlsym(nil, "mallopt") else { return }
        _ = unsafeBitCast(symbol, to: Option.self)(arenas, 1)
    }

    /// Gives the reserve back to the machine.
    static func giveBack() {
        typealias Trim = @convention(c) (Int) -> Int32
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: Trim.self)(0)
    }
}
