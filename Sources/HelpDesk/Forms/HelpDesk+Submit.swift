// Taking a question in.

internal import FoundationEssentials
public import TicketStore
public import Tickets

extension HelpDesk {
    /// A key for an empty form.
    public func newFormKey() -> String { newKey(for: .ask) }

    /// A form's key as it is shown once more: one that we did not give out is replaced.
    public func shownKey(_ key: String) -> String {
        links.timeOfIssue(key, for: .ask) != nil || SecretLinks.isOfDevice(key) ? key : newFormKey()
    }

    func newKey(for form: SecretLinks.Form) -> String {
        links.formKey(
            for: form, randomBytes: surroundings.randomBytes(SecretLinks.formKeyRandomness), now: now)
    }

    /// Whether so much comes from a place that no file of theirs is to be kept.
    public func isFlooding(_ place: PostingPlace?) -> Bool { spam.isFlooding(place, now: now) }

    /// Takes a question in. When it returns, the ticket is on the disk.
    ///
    /// - Parameters:
    ///   - place: where it came from; `nil` where that is not known.
    ///   - sawSuggestions: whether answers had been suggested before it was sent.
    /// - Throws: ``AskFormError`` when the form is not filled in right, ``TooManyPosts``, or the
    ///   store's error.
    public func submit(
        _ form: AskForm, from place: PostingPlace? = nil, sawSuggestions: Bool = false
    ) async throws -> Ticket {
        let (mistakes, fieldMistakes) = (form.mistakes, form.fieldMistakes)
        guard mistakes.isEmpty, fieldMistakes.isEmpty else {
            throw AskFormError(mistakes: mistakes, fieldMistakes: fieldMistakes)
        }
        let now = now
        guard !spam.isFlood(place, now: now) else { throw TooManyPosts() }
        let keys = links.storeKeys(of: form, now: now)
        let submission = Submission(
            key: keys.key, requester: Requester(name: form.name, address: form.address),
            subject: form.subject, body: form.body, queue: DeskSettings.triage.id,
            attachments: form.attachments, commands: form.commands,
            recent: keys.recent.map {
                .init(key: $0, since: now.addingTimeInterval(-SecretLinks.sameFormSeconds))
            }, ownKey: links.ownKey(of: form))
        let issuedAt = links.timeOfIssue(form.key, for: .ask)
        let ticket = try await pressure.during {
            try await store.submit(submission, now: now) { [self] edit in
                // Only what makes a new ticket is counted: pressing twice makes nobody suspicious.
                let reasons = spam.reasons(toHold: form, issuedAt: issuedAt, from: place, now: now)
                settleOrganisation(&edit)
                if reasons.isEmpty { acknowledge(&edit) } else { Self.hold(&edit, reasons) }
            }
        }
        if sawSuggestions, ticket.createdAt == now.inMilliseconds { await count(.sent) }
        onChange()
        return ticket
    }

    /// Takes down whom a new ticket's customer belongs to, and what that has paid for. It stays so, whatever
    /// the settings say later: promises were made by it.
    func settleOrganisation(_ edit: inout TicketEdit) {
        guard let organisation = settings.organisations.first(of: edit.ticket.requester.address) else {
            return
        }
        // Settings that are no identifiers are refused before a desk opens.
        try? edit.apply(.setOrganisation(organisation.id), by: .desk)
        if let tier = organisation.tier { try? edit.apply(.setTier(tier), by: .desk) }
    }

    static func hold(_ edit: inout TicketEdit, _ reasons: [HoldReason]) {
        try? edit.apply(.setQueue(DeskSettings.heldQueue), by: .desk)
        for reason in reasons { try? edit.apply(.tag(reason.rawValue), by: .desk) }
    }

    /// Counts what was done with suggested answers. A count that is lost loses nobody's question.
    ///
    /// - Parameter article: the answer's address.
    public func count(_ outcome: SuggestionCount.Outcome, article: String = "") async {
        try? await store.count(
            SuggestionCount(day: SuggestionCount.day(of: now), outcome: outcome, article: article))
    }

    /// What was done with suggested answers in the last thirty days.
    public func suggestionCounts() async throws -> [SuggestionCount] {
        try await store.suggestionCounts(since: SuggestionCount.day(of: now) - 30)
    }
}

/// More came from one place than anybody reads.
public struct TooManyPosts: Error, Sendable, Equatable {}
