// A figure as whoever watches over the server reads it.

public import TicketStore

/// A figure with its name and meaning, in the text format of Prometheus (exposition format 0.0.4). None says
/// who asked, or for what.
public struct Figure: Sendable, Equatable {
    /// What a figure does over time.
    public enum Kind: String, Sendable {
        /// Only grows, from 0 at each start.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts in groups.
        case histogram
    }

    /// A value with what tells it from others of the figure.
    public struct Sample: Sendable, Equatable {
        let suffix: String
        let labels: [String]
        let value: Double

        /// A value.
        ///
        /// - Parameter labels: names with values: `("status", "open")`.
        public init(_ value: Double, _ labels: [(name: String, value: String)] = []) {
            self.init(value, labels, suffix: "")
        }

        init(_ value: Double, _ labels: [(name: String, value: String)], suffix: String) {
            self.value = value
            self.suffix = suffix
            self.labels = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
        }

        private static func escaped(_ text: String) -> String {
            text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        }
    }

    /// Its name, which ends in its unit.
    public let name: String
    let help: String
    let kind: Kind
    let samples: [Sample]

    /// A figure.
    ///
    /// - Parameter help: what it says, in a sentence without a line's end.
    public init(_ kind: Kind, _ name: String, _ help: String, _ samples: [Sample]) {
        self.kind = kind
        self.name = name
        self.help = help
        self.samples = samples
    }

    /// A figure of one value.
    public init(_ kind: Kind, _ name: String, _ help: String, _ value: Double) {
        self.init(kind, name, help, [Sample(value)])
    }

    /// Durations by group, several with labels that tell them apart.
    public init(
        _ name: String, _ help: String,
        durations: [(labels: [(name: String, value: String)], durations: Durations)]
    ) {
        self.init(
            .histogram, name, help,
            durations.flatMap { labels, durations in
                var sum = 0
                var samples: [Sample] = []
                for (place, count) in durations.groups.enumerated() {
                    sum += count
                    let end = place < Durations.ends.count ? "\(Durations.ends[place])" : "+Inf"
                    samples.append(Sample(Double(sum), labels + [("le", end)], suffix: "_bucket"))
                }
                samples.append(Sample(durations.seconds, labels, suffix: "_sum"))
                samples.append(Sample(Double(sum), labels, suffix: "_count"))
                return samples
            })
    }

    /// Figures as text, each with what it means.
    static func text(_ figures: [Figure]) -> String {
        figures.map { figure in
            let about = [
                "# HELP \(figure.name) \(figure.help)", "# TYPE \(figure.name) \(figure.kind.rawValue)",
            ]
            let samples = figure.samples.map { sample in
                let labels = sample.labels.isEmpty ? "" : "{\(sample.labels.joined(separator: ","))}"
                return "\(figure.name)\(sample.suffix)\(labels) \(number(sample.value))"
            }
            return (about + samples).joined(separator: "\n") + "\n"
        }.joined()
    }

    /// Whole numbers have no fraction.
    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? "\(value)"
    }
}
