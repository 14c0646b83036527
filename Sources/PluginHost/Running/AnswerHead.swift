// Which call a line answers, without reading all of it. Pure.

/// The head of an answer.
enum AnswerHead {
    /// The identifier of the call, where it can be seen at the beginning of the line: behind nothing but
    /// plain strings, as every JSON library writes it.
    ///
    /// - Returns: `nil` when the line has to be read as a whole, also when it is no JSON.
    static func id(of line: [UInt8]) -> String? {
        var place = 0
        func skipSpace() {
            while place < line.count, line[place] == 0x20 || line[place] == 0x09 { place += 1 }
        }
        func take(_ sign: Unicode.Scalar) -> Bool {
            skipSpace()
            guard place < line.count, line[place] == UInt8(ascii: sign) else { return false }
            place += 1
            return true
        }
        // Without escapes, which would have to be read first.
        func string() -> ArraySlice<UInt8>? {
            guard take("\"") else { return nil }
            let start = place
            while place < line.count, line[place] != UInt8(ascii: "\"") {
                guard line[place] != UInt8(ascii: "\\"), line[place] < 0x80, place - start < 64 else {
                    return nil
                }
                place += 1
            }
            guard place < line.count else { return nil }
            place += 1
            return line[start..<place - 1]
        }
        guard take("{") else { return nil }
        repeat {
            guard let key = string(), take(":"), let value = string() else { return nil }
            if key.elementsEqual("id".utf8) { return String(decoding: value, as: UTF8.self) }
        } while take(",")
        return nil
    }
}
