// Reading time zone files: RFC 8536, versions 1 to 4.

extension TimeZoneRules {
    /// Reads a compiled time zone file (TZif).
    ///
    /// - Parameters:
    ///   - name: the zone's name, for people and for errors.
    ///   - file: the bytes of the file, as they lie below `/usr/share/zoneinfo`.
    /// - Throws: ``TimeZoneError`` when the bytes are not what RFC 8536 describes.
    public init(name: String, file: [UInt8]) throws(TimeZoneError) {
        var reader = TimeZoneReader(name: name, bytes: file)
        var header = try reader.header()
        if header.version > 0 {
            // The first block is for programs that know 32 bits alone.
            try reader.skip(header.blockLength(timeLength: 4))
            header = try reader.header()
        }
        let block = try reader.block(header, timeLength: header.version > 0 ? 8 : 4)
        var transitions = block.transitions
        var offsets = block.offsets
        var isRepeating = false
        if header.version > 0, let rule = try reader.footer() {
            isRepeating = rule.daylight != nil
            rule.extend(&transitions, &offsets)
        }
        self.init(name: name, transitions: transitions, offsets: offsets, isRepeating: isRepeating)
    }
}

/// Walks through the bytes of a time zone file.
private struct TimeZoneReader {
    struct Header {
        let version: UInt8
        let universalFlags: Int
        let standardFlags: Int
        let leapSeconds: Int
        let times: Int
        let types: Int
        let characters: Int

        func blockLength(timeLength: Int) -> Int {
            times * (timeLength + 1) + types * 6 + characters + leapSeconds * (timeLength + 4)
                + standardFlags + universalFlags
        }
    }

    let name: String
    let bytes: [UInt8]
    var position = 0

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    mutating func header() throws(TimeZoneError) -> Header {
        guard bytes.dropFirst(position).starts(with: Array("TZif".utf8)) else { throw error(.notATimeZone) }
        position += 4
        let version = try number(1)
        try skip(15)
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(try number(4))) }
        // No count can be larger than the file: it would only be multiplied into an overflow.
        guard counts.allSatisfy({ (0...bytes.count).contains($0) }) else { throw error(.truncated) }
        guard counts[2] == 0 else { throw error(.leapSeconds) }
        return Header(
            version: UInt8(truncatingIfNeeded: version), universalFlags: counts[0],
            standardFlags: counts[1], leapSeconds: counts[2], times: counts[3], types: counts[4],
            characters: counts[5])
    }

    mutating func block(
        _ header: Header, timeLength: Int
    ) throws(TimeZoneError) -> (transitions: [Int64], offsets: [Int32]) {
        var transitions: [Int64] = []
        for _ in 0..<header.times { transitions.append(try number(timeLength)) }
        var places: [Int] = []
        for _ in 0..<header.times { places.append(Int(try number(1) & 0xFF)) }
        var types: [Int32] = []
        for _ in 0..<header.types {
            types.append(Int32(truncatingIfNeeded: try number(4)))
            try skip(2)
        }
        try skip(header.characters + header.standardFlags + header.universalFlags)
        guard let first = types.first, places.allSatisfy({ $0 < types.count }),
            zip(transitions, transitions.dropFirst()).allSatisfy({ $0 < $1 }),
            // RFC 8536, 3.2: more than 26 hours is nobody's clock.
            types.allSatisfy({ (-93_600...93_600).contains($0) })
        else { throw error(.damaged) }
        return (transitions, [first] + places.map { types[$0] })
    }

    /// The rule for all time after the last transition, between two line feeds.
    mutating func footer() throws(TimeZoneError) -> FutureClock? {
        guard try number(1) == 0x0A, let end = bytes[position...].firstIndex(of: 0x0A) else {
            throw error(.truncated)
        }
        let text = bytes[position..<end]
        guard !text.isEmpty else { return nil }
        guard let rule = FutureClock(text) else { throw error(.damaged) }
        return rule
    }

    mutating func skip(_ count: Int) throws(TimeZoneError) {
        guard count <= bytes.count - position else { throw error(.truncated) }
        position += count
    }

    /// A big-endian number; what is shorter than eight bytes keeps its sign.
    mutating func number(_ length: Int) throws(TimeZoneError) -> Int64 {
        guard length <= bytes.count - position else { throw error(.truncated) }
        var value: UInt64 = 0
        for byte in bytes[position..<position + length] { value = value << 8 | UInt64(byte) }
        position += length
        let unused = 64 - length * 8
        return Int64(bitPattern: value << unused) >> unused
    }

    func error(_ code: TimeZoneError.Code) -> TimeZoneError {
        TimeZoneError(code: code, zone: name)
    }
}
