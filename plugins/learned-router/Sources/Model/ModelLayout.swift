// Where everything lies in a model's file.

/// The layout of version 1 of the file, little-endian: a header of 128 bytes, then each part in the
/// order of this type's fields, so that a model is used where it lies, without being read in.
struct ModelLayout: Equatable {
    /// What the file begins with.
    static let magic: [UInt8] = Array("PLROUTER".utf8)
    /// The version that this program writes; it reads no newer one.
    static let version: UInt32 = 1
    /// The header's length in bytes.
    static let headerBytes = 128
    /// What ends a label: a byte that no UTF-8 holds.
    static let nameEnd: UInt8 = 0xFF

    /// Places of the header's fields, in bytes from the file's begin.
    enum Field {
        static let version = 8
        static let digest = 16
        static let totalBytes = 24
        static let labelBytes = 32
        static let labels = 36
        static let features = 40
        static let networkFeatures = 44
        static let units = 48
        static let examples = 52
        static let calibration = 56
    }

    /// How long the labels are as text, in bytes.
    let labelBytes: Int
    /// How many labels there are.
    let labels: Int
    /// How many features the planes know.
    let features: Int
    /// How many of them the network knows: the first ones.
    let networkFeatures: Int
    /// How many hidden units the network has.
    let units: Int

    /// 64-bit hashes, one a feature.
    var keys: Int { Self.headerBytes }
    /// 32-bit numbers of features.
    var slots: Int { keys + 8 * features }
    /// 32-bit floating point, one a feature, as all that follow.
    var rarities: Int { slots + 4 * FeatureTable.slotCount(features: features) }
    /// What one step of a feature's weights is worth.
    var planeScales: Int { rarities + 4 * features }
    /// One a label.
    var planeBias: Int { planeScales + 4 * features }
    /// One a feature of the network.
    var inputScales: Int { planeBias + 4 * labels }
    /// One a hidden unit.
    var inputBias: Int { inputScales + 4 * networkFeatures }
    /// A row of labels for each hidden unit.
    var output: Int { inputBias + 4 * units }
    /// One a label.
    var outputBias: Int { output + 4 * units * labels }
    /// The planes' weights as whole steps from -127 to 127: a row of labels for each feature.
    var planes: Int { outputBias + 4 * labels }
    /// The network's weights likewise: a row of hidden units for each of its features.
    var input: Int { planes + features * labels }
    /// The labels, UTF-8, each ended by ``nameEnd``.
    var names: Int { input + networkFeatures * units }
    /// The file's length in bytes.
    var totalBytes: Int { names + labelBytes }

    /// How many features fit into 32 MiB.
    static func featureLimit(labels: Int) -> Int {
        (32 << 20) / (labels + SmallNetwork.units + 8 + 16 + 12)
    }

    /// A model's name: 64 bits of everything behind the digest itself.
    ///
    /// It tells models apart and finds damaged files; it is no protection against forgery.
    static func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var place = Field.totalBytes
        while place + 8 <= bytes.count {
            hash =
                (hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            place += 8
        }
        for byte in bytes[min(place, bytes.count)...] {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return hash ^ (hash >> 32)
    }
}
