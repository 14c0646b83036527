// A command that was not understood, found out after its arguments were read.

import ArgumentParser
import Foundation
import KnowledgeBase

/// What a person meant is not known, so nothing was done.
enum Misuse {
    /// Says what is wrong, and where to read on.
    ///
    /// - Returns: the exit code 64 (sysexits.h, `EX_USAGE`).
    static func explained(_ message: String, of command: String? = nil) -> ExitCode {
        let help = (["porchlight", command].compactMap(\.self) + ["--help"]).joined(separator: " ")
        FileHandle.standardError.write(Data("Error: \(message)\nSee `\(help)`.\n".utf8))
        return .validationFailure
    }

    /// What is wrong with a command's name; `nil` for one that there is, and for none.
    static func ofName(_ name: String?, among names: [String]) -> String? {
        guard let name, !name.hasPrefix("-"), !names.contains(name) else { return nil }
        let nearest = Spelling.nearest(to: name, in: names)
        return "there is no command “\(name)”" + (nearest.map { ": did you mean “\($0)”?" } ?? ".")
    }
}
