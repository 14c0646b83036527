// What the page needs to know about an image.

/// An image as the page refers to it.
public struct ImageReference: Sendable, Equatable {
    /// The address to write into `src`.
    public var address: String
    /// The width in CSS pixels, where it is known.
    public var width: Int?
    /// The height in CSS pixels, where it is known.
    public var height: Int?
    /// Whether loading it would tell another host who reads the page. In a stranger's text such
    /// an image becomes a link.
    public var isRemote: Bool

    /// An image at an address.
    public init(address: String, width: Int? = nil, height: Int? = nil, isRemote: Bool) {
        self.address = address
        self.width = width
        self.height = height
        self.isRemote = isRemote
    }
}
