// The models of a desk: the one in use, and the next one while it is trained.

internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// Finds, trains and changes the models that lie beside the closed tickets.
///
/// A model's file is called after the tickets that it was trained on, so a file that is there is the
/// right one or is not looked at, and after an erasure there is no name under which an old one could
/// be found again.
final class DeskModels {
    /// How models come to be.
    enum Training {
        /// Beside the answers, into files: while the next model is trained, the last one answers.
        case beside
        /// At once and without files: for the past, where the model of each moment is asked for.
        case atOnce
    }

    private let folder: String
    private let training: Training
    private var name = ""
    private var model: RouterModel?
    private let progress = Progress()

    init(folder: String, training: Training) {
        self.folder = folder
        self.training = training
        if training == .beside { FreedMemory.keepOneReserve() }
    }

    /// The model for some closed tickets, or the last one while that is trained; `nil` when there is
    /// none yet.
    func model(for examples: ArraySlice<LearningPlan.Entry>) -> RouterModel? {
        guard !examples.isEmpty else { return nil }
        let wanted = LearningPlan.name(examples)
        guard wanted != name else { return model }
        switch training {
        case .atOnce:
            let bytes = TrainingJob.train(examples, in: folder)
            model = bytes.flatMap { try? RouterModel(bytes: $0) }
            name = wanted
        case .beside:
            guard progress.name != wanted else { return model }
            if let found = try? RouterModel(path: path(wanted)) {
                model = found
                name = wanted
                removeOthers()
                FreedMemory.giveBack()
            } else {
                start(wanted, examples)
            }
        }
        return model
    }

    private func path(_ name: String) -> String { "\(folder)/model-\(name).plr" }

    /// Trains a model in a thread of its own, one at a time.
    private func start(_ wanted: String, _ examples: ArraySlice<LearningPlan.Entry>) {
        guard progress.begin(wanted) else { return }
        let job = TrainingJob(
            folder: folder, target: path(wanted), examples: Array(examples), progress: progress)
        Task.detached(priority: .background) { job.run() }
    }

    private func removeOthers() {
        let keep = "model-\(name).plr"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for file in files where file.hasPrefix("model-") && file != keep { unlink("\(folder)/\(file)") }
    }
}

/// One training beside the answers.
private struct TrainingJob: Sendable {
    let folder: String
    let target: String
    let examples: [LearningPlan.Entry]
    let progress: Progress

    func run() {
        work()
        FreedMemory.giveBack()
        progress.end()
    }

    private func work() {
        guard let bytes = Self.train(examples[...], in: folder) else { return }
        do {
            try ModelFile.write(bytes, to: target)
        } catch {
            PluginLog.say("\(error)")
        }
    }

    /// The bytes of a model; `nil` when the tickets cannot be read.
    static func train(_ examples: ArraySlice<LearningPlan.Entry>, in folder: String) -> [UInt8]? {
        let tickets = ExampleStore.tickets(examples, in: folder)
        return try? RouterTraining(tickets.map { LabelledText(text: $0.text, label: $0.queue) }).model()
    }
}

/// Which model is being trained, and which could not be written.
private final class Progress: Sendable {
    private struct State {
        var running: String?
        var last: String?
    }

    private let state = Mutex(State())

    var name: String? { state.withLock { $0.running } }

    /// Notes a training; `false` while there is one, and for one that was tried last and came to no
    /// file: it would not come to one now.
    func begin(_ name: String) -> Bool {
        state.withLock { state in
            guard state.running == nil, state.last != name else { return false }
            state = State(running: name, last: name)
            return true
        }
    }

    func end() { state.withLock { $0.running = nil } }
}

/// The plugin's log: the host keeps what a plugin writes to its error output.
private enum PluginLog {
    static func say(_ text: String) {
        let line = Array("\(text)\n".utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
