// The only place that owns cmark's memory: parse, lend the tree, free it.

internal import CCmark

/// Parses CommonMark and lends its tree for the time of `body`.
func withParsedDocument<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (OpaquePointer) -> Result
) -> Result {
    let root = bytes.withMemoryRebound(to: CChar.self) {
        cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT)
    }
    guard let root else { preconditionFailure("cmark gives a document for every input") }
    defer { cmark_node_free(root) }
    return body(root)
}
