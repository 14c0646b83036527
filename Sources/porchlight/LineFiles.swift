// Files of JSON lines, written and read with little memory.

import Foundation
import Glibc
import Synchronization
import TicketStore

/// How exports write values: times are whole milliseconds since 1970.
enum LineCoding {
    static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Int64((date.timeIntervalSince1970 * 1000).rounded()))
        }
        return encoder
    }()

    static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .millisecondsSince1970
        return decoder
    }()
}

/// Writes a value a line.
final class LineWriter: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var count = 0
        var digest = FileDigest()
    }

    private let path: String
    private let descriptor: Int32
    private let state = Mutex(State())

    /// Makes the file.
    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw CleanFailure("\(path) cannot be written.") }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func write(_ value: some Encodable) throws {
        let line = try LineCoding.encoder.encode(value)
        try state.withLock { state in
            state.buffer += line
            state.buffer.append(0x0A)
            state.count += 1
            if state.buffer.count > 1 << 18 { try flush(&state) }
        }
    }

    /// Waits for the disk.
    ///
    /// - Returns: what was written.
    func finish() throws -> ExportSummary.Part {
        try state.withLock { state in
            try flush(&state)
            guard fsync(descriptor) == 0 else { throw CleanFailure("\(path) cannot be written.") }
            return ExportSummary.Part(lines: state.count, state.digest.file)
        }
    }

    private func flush(_ state: inout State) throws {
        let buffer = state.buffer
        var done = 0
        while done < buffer.count {
            let count = buffer[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw CleanFailure("\(path) cannot be written: \(String(cString: strerror(errno))).")
            }
            done += count
        }
        state.digest.take(buffer)
        state.buffer.removeAll(keepingCapacity: true)
    }
}

/// Reads a file piece by piece.
final class FileReader: Sendable {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        if descriptor < 0 { throw CleanFailure("\(path) cannot be read.") }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The next piece; `nil` at the end.
    func next() throws -> [UInt8]? {
        let limit = 256 * 1024
        let bytes = try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let length = read(descriptor, buffer.baseAddress, limit)
            guard length >= 0 else { throw CleanFailure("\(path) cannot be read.") }
            count = length
        }
        return bytes.isEmpty ? nil : bytes
    }
}

/// Reads a file line by line.
final class LineReader {
    /// The longest line: a ticket of some thousand long messages.
    private static let longestBytes = 256 << 20

    private let file: FileReader
    private let path: String
    private var rest: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// What was read so far: at the end, of the whole file.
    private(set) var digest = FileDigest()

    init(_ path: String) throws {
        self.path = path
        file = try FileReader(path)
    }

    /// The next line without its end; `nil` when there is none.
    func next() throws -> Data? {
        var searched = position
        while true {
            if let end = rest[searched...].firstIndex(of: 0x0A) {
                defer { position = end + 1 }
                return Data(rest[position..<end])
            }
            guard !isAtEnd else {
                guard position == rest.count else {
                    throw CleanFailure("\(path) ends in the middle of a line: export once more.")
                }
                return nil
            }
            rest.removeFirst(position)
            position = 0
            searched = rest.count
            guard rest.count < Self.longestBytes else { throw CleanFailure("\(path) has too long a line.") }
            if let piece = try file.next() {
                digest.take(piece)
                rest += piece
            } else {
                isAtEnd = true
            }
        }
    }
}
