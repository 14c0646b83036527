// Fields that may be missing.

extension KeyedDecodingContainer {
    /// A field's value, or what it means when it is missing or null.
    func value<Value: Decodable>(_ key: Key, or usual: Value) throws -> Value {
        try decodeIfPresent(Value.self, forKey: key) ?? usual
    }
}
