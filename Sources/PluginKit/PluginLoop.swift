// The loop around a plugin: a line in, a line out, until stdin ends or the host says shutdown.

internal import FoundationEssentials
internal import Glibc
internal import PluginProtocol

/// Answers the host's requests, one after the other.
public struct PluginLoop<Implementation: Plugin> {
    private var plugin: Implementation?
    private let decoder = JSONDecoder()
    private let encoder = JSONEncoder()

    /// A plugin that has not been initialized.
    public init(_: Implementation.Type) {
        encoder.outputFormatting = [.withoutEscapingSlashes]
    }

    /// Serves standard input and output until the input ends.
    public static func run(_ type: Implementation.Type) {
        var loop = PluginLoop(type)
        var framing = LineFraming()
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            guard count > 0, let lines = try? framing.lines(appending: buffer[..<count]) else { return }
            for line in lines {
                guard let answer = loop.answer(line) else { continue }
                guard send(answer.line) else { return }
                if answer.isLast { return }
            }
        }
    }

    /// The response to a line of input; `nil` for a notification.
    public mutating func answer(_ line: [UInt8]) -> (line: [UInt8], isLast: Bool)? {
        let data = Data(line)
        guard let head = try? decoder.decode(RequestHead.self, from: data) else {
            let error = ResponseError(code: -32700, message: "the line is not a JSON-RPC request")
            return (encode(Response<Nothing>(id: "", error: error)), false)
        }
        guard let id = head.id else { return nil }
        do {
            switch Method(rawValue: head.method) {
            case .initialize: return (encode(Response(id: id, result: try initialize(data))), false)
            case .shutdown: return (encode(Response(id: id, result: Nothing())), true)
            case .route: return (encode(Response(id: id, result: try ready().route(question(data)))), false)
            case .reply: return (encode(Response(id: id, result: try ready().reply(question(data)))), false)
            case nil: throw ResponseError.unknownMethod(head.method)
            }
        } catch let error as ResponseError {
            return (encode(Response<Nothing>(id: id, error: error)), false)
        } catch let error as PluginConfigurationError {
            return (encode(Response<Nothing>(id: id, error: .badConfig(error.description))), false)
        } catch {
            let invalid = ResponseError(
                code: -32602, message: "the parameters are not those of \(head.method)")
            return (encode(Response<Nothing>(id: id, error: invalid)), false)
        }
    }

    private mutating func initialize(_ data: Data) throws -> InitializeResult {
        let params = try decoder.decode(Request<InitializeParams>.self, from: data).params
        guard params.protocols.contains(protocolVersion) else {
            throw ResponseError(code: -32004, message: "only protocol \(protocolVersion) is supported")
        }
        plugin = try Implementation(config: params.config)
        return InitializeResult(protocol: protocolVersion, hooks: Implementation.hooks.map(\.rawValue))
    }

    private func ready() throws -> Implementation {
        guard let plugin else { throw ResponseError.failed("initialize comes first") }
        return plugin
    }

    private func question(_ data: Data) throws -> DecisionParams {
        try decoder.decode(Request<DecisionParams>.self, from: data).params
    }

    private func encode(_ response: some Encodable) -> [UInt8] {
        guard let data = try? encoder.encode(response) else { return Array("{}".utf8) }
        return Array(data)
    }

    private static func send(_ line: [UInt8]) -> Bool {
        var rest = (line + [UInt8(ascii: "\n")])[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
