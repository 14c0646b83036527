// What is kept of a closed ticket.

/// A ticket that was closed: what was written, and the queue in which people left it.
struct ClosedTicket: Codable, Equatable {
    /// `T-1042`.
    let ticket: String
    /// When it was closed (RFC 3339, UTC).
    let at: String
    /// The subject and the first message.
    let text: String
    /// The queue it was in.
    let queue: String

    /// Whether there is anything to learn from. An erased ticket is closed, too, and has no words.
    var hasWords: Bool { text.contains { !$0.isWhitespace } }

    /// 64 bits that stand for all of it.
    var fingerprint: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in [ticket, at, queue, text] {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}
