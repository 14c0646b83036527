// The only place that lets cmark parse.

internal import CCmark

/// Parses CommonMark. The caller frees the tree.
func parseCommonMark(_ bytes: Bytes) -> OpaquePointer {
    let root = bytes.withMemoryRebound(to: CChar.self) {
        cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_SOURCEPOS)
    }
    guard let root else { preconditionFailure("cmark gives a document for every input") }
    return root
}
