// A form with its files, as it came in.

internal import HelpDesk
internal import Hummingbird
internal import KnowledgeBase
internal import SiteGenerator
internal import Tickets

/// What a form brought.
struct PostedForm: Sendable {
    /// What is wrong with the files.
    enum FileMistake: Sendable, Equatable {
        case many
        case large(name: String)
        case largeTogether
    }

    var fields: FormFields
    /// The files; their bytes are kept.
    var attachments: [Attachment] = []
    var fileMistake: FileMistake?
    /// Why a file's bytes were not kept.
    var error: (any Error)?
}

extension WebServer {
    /// All fields together, in bytes: a question is 64 KiB, and has fields beside it.
    private static let mostFieldBytes = 512 * 1024

    /// The most bytes of a form with files: whoever sends more than twice of what fits is not read to the
    /// end.
    var mostBytesWithFiles: Int {
        let files = (look.settings.form.attachments?.totalMegabytes ?? 0) * 1_000_000
        return 2 * files + 2 * Self.mostFieldBytes
    }

    /// The form in a request's body, whichever way the browser has packed it.
    ///
    /// Files are written to the disk as they come. When something is wrong with one, the rest of the
    /// form is read all the same, so that nobody has to type it again.
    ///
    /// - Throws: `HTTPError` with status 400 when the body is no form, 413 when it is too long.
    func posted(_ request: Request, _ context: DeskContext) async throws -> PostedForm {
        let type = request.headers[.contentType] ?? ""
        guard HeaderParameters.read(type).value == "multipart/form-data" else {
            return PostedForm(fields: try await form(request, context))
        }
        // Whoever floods the desk gets their words back, but no file of theirs is written.
        let isFlooding = desk.isFlooding(place(request, context))
        let limits = isFlooding ? nil : look.settings.form.attachments
        do {
            let source = try MultipartSource(request.body, contentType: type, mostBytes: mostBytesWithFiles)
            return try await read(source, limits)
        } catch let fault as MultipartParser.Fault {
            throw HTTPError(fault == .tooManyParts ? .contentTooLarge : .badRequest)
        }
    }

    private func read(
        _ source: MultipartSource, _ limits: FormSettings.Attachments?
    ) async throws -> PostedForm {
        var form = PostedForm(fields: FormFields([]))
        var fieldBytes = 0
        var fileBytes: Int64 = 0
        while let part = try await source.nextPart() {
            guard let name = part.fileName else {
                var bytes: [UInt8] = []
                while let piece = try await source.nextBytes() {
                    fieldBytes += piece.count
                    guard fieldBytes <= Self.mostFieldBytes else { throw HTTPError(.contentTooLarge) }
                    bytes += piece
                }
                form.fields.add(part.name, String(decoding: bytes, as: UTF8.self))
                continue
            }
            // A browser sends a file without name and bytes where none was chosen.
            guard let limits, let first = try await source.nextBytes() else { continue }
            guard form.fileMistake == nil, form.error == nil else { continue }
            guard form.attachments.count < limits.count else {
                form.fileMistake = .many
                continue
            }
            try await keep(part, named: name, first, source, limits, &form, &fileBytes)
        }
        return form
    }

    private func keep(
        _ part: MultipartParser.Part, named name: String, _ first: [UInt8], _ source: MultipartSource,
        _ limits: FormSettings.Attachments, _ form: inout PostedForm, _ total: inout Int64
    ) async throws {
        let gate = FileGate(
            source, first: first, mostBytes: limits.eachMegabytes * 1_000_000,
            mostTogether: limits.totalMegabytes * 1_000_000 - Int(total))
        do {
            let file = try await desk.keep(named: name, mediaType: part.mediaType) { try await gate.next() }
            total += file.lengthBytes
            form.attachments.append(file)
        } catch is FileGate.TooLarge {
            form.fileMistake =
                await gate.isTooLargeAlone
                ? .large(name: FileName(cleaning: name).description) : .largeTogether
        } catch let error as HTTPError {
            throw error
        } catch let fault as MultipartParser.Fault {
            throw fault
        } catch let error where error.isLostConnection {
            throw error
        } catch {
            form.error = error
        }
    }
}

/// Lets a file's bytes through as long as they fit.
private actor FileGate {
    struct TooLarge: Error {}

    private let source: MultipartSource
    private var first: [UInt8]?
    private var count = 0
    private let mostBytes: Int
    private let mostTogether: Int

    init(_ source: MultipartSource, first: [UInt8], mostBytes: Int, mostTogether: Int) {
        self.source = source
        self.first = first
        self.mostBytes = mostBytes
        self.mostTogether = mostTogether
    }

    var isTooLargeAlone: Bool { count > mostBytes }

    func next() async throws -> [UInt8]? {
        var bytes = first
        if bytes != nil { first = nil } else { bytes = try await source.nextBytes() }
        count += bytes?.count ?? 0
        guard count <= min(mostBytes, mostTogether) else { throw TooLarge() }
        return bytes
    }
}
