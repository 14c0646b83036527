// A plugin's life as a child process: spawn, speak, end. The shell around the connection.

internal import Glibc
internal import Logging
internal import PluginProtocol
internal import Subprocess
internal import SystemPackage

/// Runs a plugin once, from its start to its end.
struct PluginProcess: Sendable {
    let plugin: InstalledPlugin
    let logger: Logger
    let patience: PluginPatience

    /// Is handed the connection once `initialize` was answered, and the hooks that the answer names.
    typealias Ready = @Sendable (PluginConnection, _ hooks: Set<String>) async -> Void

    /// Lines that may wait for a plugin to read them (protocol, "Failure and pressure").
    private static let longestQueue = 256

    /// Starts the child and serves it until it ends; when the task is cancelled, it is asked to end.
    ///
    /// - Returns: how it ended, in words.
    func run(_ ready: @escaping Ready) async -> CallFailure {
        let (stops, stop) = AsyncStream.makeStream(of: Never.self)
        // A task of its own: in a cancelled one, a signal would end the child before it can be asked.
        let life = Task { await live(until: stops, ready) }
        return await withTaskCancellationHandler {
            await life.value
        } onCancel: {
            stop.finish()
        }
    }

    private func live(until stops: AsyncStream<Never>, _ ready: @escaping Ready) async -> CallFailure {
        let (lines, outgoing) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingOldest(Self.longestQueue))
        let connection = PluginConnection { line in
            if case .dropped = outgoing.yield(line) { false } else { true }
        }
        let failure: CallFailure
        do {
            let result = try await Subprocess.run(
                .path(FilePath(plugin.command[0])), arguments: Arguments(Array(plugin.command.dropFirst())),
                environment: .custom(["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"]),
                platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
            ) { child in
                await withTaskGroup(of: Bool.self) { group in
                    group.addTask {
                        await read(child.standardOutput, connection)
                        return true
                    }
                    group.addTask { await !introduce(connection, ready) }
                    group.addTask {
                        await log(child.standardError)
                        return false
                    }
                    group.addTask {
                        for await line in lines {
                            guard (try? await child.standardInputWriter.write(line)) != nil else { break }
                        }
                        try? await child.standardInputWriter.finish()
                        return false
                    }
                    group.addTask {
                        for await _ in stops {}
                        guard !Task.isCancelled else { return false }
                        await connection.shutDown(timeout: patience.answer)
                        return true
                    }
                    for await isOver in group where isOver {
                        outgoing.finish()
                        await child.teardown(using: await connection.isShuttingDown ? leaving : ending)
                        group.cancelAll()
                    }
                }
            }
            failure = CallFailure("it is not running: \(Self.words(result.terminationStatus))")
        } catch {
            failure = CallFailure("it could not be started: \(error)")
        }
        return await connection.end(failure)
    }

    private var options: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = ending
        return options
    }

    /// How a child is ended that does not end by itself; the kill that follows is Subprocess's.
    private var ending: [TeardownStep] {
        [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: patience.terminate)]
    }

    /// The same for a child that was asked to end: signal 0 does nothing but wait.
    private var leaving: [TeardownStep] {
        [.send(signal: Signal(rawValue: 0), allowedDurationToNextStep: patience.exit)] + ending
    }

    /// The first call. Returns whether the plugin is ready to be asked.
    private func introduce(_ connection: PluginConnection, _ ready: Ready) async -> Bool {
        let params = InitializeParams(protocols: [protocolVersion], mode: .live, config: plugin.config)
        do {
            let result = try await connection.call(
                .initialize, params, timeout: patience.answer, answers: InitializeResult.self)
            guard result.protocol == protocolVersion else {
                throw CallFailure("it speaks protocol \(result.protocol)")
            }
            await ready(connection, Set(result.hooks))
            return true
        } catch let error as ResponseError {
            let kind: CallFailure.Kind =
                error.knownCode == .badConfig ? .badConfiguration : .unavailable
            await connection.end(CallFailure("it refused to start: \(error.message)", kind))
        } catch  where !Task.isCancelled {
            await connection.end(CallFailure("it did not start: \(error)"))
        } catch {
            // The child ended meanwhile: how it ended says more.
        }
        return false
    }

    private func read(_ output: SubprocessOutputSequence, _ connection: PluginConnection) async {
        var framing = LineFraming()
        do {
            for try await buffer in output {
                let bytes = buffer.withUnsafeBytes { Array($0) }
                for line in try framing.lines(appending: bytes) where await !connection.receive(line) {
                    logger.warning("stray output", metadata: ["bytes": "\(line.count)"])
                }
            }
        } catch {
            await connection.end(CallFailure("\(error)"))
        }
    }

    private func log(_ output: SubprocessOutputSequence) async {
        var framing = LineFraming()
        do {
            for try await buffer in output {
                for line in try framing.lines(appending: buffer.withUnsafeBytes { Array($0) }) {
                    logger.info("\(LogLine(line))")
                }
            }
        } catch {
            logger.warning("its log cannot be read on: \(error)")
        }
    }

    private static func words(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "it ended with status \(code)"
        case .signaled(SIGTERM): "it closed its output or refused to start, and was ended"
        case .signaled(let signal): "it was ended by signal \(signal)"
        }
    }
}
