// The same work on many things, on all cores.

extension Array where Element: Sendable {
    /// Transforms every element, several at a time; the results stand in the elements' order.
    func parallelMap<Result: Sendable>(
        chunk: Int = 32, _ transform: @escaping @Sendable (Element) throws -> Result
    ) async throws -> [Result] {
        guard count > chunk else { return try map(transform) }
        return try await withThrowingTaskGroup(of: (Int, [Result]).self) { group in
            for start in stride(from: 0, to: count, by: chunk) {
                let part = self[start..<Swift.min(start + chunk, count)]
                group.addTask {
                    try Task.checkCancellation()
                    return (start, try part.map(transform))
                }
            }
            var parts: [(Int, [Result])] = []
            parts.reserveCapacity(count / chunk + 1)
            for try await part in group { parts.append(part) }
            parts.sort { $0.0 < $1.0 }
            return parts.flatMap(\.1)
        }
    }
}
