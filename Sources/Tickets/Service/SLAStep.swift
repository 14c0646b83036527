// Why a promise is due when it is: as steps that a program can check, and in words.

public import FoundationEssentials

/// A step on the way to a due time.
public enum SLAStep: Sendable, Equatable {
    /// Why a shut calendar is shut.
    public enum Shut: Sendable, Equatable {
        case outsideHours
        /// By the names of the holidays.
        case holidays([String])
    }

    /// This policy is the first whose conditions hold; the conditions are in words.
    case policy(id: String, title: String, because: [String])
    /// It promises this within some open time of a calendar.
    case promise(SLATarget.Kind, milliseconds: Int64, calendar: String, zone: String)
    /// In these states of the ticket the clock stands still; being solved and being merged go without
    /// saying.
    case pauses(Set<ServicePause.Reason>)
    /// The clock began.
    case began(at: Date)
    /// The calendar was open and the clock ran; so much is left.
    case ran(from: Date, to: Date, leftMilliseconds: Int64)
    /// The same over several shifts, of which one by one would be too long.
    case ranOver(shifts: Int, from: Date, to: Date, leftMilliseconds: Int64)
    /// The calendar was shut.
    case shut(from: Date, to: Date, Shut)
    /// The clock stood still; `nil` while it still does.
    case stood(from: Date, to: Date?, Set<ServicePause.Reason>)
    /// So much of the promised time is left that it counts as near.
    case near(at: Date)
    /// All of the promised time has run.
    case due(at: Date)
    /// It was done in time, or not.
    case fulfilled(at: Date, inTime: Bool)
}
