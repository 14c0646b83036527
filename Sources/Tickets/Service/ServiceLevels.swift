// The promises of a desk: calendars, policies, and when a solved ticket is closed.

/// All that due times are computed from, apart from the ticket.
public struct ServiceLevels: Sendable, Equatable {
    /// The longest target: open time of two years.
    public static let longestSeconds = 2 * 366 * 86_400

    /// The first policy whose conditions hold is a ticket's own.
    public let policies: [SLAPolicy]
    /// How long a ticket stays solved before it is closed, in seconds of real time; `nil` for ever.
    public let closesAfterSeconds: Int?
    private let calendars: [String: BusinessCalendar]

    /// No promise at all.
    public static let none = ServiceLevels()

    private init() {
        policies = []
        closesAfterSeconds = nil
        calendars = [:]
    }

    /// The promises of a desk.
    ///
    /// - Throws: all mistakes at once, each with its field.
    public init(
        calendars: [BusinessCalendar] = [], policies: [SLAPolicy], closesAfterSeconds: Int? = nil
    ) throws(SettingProblems) {
        var problems: [SettingProblem] = []
        var known = [BusinessCalendar.always.id: BusinessCalendar.always]
        for calendar in calendars where known.updateValue(calendar, forKey: calendar.id) != nil {
            problems.append(
                .init(.repeated, "calendars.\(calendar.id)", "there is another one of that name: rename it."))
        }
        problems += Self.problems(of: policies, calendars: known)
        if let seconds = closesAfterSeconds, !(1...Self.longestSeconds).contains(seconds) {
            problems.append(
                .init(.outOfRange, "close_solved_after", "it lies between a second and two years."))
        }
        guard problems.isEmpty else { throw SettingProblems(problems: problems) }
        self.policies = policies
        self.closesAfterSeconds = closesAfterSeconds
        self.calendars = known
    }

    /// The policy of a ticket; `nil` when nothing is promised.
    public func policy(for ticket: TicketState) -> SLAPolicy? {
        policies.first { $0.conditions.hold(for: ticket) }
    }

    /// The calendar of a policy.
    public func calendar(of policy: SLAPolicy) -> BusinessCalendar {
        calendars[policy.calendar] ?? .always
    }

    private static func problems(
        of policies: [SLAPolicy], calendars: [String: BusinessCalendar]
    ) -> [SettingProblem] {
        var problems: [SettingProblem] = []
        for (number, policy) in policies.enumerated() {
            let field = "sla.\(policy.id.isEmpty ? "[\(number + 1)]" : policy.id)"
            if policy.id.isEmpty {
                problems.append(.init(.empty, field, "the policy has no “id”: give it one."))
            }
            if policies[..<number].contains(where: { $0.id == policy.id }) {
                problems.append(.init(.repeated, field, "there is another one of that name: rename it."))
            }
            if let first = policies[..<number].first(where: { $0.conditions.isEmpty }) {
                problems.append(
                    .init(
                        .neverReached, field,
                        "“\(first.id)” before it is for every ticket: put this one first."))
            }
            if calendars[policy.calendar] == nil {
                problems.append(
                    .init(
                        .unknown, "\(field).calendar",
                        "there is no calendar “\(policy.calendar)”: there is "
                            + "\(calendars.keys.sorted().joined(separator: ", "))."))
            }
            if policy.targets.isEmpty {
                problems.append(.init(.empty, field, "it promises nothing: give it a target."))
            }
            problems += self.problems(of: policy.targets, field)
            if let calendar = calendars[policy.calendar] {
                problems += outOfReach(policy.targets, of: calendar, field)
            }
        }
        return problems
    }

    /// Targets that a calendar does not get to within the years in which a due time is looked for.
    private static func outOfReach(
        _ targets: [SLATarget], of calendar: BusinessCalendar, _ field: String
    ) -> [SettingProblem] {
        let weeks = BusinessCalendar.horizonDays / 7
        return targets.filter { $0.withinSeconds >= calendar.weekSeconds * weeks }.map { target in
            SettingProblem(
                .noOpenHours, "\(field).\(target.kind.rawValue)",
                "“\(calendar.id)” is not open for so long within fifty years: make it shorter.")
        }
    }

    private static func problems(of targets: [SLATarget], _ field: String) -> [SettingProblem] {
        var problems: [SettingProblem] = []
        for (number, target) in targets.enumerated() {
            let field = "\(field).\(target.kind.rawValue)"
            if targets[..<number].contains(where: { $0.kind == target.kind }) {
                problems.append(.init(.repeated, field, "it is promised twice: leave one."))
            }
            if !(1...longestSeconds).contains(target.withinSeconds) {
                problems.append(.init(.outOfRange, field, "it lies between a second and two years."))
            }
            if let near = target.nearSeconds, !(1..<max(2, target.withinSeconds)).contains(near) {
                problems.append(
                    .init(
                        .outOfRange, "\(field).near",
                        "what counts as near is shorter than the promise itself: make it shorter."))
            }
        }
        return problems
    }
}
