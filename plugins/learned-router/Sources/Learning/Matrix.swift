// Numbers in rows, eight at a time.

/// Rows of numbers, each padded with noughts to a multiple of eight, in one piece of memory.
struct Matrix: ~Copyable {
    /// Eight neighbours of a row, which the processor works on at once.
    typealias Lanes = SIMD8<Float>

    /// How many rows there are.
    let rows: Int
    /// How many numbers a row has, without its padding.
    let columns: Int
    /// How many times eight numbers a row takes.
    let stride: Int
    private let base: UnsafeMutablePointer<Lanes>

    /// Noughts.
    init(rows: Int, columns: Int, repeating value: Float = 0) {
        self.rows = rows
        self.columns = columns
        stride = (columns + 7) / 8
        base = .allocate(capacity: max(1, rows * stride))
        base.initialize(repeating: Lanes(repeating: value), count: max(1, rows * stride))
    }

    deinit {
        base.deallocate()
    }

    /// The row's eights.
    @inline(__always)
    func row(_ index: Int) -> UnsafeMutablePointer<Lanes> {
        base + index * stride
    }

    /// The row's single numbers.
    @inline(__always)
    func numbers(_ index: Int) -> UnsafeMutablePointer<Float> {
        UnsafeMutableRawPointer(base + index * stride).assumingMemoryBound(to: Float.self)
    }

    /// The numbers of a row, without its padding.
    func values(_ index: Int) -> [Float] {
        Array(UnsafeBufferPointer(start: numbers(index), count: columns))
    }
}
