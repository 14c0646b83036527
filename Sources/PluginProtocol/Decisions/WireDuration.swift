// A length of time as it is written on the wire.

/// An ISO 8601 duration in weeks, days, hours, minutes and seconds: `P1DT2H`, `PT90S`. Months and
/// years have no fixed length and are not taken.
public struct WireDuration: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Its length, from 0 to ``ProtocolLimits/scheduleSeconds``.
    public let seconds: Int

    /// A length; what is longer than the limit is the limit.
    public init(seconds: Int) {
        self.seconds = min(ProtocolLimits.scheduleSeconds, max(0, seconds))
    }

    /// Reads a duration; `nil` when it is none or too long.
    public init?(_ text: String) {
        var rest = text[...]
        guard rest.popFirst() == "P", !rest.isEmpty else { return nil }
        var units: [(Character, Int)] = [("W", 604_800), ("D", 86_400)]
        var total = 0
        var digits = ""
        for character in rest {
            if character == "T" {
                guard digits.isEmpty, units.first?.0 != "H" else { return nil }
                units = [("H", 3_600), ("M", 60), ("S", 1)]
            } else if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                guard let place = units.firstIndex(where: { $0.0 == character }), digits.count <= 9,
                    let number = Int(digits)
                else { return nil }
                total += number * units[place].1
                units.removeFirst(place + 1)
                digits = ""
            }
        }
        guard digits.isEmpty, text.last?.isNumber == false, text.last != "T",
            total <= ProtocolLimits.scheduleSeconds
        else { return nil }
        seconds = total
    }

    /// `PT90S`.
    public var description: String { "PT\(seconds)S" }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let duration = WireDuration(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is no duration like P1D or PT2H")
        }
        self = duration
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
