// Texts as vectors in which almost everything is nought.

/// Vectors, one after the other, of which only what is not nought is kept.
struct SparseRows {
    /// Where each row begins in `columns` and `values`, and the end of the last.
    private(set) var starts: [Int] = [0]
    /// The features of all rows, ascending within a row.
    private(set) var columns: [Int32] = []
    /// Their values.
    private(set) var values: [Float] = []

    /// How many vectors there are.
    var count: Int { starts.count - 1 }

    /// The largest number of features of one row.
    var longestRow: Int { zip(starts, starts.dropFirst()).map { $1 - $0 }.max() ?? 0 }

    /// Adds a vector.
    mutating func append(_ row: some Sequence<(column: Int32, value: Float)>) {
        for (column, value) in row {
            columns.append(column)
            values.append(value)
        }
        starts.append(columns.count)
    }
}
