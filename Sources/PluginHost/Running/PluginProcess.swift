// A plugin's life as a child process: spawn, speak, end. The shell around the connection.

internal import FoundationEssentials
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
    let tail: LogTail
    let mode: PluginMode

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
        let watch = WriteWatch()
        let failure: CallFailure
        do {
            let result = try await Subprocess.run(
                .path(FilePath(plugin.command[0])), arguments: Arguments(Array(plugin.command.dropFirst())),
                environment: .custom(Self.environment), workingDirectory: plugin.folder.map { FilePath($0) },
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
                            watch.begin()
                            let isWritten = (try? await child.standardInputWriter.write(line)) != nil
                            watch.end()
                            guard isWritten else { break }
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
                    group.addTask { await hangs(watch, connection) }
                    group.addTask { await overflows(child.processIdentifier.value, connection) }
                    for await isOver in group where isOver {
                        outgoing.finish()
                        await child.teardown(using: await connection.isShuttingDown ? leaving : ending)
                        group.cancelAll()
                    }
                }
            }
            failure = CallFailure("it is not running: \(Self.words(result.terminationStatus))")
        } catch {
            failure = Self.failure(toStart: plugin.command[0], error)
        }
        return await connection.end(failure)
    }

    /// What cannot be started now cannot be started in a second.
    private static func failure(toStart program: String, _ error: any Error) -> CallFailure {
        let manager = FileManager.default
        let number = (error as? SubprocessError)?.underlyingError?.rawValue
        let isThere = manager.fileExists(atPath: program)
        let isForbidden = isThere && !manager.isExecutableFile(atPath: program)
        return switch isForbidden ? EACCES : number {
        case ENOEXEC:
            CallFailure(
                "\(program) is built for another machine, or is no program: install one that is built for this",
                .badConfiguration)
        case ENOENT:
            CallFailure(
                "\(program) is not there: install it, or what its first line names", .badConfiguration)
        case EACCES:
            CallFailure("\(program) may not be run: give it the permission (chmod +x)", .badConfiguration)
        default: CallFailure("it could not be started: \(error)")
        }
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
        let params = InitializeParams(
            mode: mode, config: plugin.config, secrets: plugin.secrets,
            grants: plugin.grants.map(\.rawValue).sorted(), dataFolder: plugin.dataFolder)
        do {
            let line = try await connection.call(
                .initialize, String(decoding: try JSONEncoder().encode(params), as: UTF8.self),
                timeout: patience.answer)
            guard let response = try? JSONDecoder().decode(Response<InitializeResult>.self, from: Data(line))
            else {
                throw CallFailure("its answer to initialize is not what the protocol asks for")
            }
            if let error = response.error { throw error }
            guard let result = response.result else { throw CallFailure("its answer holds no result") }
            guard result.protocol == protocolVersion else {
                throw CallFailure(
                    "it speaks protocol \(result.protocol), not \(protocolVersion)", .badConfiguration)
            }
            await ready(connection, Set(result.hooks).intersection(plugin.manifest.hooks.keys))
            return true
        } catch let error as ResponseError {
            let kind: CallFailure.Kind =
                [.badConfig, .unsupportedProtocol].contains(error.knownCode)
                ? .badConfiguration : .unavailable
            await connection.end(CallFailure("it refused to start: \(error.message)", kind))
        } catch let failure as CallFailure where !Task.isCancelled {
            let kind = failure.kind == .tooLong ? .badConfiguration : failure.kind
            await connection.end(CallFailure("it did not start: \(failure)", kind))
        } catch  where !Task.isCancelled {
            await connection.end(CallFailure("it did not start: \(error)"))
        } catch {
            // The child ended meanwhile: how it ended says more.
        }
        return false
    }

    private func read(_ output: SubprocessOutputSequence, _ connection: PluginConnection) async {
        var framing = LineFraming()
        var strays = 0
        do {
            for try await buffer in output {
                for line in try framing.lines(appending: buffer.withUnsafeBytes({ Array($0) })) {
                    guard await connection.receive(line) == .stray else { continue }
                    strays += 1
                    // The first few, then each hundredth: a flood of it is told of, not copied.
                    guard strays <= 10 || strays.isMultiple(of: 100) else { continue }
                    logger.warning(
                        "it wrote what is no answer to its standard output",
                        metadata: ["bytes": "\(line.count)", "times": "\(strays)"])
                }
            }
        } catch {
            await connection.end(CallFailure("\(error)"))
        }
    }

    private func log(_ output: SubprocessOutputSequence) async {
        var framing = LogFraming()
        do {
            for try await buffer in output {
                for line in framing.lines(appending: buffer.withUnsafeBytes({ Array($0) })) {
                    let words = LogLine(line)
                    tail.add("\(words)")
                    logger.log(level: words.level, "\(words)")
                }
            }
            if framing.dropped > 0 {
                logger.warning("\(framing.dropped) bytes of its log were left out: lines of more than 16 KiB")
            }
        } catch {
            logger.warning("its log cannot be read on: \(error)")
        }
    }

    /// Waits until the plugin's input has taken nothing for too long. Returns whether that was so.
    private func hangs(_ watch: WriteWatch, _ connection: PluginConnection) async -> Bool {
        while (try? await Task.sleep(for: patience.hang / 4)) != nil {
            guard watch.isLonger(than: patience.hang) else { continue }
            await connection.end(CallFailure("it hangs: it has read nothing for \(patience.hang)"))
            return true
        }
        return false
    }

    /// Waits until the plugin and all that it started have too much memory, or are too many. Returns
    /// whether that was so.
    private func overflows(_ process: pid_t, _ connection: PluginConnection) async -> Bool {
        while (try? await Task.sleep(for: patience.look)) != nil {
            guard let use = SessionWatch.shared.use(of: process, noOlderThan: patience.look / 2) else {
                continue
            }
            if use.bytes > patience.memoryBytes,
                case let bytes = SessionWatch.shared.ownBytes(of: use), bytes > patience.memoryBytes
            {
                let words = "\(bytes >> 20) MiB of memory, more than \(patience.memoryBytes >> 20) MiB"
                await connection.end(CallFailure("it has \(words): see what it keeps, or split its work"))
                return true
            }
            if use.members.count > patience.processes {
                let words = "\(use.members.count) processes, more than \(patience.processes)"
                await connection.end(CallFailure("it has \(words): see what it starts and does not end"))
                return true
            }
        }
        return false
    }

    /// Nothing of the host's own; Python neither reads nor writes what it compiled beside the source,
    /// which the folder's digest leaves out.
    private static let environment: [Environment.Key: String] = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPYCACHEPREFIX": "/dev/null",
    ]

    private static func words(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "it ended with status \(code)"
        case .signaled(SIGTERM): "it closed its output or refused to start, and was ended"
        case .signaled(let signal): "it was ended by signal \(signal)"
        }
    }
}
