// One text while it is rendered: the page itself, or a snippet in it.

internal import CCmark

/// A text with its tree, and the places in it. Frames live until the page is finished, for
/// footnotes are rendered last.
final class SourceFrame {
    let prepared: PreparedSource
    /// The snippet's name; `nil` for the page itself.
    let snippet: String?
    /// The frames around this one count for the depth of snippets and for cycles.
    let parent: SourceFrame?
    let root: OpaquePointer
    let traits: SyntaxTraits
    /// The item in the tree and the number that each footnote of ``prepared`` has, once known.
    var footnoteItems: [OpaquePointer?]
    var footnoteNumbers: [Int]
    private let owned: UnsafeMutableBufferPointer<UInt8>?
    private var lineStarts: [Int] = []
    private var found = (line: -1, offset: 0)
    /// Bytes of a line that are searched for a place.
    private static let window = 2048

    init(
        _ prepared: PreparedSource, root: OpaquePointer, traits: SyntaxTraits, snippet: String?,
        parent: SourceFrame?, owned: UnsafeMutableBufferPointer<UInt8>?
    ) {
        self.prepared = prepared
        self.root = root
        self.traits = traits
        self.snippet = snippet
        self.parent = parent
        self.owned = owned
        footnoteItems = Array(repeating: nil, count: prepared.footnotes.count)
        footnoteNumbers = Array(repeating: 0, count: prepared.footnotes.count)
    }

    deinit {
        owned?.deallocate()
    }

    /// How many snippets this frame is inside of.
    var depth: Int { parent.map { $0.depth + 1 } ?? 0 }

    /// Whether a snippet is being read here or around here.
    func includes(_ name: String) -> Bool {
        snippet == name || parent?.includes(name) == true
    }

    /// Where `needle` stands from a line of the tree on: line and column, both from 0. Looks no
    /// further than the paragraph; finds equal needles one after the other.
    func place(of needle: Bytes, from node: OpaquePointer) -> (line: Int, column: Int) {
        let first = prepared.sourceLine(Int(cmark_node_get_start_line(node)))
        let fallback = (line: first, column: max(0, Int(cmark_node_get_start_column(node)) - 1))
        guard !needle.isEmpty, first >= 0 else { return fallback }
        if lineStarts.isEmpty { findLines() }
        for line in first..<min(first + 12, lineStarts.count - 1) {
            let start = lineStarts[line]
            let end = lineStarts[line + 1]
            if line > first, prepared.source.slice(start, min(end, start + 64)).allSatisfy(\.isSpace) {
                break
            }
            var from = found.line == line ? max(found.offset, start) : start
            // cmark's column helps where a line is so long that looking through it would take time.
            if line == first, start + fallback.column > from + SourceFrame.window {
                from = start + fallback.column - 64
            }
            if let offset = search(needle, from, min(end, from + SourceFrame.window + needle.count)) {
                found = (line, offset + needle.count)
                return (line, offset - start)
            }
        }
        return fallback
    }

    private func search(_ needle: Bytes, _ start: Int, _ end: Int) -> Int? {
        let source = prepared.source
        let first = needle[0]
        var index = start
        while index + needle.count <= end {
            if source[index] == first {
                var step = 1
                while step < needle.count, source[index + step] == needle[step] { step += 1 }
                if step == needle.count { return index }
            }
            index += 1
        }
        return nil
    }

    private func findLines() {
        let source = prepared.source
        lineStarts.reserveCapacity(source.count / 32 + 2)
        lineStarts.append(0)
        guard let base = source.baseAddress else { return lineStarts.append(0) }
        let raw = UnsafeRawPointer(base)
        let feeds = SIMD16<UInt8>(repeating: ASCII.lineFeed)
        let returns = SIMD16<UInt8>(repeating: ASCII.carriageReturn)
        var index = 0
        while index < source.count {
            if index + 16 <= source.count {
                let block = raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
                if !any((block .== feeds) .| (block .== returns)) {
                    index += 16
                    continue
                }
            }
            let end = min(index + 16, source.count)
            while index < end {
                if base[index] == ASCII.lineFeed
                    || base[index] == ASCII.carriageReturn
                        && !(index + 1 < source.count && base[index + 1] == ASCII.lineFeed)
                {
                    lineStarts.append(index + 1)
                }
                index += 1
            }
        }
        lineStarts.append(source.count)
    }
}
