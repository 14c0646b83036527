// Keeping a site built while it is being written, and telling terminal and browsers about it.

import Foundation
import KnowledgeBase
import ServiceLifecycle
import SiteGenerator
import WebServer

/// Builds the site at every change until the program is asked to stop.
struct SiteUpkeep: Service {
    let site: LiveSite
    let watcher: FolderWatcher
    let content: String
    let preview: SitePreview
    let internalSite: InternalSite

    func run() async throws {
        let terminal = UpkeepTerminal(content: content)
        await withGracefulShutdownHandler {
            await site.keepBuilt(watcher.changes) { update in
                await internalSite.forget()
                switch update {
                case .pages(let addresses): preview.wrote(pages: addresses)
                case .site(let report, let look): preview.built(report, look: look)
                case .failure(let error): preview.failed(error)
                }
                await terminal.show(update)
            }
        } onGracefulShutdown: {
            watcher.stop()
        }
    }
}

/// Says at the terminal what became of each change.
private actor UpkeepTerminal {
    private let content: String
    private var lastFindings = ""

    init(content: String) {
        self.content = content
    }

    func show(_ update: LiveSite.Update) {
        switch update {
        case .pages(let addresses):
            write(addresses.map { "\($0) written.\n" }.joined())
        case .site(let report, _):
            let findings = DiagnosticFormat.text.text(of: report.diagnostics, in: content)
            if findings != lastFindings { write(findings) }
            lastFindings = findings
            let milliseconds = Int(report.milliseconds.values.reduce(0, +).rounded())
            write(
                "Built in \(milliseconds) ms: \(report.written) files written, \(report.removed) removed. "
                    + DiagnosticFormat.counts(of: report.diagnostics, silenced: report.silenced) + "\n")
        case .failure(let error):
            lastFindings = ""
            write("\(error.explained(in: content))\n")
        }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
