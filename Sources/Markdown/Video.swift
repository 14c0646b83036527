// Addresses that lead to a video.

/// A video that a paragraph consists of.
enum Video: Equatable {
    /// A file of the site.
    case file
    /// A page or file on another host, named for the reader.
    case elsewhere(host: String)

    private static let files: [String] = [".mp4", ".webm", ".ogv", ".m4v", ".mov"]
    private static let hosts: Set<String> = [
        "youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com",
        "player.vimeo.com",
    ]

    /// A look that costs little: whether the address could be one.
    static func isPossible(_ address: Bytes) -> Bool {
        for index in 0..<address.count {
            switch address[index] {
            case ASCII.period:
                if index + 3 < address.count {
                    switch (address[index + 1] | 0x20, address[index + 2] | 0x20) {
                    // .mp4, .m4v, .mov, .webm, .ogv
                    case (0x6D, 0x70), (0x6D, 0x34), (0x6D, 0x6F), (0x77, 0x65), (0x6F, 0x67): return true
                    default: break
                    }
                }
            case 0x79, 0x76, 0x59, 0x56, ASCII.openBrace:  // y, v
                if address.hasCaselessPrefix("youtu", at: index)
                    || address.hasCaselessPrefix("vimeo", at: index)
                    || address[index] == ASCII.openBrace
                {
                    return true
                }
            default: break
            }
        }
        return false
    }

    /// The video that an address leads to.
    init?(_ address: String) {
        let lowered = address.lowercased()
        let path = lowered.prefix { $0 != "?" && $0 != "#" }
        var host = ""
        if let slash = lowered.utf8.firstIndex(of: ASCII.slash), lowered[slash...].hasPrefix("//") {
            host = String(lowered[slash...].dropFirst(2).prefix { !"/?#:".contains($0) })
            if host.hasPrefix("www.") { host = String(host.dropFirst(4)) }
        }
        if Video.files.contains(where: { path.hasSuffix($0) }) {
            self = host.isEmpty ? .file : .elsewhere(host: host)
        } else if Video.hosts.contains(host) {
            self = .elsewhere(host: host)
        } else {
            return nil
        }
    }
}
