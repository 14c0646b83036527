// Where a term stands, decoded.

/// The answers that hold a term.
struct PostingList: Sendable {
    private(set) var units: [Int] = []
    private(set) var impacts: [UInt8] = []
    /// The section of the answer in which it stands most often.
    private(set) var sections: [UInt8] = []
    /// By the second term: the answers where it follows in a title or heading.
    private(set) var pairs: [Int: [Int]] = [:]

    init(_ reader: inout PackedReader, count: Int) throws(PackedReader.Unreadable) {
        guard count <= reader.remaining else { throw PackedReader.Unreadable() }
        units = try Self.ascending(&reader, count: count)
        impacts.reserveCapacity(count)
        sections.reserveCapacity(count)
        for _ in 0..<count {
            let code = UInt8(try reader.byte())
            impacts.append(code >> 3)
            sections.append(code & 7)
        }
        for index in 0..<count where Int(sections[index]) == IndexFormat.sectionFollows {
            sections[index] = UInt8(try reader.byte())
        }
    }

    /// A list of a file of postings, with its pairs.
    init(list reader: inout PackedReader) throws(PackedReader.Unreadable) {
        let count = try reader.count()
        try self.init(&reader, count: count)
        var second = 0
        for _ in 0..<(try reader.count()) {
            second += try reader.number()
            let count = try reader.count()
            pairs[second] = try Self.ascending(&reader, count: count)
        }
    }

    private static func ascending(
        _ reader: inout PackedReader, count: Int
    ) throws(PackedReader.Unreadable) -> [Int] {
        var numbers: [Int] = []
        numbers.reserveCapacity(count)
        var last = -1
        for _ in 0..<count {
            last += try reader.number() + 1
            guard last < 1 << 31 else { throw PackedReader.Unreadable() }
            numbers.append(last)
        }
        return numbers
    }

    /// The place of an answer in the list.
    func find(_ unit: Int) -> Int? {
        var low = 0
        var high = units.count
        while low < high {
            let middle = (low + high) / 2
            if units[middle] < unit { low = middle + 1 } else { high = middle }
        }
        return low < units.count && units[low] == unit ? low : nil
    }
}
