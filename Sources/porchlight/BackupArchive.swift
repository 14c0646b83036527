// A backup as one file: a tar archive that `tar` reads, too.

import Foundation
import Glibc
import Tickets

/// Writes and reads archives in the format ustar (POSIX.1-1988, "Extended tar format"). Lengths from
/// 8 GiB on are written in base 256, as GNU tar writes them.
enum BackupArchive {
    /// Whether a backup of this name is one file.
    static func isWanted(_ name: String) -> Bool { name.hasSuffix(".tar") }

    private static let block = 512

    /// Packs files of a folder.
    ///
    /// - Parameters:
    ///   - paths: below the folder, in the order in which they are to stand.
    ///   - target: the archive, which must not be there yet. It is on the disk when this returns.
    static func pack(_ paths: [String], of folder: String, into target: String) throws {
        let to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard to >= 0 else { throw FileCopy.unwritable(target) }
        defer { close(to) }
        for path in paths {
            let source = "\(folder)/\(path)"
            let from = open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
            guard from >= 0 else { throw FileCopy.unreadable(source) }
            defer { close(from) }
            var status = stat()
            guard fstat(from, &status) == 0 else { throw FileCopy.unreadable(source) }
            let length = Int(status.st_size)
            guard FileCopy.writeAll(try header(path, length), to) else { throw FileCopy.unwritable(target) }
            var left = length
            while left > 0, let piece = try FileCopy.piece(of: from, source, most: left) {
                left -= piece.count
                guard FileCopy.writeAll(piece, to) else { throw FileCopy.unwritable(target) }
            }
            guard left == 0, FileCopy.writeAll(zeros(padding(length)), to) else {
                throw FileCopy.unwritable(target)
            }
        }
        // Two empty blocks are the end.
        guard FileCopy.writeAll(zeros(2 * block), to), fsync(to) == 0 else {
            throw FileCopy.unwritable(target)
        }
    }

    /// Unpacks an archive. Only plain files are taken out of it, and none to outside of the folder.
    ///
    /// - Throws: `CleanFailure` for what is no archive, or one that was cut off.
    static func unpack(_ source: String, into folder: String) throws {
        let from = open(source, O_RDONLY | O_CLOEXEC)
        guard from >= 0 else { throw FileCopy.unreadable(source) }
        defer { close(from) }
        let broken = CleanFailure("\(source) is no backup, or not a whole one: take another one.")
        try FileCopy.makeFolder(folder)
        while true {
            let header = try exactly(block, of: from, source, broken)
            if header.allSatisfy({ $0 == 0 }) { return }
            guard let entry = Entry(header) else { throw broken }
            guard entry.isFile else {
                for _ in 0..<(entry.length + padding(entry.length)) / block {
                    _ = try exactly(block, of: from, source, broken)
                }
                continue
            }
            guard Restore.isInside(entry.path) else { throw broken }
            let target = "\(folder)/\(entry.path)"
            try FileCopy.makeFolder(URL(filePath: target).deletingLastPathComponent().path)
            let to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard to >= 0 else { throw FileCopy.unwritable(target) }
            defer { close(to) }
            var left = entry.length
            while left > 0 {
                guard let piece = try FileCopy.piece(of: from, source, most: left) else { throw broken }
                left -= piece.count
                guard FileCopy.writeAll(piece, to) else { throw FileCopy.unwritable(target) }
            }
            _ = try exactly(padding(entry.length), of: from, source, broken)
        }
    }

    private struct Entry {
        let path: String
        let length: Int
        let isFile: Bool

        init?(_ header: [UInt8]) {
            func text(_ range: Range<Int>) -> String {
                String(decoding: header[range].prefix { $0 != 0 }, as: UTF8.self)
            }
            func octal(_ range: Range<Int>) -> Int? {
                Int(text(range).filter { $0 != " " }, radix: 8)
            }
            let sum = header.enumerated().reduce(0) { sum, byte in
                sum + ((148..<156).contains(byte.offset) ? 32 : Int(byte.element))
            }
            guard octal(148..<156) == sum else { return nil }
            let prefix = text(345..<500)
            let name = (prefix.isEmpty ? "" : prefix + "/") + text(0..<100)
            path = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
            isFile = header[156] == UInt8(ascii: "0") || header[156] == 0
            if header[124] & 0x80 != 0 {
                let bytes = header[128..<136]
                guard bytes.first ?? 0 < 0x40 else { return nil }
                length = bytes.reduce(0) { $0 << 8 | Int($1) }
            } else {
                guard let number = octal(124..<136) else { return nil }
                length = number
            }
        }
    }

    private static func header(_ path: String, _ length: Int) throws -> [UInt8] {
        guard let (prefix, name) = split(path) else {
            throw CleanFailure("\(path) has a name that is too long for an archive: name a folder instead.")
        }
        var header = zeros(block)
        func put(_ text: String, at place: Int) {
            header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: digits - text.count) + text
        }
        put(name, at: 0)
        put(prefix, at: 345)
        put("0000600", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        if length < 1 << 33 {
            put(octal(length, 11), at: 124)
        } else {
            header[124] = 0x80
            for place in 0..<8 { header[135 - place] = UInt8(truncatingIfNeeded: length >> (8 * place)) }
        }
        put("00000000000", at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0", at: 148)
        return header
    }

    /// A path of more than 100 bytes is parted at a slash: up to 155 before it, up to 100 behind it.
    private static func split(_ path: String) -> (prefix: String, name: String)? {
        if path.utf8.count <= 100 { return ("", path) }
        let bytes = Array(path.utf8)
        let place = bytes.indices.first { bytes[$0] == UInt8(ascii: "/") && bytes.count - $0 - 1 <= 100 }
        guard let place, place <= 155 else { return nil }
        return (
            String(decoding: bytes[..<place], as: UTF8.self),
            String(decoding: bytes[(place + 1)...], as: UTF8.self)
        )
    }

    private static func padding(_ length: Int) -> Int { (block - length % block) % block }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private static func exactly(
        _ count: Int, of descriptor: Int32, _ source: String, _ broken: CleanFailure
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            guard let piece = try FileCopy.piece(of: descriptor, source, most: count - bytes.count) else {
                throw broken
            }
            bytes += piece
        }
        return bytes
    }
}
