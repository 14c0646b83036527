// Where a server listens, as options of the commands that start one.

import ArgumentParser

/// Where to listen, and for how long to.
struct ListeningOptions: ParsableArguments {
    @Option(help: "The address to listen on (default: 127.0.0.1).")
    var address: String?

    @Option(help: "The port to listen on (default: 8080).")
    var port: String?

    @Option(help: ArgumentHelp("Where customers reach the desk, if elsewhere.", valueName: "url"))
    var publicAddress: String?

    @Option(help: ArgumentHelp("How long a request may take to arrive (default: 30).", valueName: "seconds"))
    var requestTimeout: String?

    @Option(
        help: ArgumentHelp(
            "A proxy whose X-Forwarded-For is believed; may be given again.", valueName: "address"))
    var trustedProxy: [String] = []

    @Option(
        help: ArgumentHelp(
            "Who may read /metrics, beside this machine; may be given again.", valueName: "address"))
    var metricsFrom: [String] = []

    // No setting: it is for one start, and one that stayed would replace a lost key without a word.
    @Flag(help: "Go on with another link.key where the right one is lost: the links in all mails die.")
    var newLinkKey = false

    /// What was said on the command line.
    var flags: [SettingName: [String]] {
        let own: [SettingName: String?] = [
            .address: address, .port: port, .publicAddress: publicAddress, .requestTimeout: requestTimeout,
        ]
        var flags = own.compactMapValues { $0.map { [$0] } }
        if !trustedProxy.isEmpty { flags[.trustedProxy] = trustedProxy }
        if !metricsFrom.isEmpty { flags[.metricsFrom] = metricsFrom }
        return flags
    }

    func validate() throws {
        try Self.check(flags)
    }

    /// Refuses values that are none.
    static func check(_ flags: [SettingName: [String]]) throws {
        for name in SettingName.allCases {
            for value in flags[name] ?? [] {
                if let complaint = name.complaint(about: value) {
                    throw ValidationError("\(name.flag) \(complaint)")
                }
            }
        }
    }
}
