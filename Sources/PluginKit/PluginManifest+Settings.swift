// A plugin's configuration as a type of its own.

internal import FoundationEssentials
public import PluginProtocol

extension PluginManifest {
    /// Reads a configuration, with the defaults of the manifest's schema for what is missing.
    ///
    /// - Throws: ``PluginConfigurationError`` with the first place that is wrong.
    public func settings<Settings: Decodable>(
        _: Settings.Type, from config: JSONValue
    ) throws -> Settings {
        let schema = JSONSchema(self.config ?? .object([:]))
        let full = schema.fillingDefaults(in: config == .null ? .object([:]) : config)
        if let complaint = schema.complaints(about: full).first {
            throw PluginConfigurationError(
                "its configuration is wrong at \(complaint)", path: complaint.path)
        }
        do {
            return try JSONDecoder().decode(Settings.self, from: Data(full.text.utf8))
        } catch let error as DecodingError {
            let (path, words) = Self.words(error)
            throw PluginConfigurationError("its configuration is wrong at \(path): \(words)", path: path)
        }
    }

    private static func words(_ error: DecodingError) -> (path: String, words: String) {
        func path(_ keys: [any CodingKey]) -> String {
            keys.map { "/\($0.intValue.map(String.init) ?? $0.stringValue)" }.joined()
        }
        switch error {
        case .keyNotFound(let key, let context):
            return (path(context.codingPath + [key]), "it is missing")
        case .dataCorrupted(let context): return (path(context.codingPath), context.debugDescription)
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return (path(context.codingPath), "it has a value of the wrong kind")
        @unknown default: return ("", "it cannot be read")
        }
    }
}
