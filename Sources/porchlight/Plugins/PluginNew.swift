// porchlight plugin new: a plugin that works as it is.

import ArgumentParser
import Foundation
import PluginKit
import PythonSDK

struct PluginNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin a plugin in Python or sh.",
        discussion: "What is written works, and passes `porchlight plugin check` as it is.")

    enum Kind: String, ExpressibleByArgument, CaseIterable { case python, sh }

    @Argument(help: "The plugin's id: a-z, 0-9 and hyphens.")
    var id: String

    @Option(help: "python or sh.")
    var kind = Kind.python

    @OptionGroup var folder: PluginsOption

    func run() throws {
        guard PluginManifest.isIdentifier(id) else {
            throw ValidationError(
                "“\(id)” is no id: it is made of a-z, 0-9 and hyphens, and begins with a letter.")
        }
        guard !PluginShelf.linked.contains(id) else {
            throw CleanFailure("“\(id)” is linked into this program: choose another name.")
        }
        let place = "\(folder.plugins)/\(id)"
        try checkIsNew(place)
        do {
            try FileManager.default.createDirectory(
                atPath: "\(place)/examples", withIntermediateDirectories: true)
            try write("plugin.json", Array(manifest.utf8))
            try write("README.md", Array("# \(id)\n\nWhat it does, and for whom.\n".utf8))
            try write("examples/refund.jsonl", Array(example.utf8))
            switch kind {
            case .python:
                try write("main.py", Array(Self.python.utf8))
                try write(PythonSDK.fileName, PythonSDK.bytes)
            case .sh: try write("main.sh", Array(Self.shell.utf8))
            }
        } catch let error as CocoaError {
            throw CleanFailure("\(place) cannot be written: \(error.localizedDescription)")
        }
        print(
            """
            \(place) is there. Try it: porchlight plugin check \(place)
            Let it run: porchlight plugin allow \(id)
            """)
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: "\(folder.plugins)/\(id)/\(name)"))
    }

    private var manifest: String {
        let command = kind == .python ? #"["python3", "main.py"]"# : #"["sh", "main.sh"]"#
        return """
            {
              "$schema": "../_schema/plugin-1.json",
              "id": "\(id)",
              "version": "0.1.0",
              "protocol": 1,
              "title": "Sends refunds to Billing",
              "command": \(command),
              "hooks": { "ticket.route": { "timeout_ms": 500 } },
              "grants": ["ticket.body", "ticket.queue.write"],
              "deterministic": true
            }

            """
    }

    private static let python = """
        from porchlight_plugin import Plugin, propose

        plugin = Plugin()


        @plugin.on("ticket.route")
        def route(question):
            ticket = question["ticket"]
            words = f"{ticket.get('subject', '')} {ticket.get('body', '')}".lower()
            if "refund" in words and "billing" in question["choices"]["queues"]:
                return {"proposals": [propose("queue", "billing", 0.9, "the ticket says refund")]}
            return plugin.abstain("it says nothing of a refund")


        plugin.run()

        """

    // A line is taken apart by its signs: that is enough as long as the host writes it.
    private static let shell = #"""
        # One line in, one line out. The host writes each request on one line.
        while IFS= read -r line; do
            case "$line" in *'"id":"'*) id=${line#*'"id":"'}; id=${id%%'"'*} ;; *) id="" ;; esac
            answer() { printf '{"jsonrpc":"2.0","id":"%s",%s}\n' "$id" "$1"; }
            case "$line" in
            *'"method":"$/cancel"'*) ;;
            *'"method":"initialize"'*) answer '"result":{"protocol":1,"hooks":["ticket.route"]}' ;;
            *'"method":"ticket.route"'*)
                # Of the whole line only what the customer wrote: a text ends at a quotation mark with no
                # backslash before it.
                text=$(printf '%s\n' "$line" | LC_ALL=C grep -oE '"(subject|body)":"([^"\\]|\\.)*"')
                queues=$(printf '%s\n' "$line" | LC_ALL=C grep -oE '"queues":\[[^]]*\]')
                case $text in *[Rr]efund*) ;; *) queues="" ;; esac
                case $queues in
                *'"billing"'*) answer '"result":{"proposals":[{"field":"queue","value":"billing","strength":"should","confidence":0.9,"reason":"the ticket says refund"}]}' ;;
                *) answer '"result":{"abstain":true,"reason":"it says nothing of a refund"}' ;;
                esac ;;
            *'"method":"ping"'*) answer '"result":{}' ;;
            *'"method":"shutdown"'*) answer '"result":{}'; exit 0 ;;
            *'"method":"'*) answer '"error":{"code":-32601,"message":"there is no such method"}' ;;
            *) answer '"error":{"code":-32700,"message":"the line is not a request"}' ;;
            esac
        done

        """#

    /// The calls are named as the desk names them: after the plugin.
    private var example: String {
        func question(_ number: Int, _ subject: String, _ body: String) -> String {
            #"{"jsonrpc":"2.0","id":"\#(number)","method":"ticket.route","params":{"call":"\#(id):ticket.route:T-\#(number):1","#
                + #""at":"2026-11-21T18:44:00Z","ticket":{"id":"T-\#(number)","subject":"\#(subject)","body":"\#(body)"},"#
                + #""choices":{"queues":["billing"]}}}"#
        }
        return #"""
            {"jsonrpc":"2.0","id":"1","method":"initialize","params":{"protocols":[1],"mode":"test"}}
            \#(question(2, "Lamp", "It is dark."))
            {"jsonrpc":"2.0","id":"2","result":{"abstain":true,"reason":"it says nothing of a refund"}}
            \#(question(3, "Lamp", #"It says \"on\". Please refund me."#))
            {"jsonrpc":"2.0","id":"3","result":{"proposals":[{"field":"queue","value":"billing","strength":"should","confidence":0.9,"reason":"the ticket says refund"}]}}
            {"jsonrpc":"2.0","id":"4","method":"shutdown","params":{}}
            {"jsonrpc":"2.0","id":"4","result":{}}

            """#
    }
}
