// The storage protocol: what the help desk needs kept, whichever database keeps it.

public import FoundationEssentials
public import Tickets

/// Keeps tickets. When a writing method returns, what it wrote is on the disk. Times are kept in
/// whole milliseconds. What must be true of every store stands in the contract, which is run against
/// each engine.
public protocol TicketStore: Sendable {
    /// Takes a question in; a key that was seen before gives the ticket it became then. A name or
    /// subject that was corrected meanwhile replaces the ticket's, and a text that the ticket does
    /// not hold yet is added to it. Another subject with another text is another matter, see
    /// ``Submission/ownKey``. What comes with the key of a ticket that was erased is a new ticket.
    ///
    /// - Parameter finish: adds to a new ticket's edit, in the same transaction: mails, tags.
    /// - Throws: ``StoreError/Code/missingFile`` when the bytes of an attachment were not kept,
    ///   `TicketError.erased` when a new ticket would go on from one that was erased.
    func submit(
        _ submission: Submission, now: Date, _ finish: @escaping @Sendable (inout TicketEdit) -> Void
    ) async throws -> Ticket
    /// Changes a ticket in one transaction; `nil` when there is no such ticket. Its timers are
    /// planned anew.
    ///
    /// - Parameter key: of the form that asks for it; the edit says whether it was seen before.
    func edit<Result: Sendable>(
        _ id: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) async throws -> Result?
    /// Changes two tickets in one transaction; `nil` when one of them is not there.
    ///
    /// - Parameter key: of the form that asks for it; both edits say whether it was seen before.
    /// - Throws: `TicketError.sameTicket` when they are one.
    func edit<Result: Sendable>(
        _ first: TicketID, _ second: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit, inout TicketEdit) throws -> Result
    ) async throws -> Result?
    /// Takes all words and addresses of some tickets away: subject, messages, files, mails, and what
    /// plugins said of them. Their events stay. Their secret links end. The bytes of their files are
    /// gone when it returns, unless another message has the same.
    ///
    /// - Returns: those that there are.
    func erase(_ ids: [TicketID], by actor: Actor, now: Date) async throws -> [TicketID]

    /// Erased tickets of which something may still lie beside the store: mails that were written out.
    func erasedTicketsWithTraces(limit: Int) async throws -> [TicketID]
    /// Notes that nothing of some erased tickets lies beside the store any more.
    ///
    /// - Throws: also while the store itself may still have some; then it is to be tried again.
    func markTracesRemoved(of ids: [TicketID]) async throws

    /// A ticket alone: what was said on it is not read. `nil` when there is none.
    func ticket(_ id: TicketID) async throws -> Ticket?
    /// A ticket with its thread; `nil` when there is none.
    func thread(_ id: TicketID) async throws -> TicketThread?
    /// A page of the desk's list: what is not finished first, then the newest first.
    ///
    /// - Parameter position: where the page before ended; `nil` for the first page.
    func tickets(
        _ filter: TicketFilter, after position: TicketListPosition?, limit: Int
    ) async throws -> TicketList
    /// Tickets of a mail address, whatever its case, the newest first.
    func tickets(from address: String, limit: Int) async throws -> [Ticket]
    /// Tickets in whose subject, messages, name or address all words stand, whatever their case and
    /// diacritics; the one whose number was asked for first, then the newest first.
    ///
    /// - Parameter id: the last of the page before; `nil` for the first page.
    func search(_ query: TicketQuery, before id: TicketID?, limit: Int) async throws -> [Ticket]
    /// Tickets that the plugins have not answered, oldest first, behind the given one.
    func undecided(after id: TicketID, limit: Int) async throws -> [TicketID]

    /// The promises that timers are planned by from now on.
    ///
    /// - Parameter onError: hears of tickets whose due times cannot be computed.
    func promise(_ levels: ServiceLevels, onError: @escaping @Sendable (TicketID, CalendarError) -> Void)
    /// Plans the timers of some tickets that are not closed anew, oldest first.
    ///
    /// - Returns: the last of them; `nil` when there was none left behind the given one.
    func replan(after id: TicketID, limit: Int, now: Date) async throws -> TicketID?
    /// Timers that are due, the longest due first.
    func dueTimers(now: Date, limit: Int) async throws -> [TicketTimer]
    /// When the first timer behind a moment is due; `nil` when there is none.
    func nextDue(after moment: Date) async throws -> Date?

    /// Keeps a file's bytes; the same bytes are kept once.
    ///
    /// - Parameter next: gives the bytes piece by piece, then `nil`. What it throws is thrown on,
    ///   and nothing is kept.
    func keepFile(now: Date, _ next: @Sendable () async throws -> [UInt8]?) async throws -> StoredFile
    /// Hands a file's bytes out piece by piece.
    ///
    /// - Returns: `false` when there is no such file.
    func readFile(
        _ digest: ContentDigest, _ take: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> Bool
    /// Deletes files that no message has, and that were kept before a moment.
    ///
    /// - Returns: how many.
    func removeUnusedFiles(keptBefore moment: Date) async throws -> Int

    /// Mails that were not sent yet, oldest first, behind the one with the given number.
    func unsentMails(after id: Int64, limit: Int) async throws -> [OutboxEntry]
    /// All mails, sent or not, the newest first.
    ///
    /// - Parameter id: the last of the page before; `nil` for the first page.
    func mails(before id: Int64?, limit: Int) async throws -> [MailRecord]
    /// Marks mails as sent, all of them at once.
    func markSent(_ ids: [Int64], now: Date) async throws

    /// Counts what somebody did with answers that were suggested to them.
    func count(_ suggestion: SuggestionCount) async throws
    /// What was done with suggested answers since a day, by day, outcome and article; one row each.
    func suggestionCounts(since day: Int) async throws -> [SuggestionCount]

    /// Takes what a reader said of an article, in place of what they said of it before; see
    /// ``Vote/replacing(_:)``.
    func cast(_ vote: Vote) async throws
    /// What readers have said since the one with the given number, in order: each change counts.
    func castVotes(after number: Int64, limit: Int) async throws -> [CastVote]
    /// The number of the last vote that was cast; 0 when there is none.
    func lastCastVote() async throws -> Int64
    /// Forgets that votes were cast before a moment; what they say stays.
    func trimCastVotes(before moment: Date) async throws
    /// What readers said of every article, see ``VoteCount/isBefore(_:_:)``.
    func voteCounts() async throws -> [VoteCount]
    /// Why an article did or did not help, the newest first.
    ///
    /// - Parameter id: the last of the page before; `nil` for the first page.
    func voteReasons(of article: String, before id: Int64?, limit: Int) async throws -> [VoteReason]
    /// Takes the words of a vote away; the vote stays.
    ///
    /// - Returns: whether there were any.
    func eraseVoteReason(_ id: Int64) async throws -> Bool

    /// What is kept of a plugin.
    func pluginRecord(_ plugin: String) async throws -> PluginRecord
    /// Keeps what the host remembers of a plugin's failures, as JSON.
    func remember(_ memory: String, of plugin: String) async throws
    /// Begins a plugin's deliveries behind an event, unless they have begun before.
    func beginDeliveries(to plugin: String, after number: Int64) async throws
    /// Says that a plugin's deliveries go on behind an event.
    func moveDeliveries(to plugin: String, to number: Int64) async throws
    /// Changes tickets and keeps the work of plugins that asked for it, in one transaction. Tickets
    /// that are not there are left out. A plugin's changes of state may follow one another in it, in
    /// whatever order they are given.
    ///
    /// - Throws: ``PluginCommitError``; then nothing was changed.
    func commit<Result: Sendable>(
        _ work: [PluginWork], to tickets: [TicketID], now: Date,
        _ change: @escaping @Sendable (inout [TicketID: TicketEdit]) throws -> Result
    ) async throws -> Result
    /// Events of all tickets behind the one with the given number, in order.
    func events(after number: Int64, limit: Int) async throws -> [NumberedEvent]
    /// The number of the last event; 0 when there is none.
    func lastEvent() async throws -> Int64
    /// Appointments of a plugin that are due, the longest due first.
    func dueAppointments(of plugin: String, now: Date, limit: Int) async throws -> [PluginAppointment]
    /// When a plugin's next appointment is due; `nil` when there is none.
    ///
    /// - Parameter moment: those that were due until then are left out; `nil` leaves none out.
    func nextAppointment(of plugin: String, after moment: Date?) async throws -> Date?
    /// How many appointments a plugin has.
    func appointmentCount(of plugin: String) async throws -> Int
    /// Requests to other servers that are due, the longest due first.
    func dueRequests(now: Date, limit: Int) async throws -> [StoredRequest]
    /// When the next request is due; `nil` when there is none.
    ///
    /// - Parameter moment: those that were due until then are left out; `nil` leaves none out.
    func nextRequest(after moment: Date?) async throws -> Date?
    /// Says what became of a request that was not answered.
    ///
    /// - Parameters:
    ///   - due: when it is sent again; `nil` for a dead one, which is not sent again by itself.
    ///   - reason: why there was no answer.
    func postponeRequest(_ number: Int64, to due: Date?, reason: String) async throws
    /// Forgets a request.
    func forgetRequest(_ number: Int64) async throws
    /// Requests of a plugin that were given up, behind the one with the given number, in order.
    func deadRequests(of plugin: String, after number: Int64, limit: Int) async throws -> [StoredRequest]

    /// Recorded calls behind the one with the given number, in order.
    ///
    /// - Parameters:
    ///   - plugin: whose; `nil` for all.
    ///   - outcome: how they ended; `nil` for any.
    func pluginCalls(
        of plugin: String?, outcome: PluginCall.Outcome?, after number: Int64, limit: Int
    ) async throws -> [RecordedCall]
    /// Forgets a recorded call.
    func forgetPluginCall(_ number: Int64) async throws
    /// Forgets recorded calls that are older than a moment, and the oldest ones when together they
    /// are larger than a number of bytes. Dead letters stay.
    ///
    /// - Returns: how many went.
    func trimPluginCalls(before moment: Date, mostBytes: Int) async throws -> Int

    /// Keeps a sign-in link, by the hash of its secret. Older links of the agent stop working, and
    /// what has expired of anybody goes.
    func addSignInLink(hash: [UInt8], agent: String, expires: Date, now: Date) async throws
    /// Uses a sign-in link up; the agent it was for, `nil` when it is unknown, used or expired.
    func redeemSignInLink(hash: [UInt8], now: Date) async throws -> String?
    /// Keeps a session, by the hash of its secret.
    func addSession(hash: [UInt8], agent: String, expires: Date) async throws
    /// The agents that have a session.
    func signedInAgents(now: Date) async throws -> Set<String>
    /// The agent of a session; `nil` when it is unknown or expired.
    func agent(sessionHash: [UInt8], now: Date) async throws -> String?
    /// Ends a session.
    func endSession(hash: [UInt8]) async throws

    /// A fact about the desk itself; `nil` when it was never kept.
    func fact(_ fact: StoreFact) async throws -> String?
    /// Keeps a fact in place of what was kept of it before.
    func keep(_ fact: StoreFact, _ value: String) async throws
    /// How much there is, and how much waits.
    ///
    /// - Parameter queue: where what is held waits for a person.
    func figures(heldIn queue: String) async throws -> StoreFigures

    /// Hands out all that the store holds as it was at one moment: tickets by number, then mails by
    /// number, then votes, counts of suggested answers, and what is kept of plugins: their records,
    /// their calls by number, their appointments. However much it is, it takes little memory. Facts
    /// are about this desk alone, and no part of it.
    func export(_ take: @escaping @Sendable (StoreRecord) throws -> Void) async throws
    /// Takes records in, all of them or none, under the numbers that they have.
    ///
    /// - Throws: ``StoreError/Code/notEmpty`` when a number or key is taken,
    ///   ``StoreError/Code/missingFile`` when the bytes of an attachment were not kept before,
    ///   ``StoreError/Code/missingMessage`` when a ticket has had more messages than come with it, and
    ///   `TicketError.unreadableEvent` when a ticket is not what its events say.
    func take(_ records: [StoreRecord]) async throws
}

extension TicketStore {
    /// Takes a question in.
    public func submit(_ submission: Submission, now: Date) async throws -> Ticket {
        try await submit(submission, now: now) { _ in }
    }

    /// Changes a ticket in one transaction; `nil` when there is no such ticket.
    public func edit<Result: Sendable>(
        _ id: TicketID, now: Date, _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        try await edit(id, once: nil, now: now, change)
    }

    /// Changes two tickets in one transaction; `nil` when one of them is not there.
    public func edit<Result: Sendable>(
        _ first: TicketID, _ second: TicketID, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit, inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        try await edit(first, second, once: nil, now: now, change)
    }

    /// A page of the desk's list of all tickets.
    public func tickets(after position: TicketListPosition?, limit: Int) async throws -> TicketList {
        try await tickets(.all, after: position, limit: limit)
    }
}
