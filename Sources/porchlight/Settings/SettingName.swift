// What can be set of the server, and what is a right value for it.

import HelpDesk
import WebServer

/// A setting of `porchlight serve`, by its name in porchlight.yaml.
enum SettingName: String, CaseIterable {
    case content, output, site, plugins
    case dataFolder = "data_folder"
    case address, port
    case publicAddress = "public_address"
    case requestTimeout = "request_timeout"
    case trustedProxy = "trusted_proxy"
    case metricsFrom = "metrics_from"
    case questionsPerAddress = "questions_per_address"
    case questionsPerNetwork = "questions_per_network"
    case questionsPerMailAddress = "questions_per_mail_address"
    case postsPerNetwork = "posts_per_network"
    case votesPerAddress = "votes_per_address"
    case leastFormSeconds = "least_form_seconds"
    case logFormat = "log_format"

    /// The option of the command.
    var flag: String {
        self == .dataFolder ? "--data" : "--" + rawValue.replacing("_", with: "-")
    }

    /// The variable of the environment.
    var variable: String { "PORCHLIGHT_" + rawValue.uppercased() }

    /// Whether several values can be given; in a variable they are parted by commas.
    var isList: Bool { self == .trustedProxy || self == .metricsFrom }

    /// What counts when nobody says anything; empty for nothing.
    var usual: [String] {
        let limits = PostingLimits()
        return switch self {
        case .content: ["content"]
        case .output: ["public"]
        case .plugins: ["plugins"]
        case .dataFolder: [".porchlight"]
        case .address: ["127.0.0.1"]
        case .port: ["8080"]
        case .requestTimeout: ["30"]
        case .site, .publicAddress, .trustedProxy, .metricsFrom: []
        case .questionsPerAddress: ["\(limits.perAddress)"]
        case .questionsPerNetwork: ["\(limits.perNetwork)"]
        case .questionsPerMailAddress: ["\(limits.perRecipient)"]
        case .postsPerNetwork: ["\(limits.postsPerNetwork)"]
        case .votesPerAddress: ["\(limits.votesPerAddress)"]
        case .leastFormSeconds: ["\(Int(limits.leastSeconds))"]
        case .logFormat: ["text"]
        }
    }

    /// What a value has to be; `nil` for one that is right.
    func complaint(about text: String) -> String? {
        switch self {
        case .content, .output, .site, .plugins, .dataFolder, .address:
            text.isEmpty ? "is not empty." : nil
        case .port:
            Self.isNumber(text, 0...65_535) ? nil : "is a number from 0 to 65535; 0 takes any that is free."
        case .requestTimeout:
            Self.isNumber(text, 1...600) ? nil : "is a number of seconds from 1 to 600."
        case .publicAddress:
            PublicAddress(text) == nil
                ? "is scheme and host alone, like https://help.example.com." : nil
        case .trustedProxy, .metricsFrom:
            TrustedProxies([text]) == nil ? "is an address or a network, like 127.0.0.1 or 10.0.0.0/8." : nil
        case .questionsPerAddress, .questionsPerNetwork, .questionsPerMailAddress, .postsPerNetwork,
            .votesPerAddress:
            Self.isNumber(text, 1...1_000_000) ? nil : "is a number from 1 to 1000000."
        case .leastFormSeconds:
            Self.isNumber(text, 0...60) ? nil : "is a number of seconds from 0 to 60."
        case .logFormat: ["text", "json"].contains(text) ? nil : "is text or json."
        }
    }

    private static func isNumber(_ text: String, _ range: ClosedRange<Int>) -> Bool {
        Int(text).map(range.contains) == true
    }
}
