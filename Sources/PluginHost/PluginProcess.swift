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

    /// Starts the child and serves it until it ends or the task is cancelled.
    ///
    /// - Parameter ready: is handed the connection once `initialize` was answered.
    /// - Returns: how it ended, in words.
    func run(_ ready: @escaping @Sendable (PluginConnection) async -> Void) async -> CallFailure {
        let (lines, outgoing) = AsyncStream.makeStream(of: [UInt8].self)
        let connection = PluginConnection { outgoing.yield($0) }
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
                    for await isOver in group where isOver {
                        outgoing.finish()
                        await child.teardown(using: ending)
                        group.cancelAll()
                    }
                }
            }
            failure = CallFailure("it is not running: \(Self.words(result.terminationStatus))")
        } catch is CancellationError {
            failure = CallFailure("it is not running: the desk is stopping")
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
        [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(3))]
    }

    /// The first call. Returns whether the plugin is ready to be asked.
    private func introduce(
        _ connection: PluginConnection, _ ready: @Sendable (PluginConnection) async -> Void
    ) async -> Bool {
        let params = InitializeParams(protocols: [protocolVersion], mode: "live", config: plugin.config)
        do {
            let result = try await connection.call(
                .initialize, params, timeout: .seconds(5), answers: InitializeResult.self)
            guard result.protocol == protocolVersion else {
                throw CallFailure("it speaks protocol \(result.protocol)")
            }
            await ready(connection)
            return true
        } catch let error as ResponseError {
            await connection.end(CallFailure("it refused to start: \(error.message)"))
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
                    logger.info("\(String(decoding: line, as: UTF8.self))")
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
