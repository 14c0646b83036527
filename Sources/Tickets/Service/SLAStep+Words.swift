// The steps to a due time in words.

internal import FoundationEssentials

extension SLAStep {
    /// The step as a sentence.
    func words(in zone: TimeZoneRules) -> String {
        let wall = { (moment: Date) in InstantText.wall(moment, in: zone) }
        switch self {
        case .policy(_, let title, let because):
            return because.isEmpty
                ? "The policy “\(title)” is for every ticket."
                : "The policy “\(title)” counts, because \(because.joined(separator: " and "))."
        case .promise(let target, let length, let calendar, let place):
            return "It promises \(target.words) within \(InstantText.length(milliseconds: length)) of the "
                + "calendar “\(calendar)” (\(place))."
        case .pauses(let reasons):
            return reasons.isEmpty
                ? "Nothing stops its clock but the end of the ticket."
                : "Its clock stands still while \(Self.standing(reasons))."
        case .began(let at): return "The clock began on \(wall(at))."
        case .ran(let from, let to, let left):
            return "It ran for \(Self.length(from, to)), from \(wall(from)) to \(wall(to)); "
                + "\(InstantText.length(milliseconds: left)) left."
        case .ranOver(let shifts, let from, let to, let left):
            return "It ran in \(shifts) shifts from \(wall(from)) to \(wall(to)); "
                + "\(InstantText.length(milliseconds: left)) left."
        case .shut(_, let to, .outsideHours): return "Closed until \(wall(to))."
        case .shut(_, let to, .holidays(let names)):
            return "Closed until \(wall(to)) (\(names.joined(separator: ", ")))."
        case .stood(let from, let to?, let reasons):
            return "It stood still from \(wall(from)) to \(wall(to)): \(Self.words(reasons))."
        case .stood(let from, nil, let reasons):
            return "It has stood still since \(wall(from)): \(Self.words(reasons))."
        case .near(let at): return "It counts as near from \(wall(at))."
        case .due(let at): return "Due on \(wall(at))."
        case .fulfilled(let at, let inTime):
            return "Done on \(wall(at)), \(inTime ? "in time" : "too late")."
        }
    }

    private static func length(_ from: Date, _ to: Date) -> String {
        InstantText.length(milliseconds: to.milliseconds - from.milliseconds)
    }

    private static func standing(_ reasons: Set<ServicePause.Reason>) -> String {
        ServicePause.Reason.allCases.filter(reasons.contains).map { reason in
            switch reason {
            case .pending: "the ticket waits for the customer"
            case .snoozed: "the ticket is laid aside"
            case .solved: "the ticket is solved"
            case .merged: "the ticket is part of another one"
            }
        }.joined(separator: " or ")
    }

    private static func words(_ reasons: Set<ServicePause.Reason>) -> String {
        ServicePause.Reason.allCases.filter(reasons.contains).map(\.words).joined(separator: ", ")
    }
}

extension ServicePause.Reason {
    /// The reason as part of a sentence.
    var words: String {
        switch self {
        case .pending: "the ticket waited for the customer"
        case .snoozed: "the ticket was laid aside"
        case .solved: "the ticket was solved"
        case .merged: "the ticket was part of another one"
        }
    }
}

extension SLATarget.Kind {
    /// What is promised, as part of a sentence.
    var words: String {
        switch self {
        case .firstReply: "the first reply"
        case .nextReply: "the next reply"
        case .resolution: "a solution"
        }
    }
}
