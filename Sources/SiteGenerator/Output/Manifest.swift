// What the last build wrote: the only files that a later one may ever delete.

/// The files of a built site, as they were written.
struct Manifest: Sendable, Equatable {
    /// One file.
    struct Entry: Sendable, Equatable {
        /// The digest of its bytes.
        let digest: ContentDigest
        /// The digest of all that it was made of; `nil` for files that are made anew each time.
        let fingerprint: ContentDigest?
        /// How it lay on the disk after it was written.
        let stamp: FileSystem.Stamp
    }

    private static let version = 1

    var entries: [String: Entry] = [:]

    init(entries: [String: Entry]) {
        self.entries = entries
    }

    /// Reads a manifest; an unreadable one counts as none, so nothing is ever deleted by mistake.
    init(_ bytes: [UInt8]?) {
        guard let bytes else { return }
        var reader = ByteReader(bytes)
        if let entries = try? Self.entries(&reader) { self.entries = entries }
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.version)
        writer.write(entries.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.digest)
            writer.write(entry.value.fingerprint) { $0.write($1) }
            writer.write(entry.value.stamp.size)
            writer.write(entry.value.stamp.modifiedNanoseconds)
        }
        return writer.bytes
    }

    private static func entries(_ reader: inout ByteReader) throws(ByteReader.Unreadable) -> [String: Entry] {
        guard try reader.integer() == version else { throw ByteReader.Unreadable() }
        let list = try reader.list { reader throws(ByteReader.Unreadable) in
            let path = try reader.text()
            let digest = try reader.digest()
            let fingerprint = try reader.optional { reader throws(ByteReader.Unreadable) in
                try reader.digest()
            }
            let stamp = FileSystem.Stamp(
                size: try reader.integer(), modifiedNanoseconds: try reader.integer())
            return (path, Entry(digest: digest, fingerprint: fingerprint, stamp: stamp))
        }
        return Dictionary(list, uniquingKeysWith: { _, last in last })
    }
}
