// Numbers for words: the same bytes get the same number.

/// Words in the order in which they were first seen, found by their bytes.
struct FormTable {
    /// All words, one after the other.
    private(set) var bytes: [UInt8] = []
    /// Where each word begins, and at the end where the last one ends.
    private(set) var starts: [Int32] = [0]
    private var hashes: [UInt32] = []
    private var slots: [Int32]
    private var mask: Int

    init(capacity: Int = 256) {
        var size = 256
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        mask = size - 1
    }

    var count: Int { hashes.count }

    /// The bytes of a word.
    func form(_ number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number])..<Int(starts[number + 1])] }

    func length(_ number: Int) -> Int { Int(starts[number + 1] - starts[number]) }

    /// The number of a word; a new one gets the next.
    mutating func number(of form: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = Self.hash(form)
        var slot = Int(hash) & mask
        while true {
            let known = Int(slots[slot])
            if known < 0 { break }
            if hashes[known] == hash, equals(known, form) { return known }
            slot = (slot + 1) & mask
        }
        let number = hashes.count
        hashes.append(hash)
        bytes.append(contentsOf: form)
        starts.append(Int32(truncatingIfNeeded: bytes.count))
        slots[slot] = Int32(truncatingIfNeeded: number)
        if hashes.count * 2 > slots.count { grow() }
        return number
    }

    /// The number of a word that is there.
    func find(_ form: UnsafeBufferPointer<UInt8>) -> Int? {
        let hash = Self.hash(form)
        var slot = Int(hash) & mask
        while slots[slot] >= 0 {
            let known = Int(slots[slot])
            if hashes[known] == hash, equals(known, form) { return known }
            slot = (slot + 1) & mask
        }
        return nil
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
        hashes.removeAll(keepingCapacity: true)
        for slot in slots.indices { slots[slot] = -1 }
    }

    private func equals(_ number: Int, _ form: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[number])
        guard Int(starts[number + 1]) - start == form.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            for index in 0..<form.count where bytes[start + index] != form[index] { return false }
            return true
        }
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        mask = slots.count - 1
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: number)
        }
    }

    /// FNV-1a, mixed once more because its low bits differ little for short words.
    private static func hash(_ form: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in form { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return hash ^ (hash >> 15)
    }
}
