// Where a server listens, as options of the commands that start one.

import ArgumentParser
import HelpDesk
import WebServer

/// Where to listen, and for how long to.
struct ListeningOptions: ParsableArguments {
    @Option(help: "The address to listen on.")
    var address = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8080

    @Option(help: ArgumentHelp("Where customers reach the desk, if elsewhere.", valueName: "url"))
    var publicAddress: String?

    @Option(help: ArgumentHelp("How long a request may take to arrive.", valueName: "seconds"))
    var requestTimeout = 30

    @Option(
        help: ArgumentHelp(
            "A proxy whose X-Forwarded-For is believed; may be given again.", valueName: "address"))
    var trustedProxy: [String] = []

    func validate() throws {
        guard TrustedProxies(trustedProxy) != nil else {
            throw ValidationError(
                "--trusted-proxy is an address or a network, like 127.0.0.1 or 10.0.0.0/8.")
        }
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is a number from 0 to 65535; 0 takes any that is free.")
        }
        guard (1...600).contains(requestTimeout) else {
            throw ValidationError("--request-timeout is a number of seconds from 1 to 600.")
        }
        guard publicAddress.map({ PublicAddress($0) != nil }) != false else {
            throw ValidationError(
                "--public-address is scheme and host alone, like https://help.example.com.")
        }
    }
}
