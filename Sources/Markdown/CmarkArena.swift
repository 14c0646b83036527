// Memory for cmark's trees: taken in large pieces, given back all at once.

internal import CCmark
internal import Glibc

/// A thread's memory for the trees of the document that it renders. A page's tree has thousands of
/// small nodes that live and die together; handing each to `malloc` and back took a tenth of a
/// build.
final class CmarkArena {
    /// Pieces beyond this are given back after a document, in bytes.
    private static let keptLength = 4 << 20
    private static let pieceLength = 1 << 20
    /// The length of a block stands before it, so that it can be moved to a longer one.
    private static let headLength = 16

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let result = pthread_key_create(&key) { $0.map { Unmanaged<CmarkArena>.fromOpaque($0).release() } }
        precondition(result == 0, "a program has room for one more thread-specific value")
        return key
    }()

    /// The arena of this thread.
    private static var current: CmarkArena {
        if let known = pthread_getspecific(key) {
            return Unmanaged<CmarkArena>.fromOpaque(known).takeUnretainedValue()
        }
        let arena = CmarkArena()
        pthread_setspecific(key, Unmanaged.passRetained(arena).toOpaque())
        return arena
    }

    /// What cmark calls for memory. The arena's own, so that no two threads share it; the functions
    /// find the arena of the thread that calls them.
    private let functions = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    private var pieces: [UnsafeMutableRawBufferPointer] = []
    private var piece = 0
    private var used = 0
    private var depth = 0

    private init() {
        functions.initialize(
            to: cmark_mem(
                calloc: { CmarkArena.current.zeros($0 * $1) },
                realloc: { CmarkArena.current.longer($0, $1) }, free: { _ in }))
    }

    deinit {
        functions.deallocate()
        for piece in pieces { piece.deallocate() }
    }

    /// Does some work with trees, none of which may be used afterwards.
    static func during<Result>(_ work: () -> Result) -> Result {
        let arena = current
        arena.depth += 1
        defer {
            arena.depth -= 1
            if arena.depth == 0 { arena.reset() }
        }
        return work()
    }

    /// Parses CommonMark. The tree lives until the work around it is done.
    static func parse(_ bytes: Bytes) -> OpaquePointer {
        let parser = cmark_parser_new_with_mem(CMARK_OPT_SOURCEPOS, current.functions)
        bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        guard let root = cmark_parser_finish(parser) else {
            preconditionFailure("cmark gives a document for every input")
        }
        cmark_parser_free(parser)
        return root
    }

    private func zeros(_ length: Int) -> UnsafeMutableRawPointer {
        memset(block(length), 0, length)
    }

    private func block(_ length: Int) -> UnsafeMutableRawPointer {
        let needed = (length + Self.headLength + 15) & ~15
        while piece < pieces.count, used + needed > pieces[piece].count {
            piece += 1
            used = 0
        }
        if piece == pieces.count {
            pieces.append(.allocate(byteCount: max(Self.pieceLength, needed), alignment: 16))
            used = 0
        }
        let start = pieces[piece].baseAddress.unsafelyUnwrapped + used
        used += needed
        start.storeBytes(of: length, as: Int.self)
        return start + Self.headLength
    }

    private func longer(_ old: UnsafeMutableRawPointer?, _ length: Int) -> UnsafeMutableRawPointer {
        let new = block(length)
        if let old {
            let oldLength = (old - Self.headLength).load(as: Int.self)
            memcpy(new, old, min(oldLength, length))
        }
        return new
    }

    private func reset() {
        piece = 0
        used = 0
        var kept = 0
        pieces.removeAll { piece in
            kept += piece.count
            if kept > Self.keptLength { piece.deallocate() }
            return kept > Self.keptLength
        }
    }
}
