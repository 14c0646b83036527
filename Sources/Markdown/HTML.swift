// HTML as a type of its own, so that text can only get into a page escaped.

/// A piece of HTML that is safe to send: built from literals, from other pieces, and from text
/// that was escaped on its way in.
///
/// In an interpolation a `String` is text and is escaped; an `HTML` is taken as it is:
///
///     let item: HTML = "<li>\(ticket.subject)</li>"
public struct HTML: Sendable, Equatable {
    /// The markup itself.
    public let markup: String

    /// Vouches for markup that is already safe, such as a renderer's output.
    public init(safe markup: String) {
        self.markup = markup
    }

    /// Text, escaped for element content and for attribute values in double quotes.
    public init(text: String) {
        var escaped = ByteBuffer(capacity: text.utf8.count + 16)
        escaped.append(escaping: text)
        markup = escaped.string()
    }
}

extension HTML: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// Collects the parts of an interpolated piece.
    public struct StringInterpolation: StringInterpolationProtocol {
        var markup = ""

        /// An empty interpolation with room for its literals.
        public init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + 32 * interpolationCount)
        }

        /// Markup written in the program's own source.
        public mutating func appendLiteral(_ literal: String) {
            markup += literal
        }

        /// A piece of HTML, as it is.
        public mutating func appendInterpolation(_ html: HTML) {
            markup += html.markup
        }

        /// A piece of HTML, or nothing.
        public mutating func appendInterpolation(_ html: HTML?) {
            if let html { markup += html.markup }
        }

        /// Pieces of HTML one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { markup += piece.markup }
        }

        /// Text, escaped.
        public mutating func appendInterpolation(_ text: String) {
            markup += HTML(text: text).markup
        }

        /// A number in digits.
        public mutating func appendInterpolation(_ number: some BinaryInteger) {
            markup += String(number)
        }
    }

    /// Markup written in the program's own source.
    public init(stringLiteral value: String) {
        markup = value
    }

    /// An interpolated piece; see ``HTML``.
    public init(stringInterpolation: StringInterpolation) {
        markup = stringInterpolation.markup
    }
}
