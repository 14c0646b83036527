// The disk side of the knowledge base: a folder's Markdown and settings, read whole.

internal import FoundationEssentials

/// A content folder on disk.
public struct ContentFolder: Sendable {
    /// Where it lies.
    public let path: String

    /// A folder that need not exist yet.
    public init(path: String) {
        self.path = path
    }

    /// Reads every Markdown file, and `site.yaml` at the top. Folders and files whose names begin
    /// with `_` or `.` are not pages; symbolic links are not followed.
    ///
    /// - Throws: ``ContentErrors`` that name each file which cannot be read as UTF-8.
    public func read() throws(ContentErrors) -> [SourceFile] {
        var files: [SourceFile] = []
        var diagnostics: [Diagnostic] = []
        read(below: "", into: &files, &diagnostics)
        guard diagnostics.isEmpty else { throw ContentErrors(diagnostics: diagnostics) }
        return files
    }

    private func read(below folder: String, into files: inout [SourceFile], _ diagnostics: inout [Diagnostic])
    {
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: "\(path)/\(folder)") else {
            diagnostics.append(unreadable(folder.isEmpty ? path : folder, "the folder cannot be opened."))
            return
        }
        for name in names.sorted() where !name.hasPrefix("_") && !name.hasPrefix(".") {
            let relative = folder.isEmpty ? name : "\(folder)/\(name)"
            let attributes = try? manager.attributesOfItem(atPath: "\(path)/\(relative)")
            switch attributes?[.type] as? FileAttributeType {
            case .typeDirectory?: read(below: relative, into: &files, &diagnostics)
            case .typeRegular? where name.hasSuffix(".md") || relative == "site.yaml":
                if let bytes = manager.contents(atPath: "\(path)/\(relative)"),
                    let text = String(validating: bytes, as: UTF8.self)
                {
                    files.append(SourceFile(path: relative, text: text))
                } else {
                    diagnostics.append(unreadable(relative, "the file is not text in UTF-8."))
                }
            default: continue
            }
        }
    }

    private func unreadable(_ file: String, _ message: String) -> Diagnostic {
        Diagnostic(code: .unreadableFile, file: file, line: 1, column: 1, message: message)
    }
}
