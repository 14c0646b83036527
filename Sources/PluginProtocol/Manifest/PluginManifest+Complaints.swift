// What is wrong with a manifest that can be read.

extension PluginManifest {
    /// Whether a name may be a plugin's: small letters, digits and hyphens, a letter first.
    public static func isIdentifier(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count) && id.first?.isLowercase == true
            && id.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
            }
    }

    /// Everything that keeps the plugin from running, a sentence each with what to do.
    public var complaints: [String] {
        var found: [String] = []
        if !Self.isIdentifier(id) {
            found.append("“id” is made of a-z, 0-9 and hyphens, begins with a letter, and has 64 at most.")
        }
        if self.protocol != protocolVersion {
            found.append("it asks for protocol \(self.protocol); this program speaks \(protocolVersion).")
        }
        if command.isEmpty || command.contains("") {
            found.append("“command” is a list of words, the program first.")
        }
        if title.utf8.count > ProtocolLimits.nameBytes {
            found.append("“title” is too long: keep to one line.")
        }
        if version.isEmpty || version.utf8.count > 64 {
            found.append("“version” is a short text like 1.0.0.")
        }
        if !(1...ProtocolLimits.concurrency).contains(concurrency) {
            found.append("“concurrency” is a number from 1 to \(ProtocolLimits.concurrency).")
        }
        if hooks.isEmpty { found.append("“hooks” names no method: name at least one.") }
        for name in hooks.keys.sorted() { found += complaints(ofHook: name) }
        for need in needs where !grants.contains(need.kind.grant) {
            found.append(
                "it needs \(need) without the grant \(need.kind.grant.rawValue): add it to “grants”.")
        }
        if let config, case .object = config {
            found += JSONSchema(config).complaints.map { "“config” is no JSON Schema: \($0)" }
        } else if config != nil {
            found.append("“config” is a JSON Schema: an object.")
        }
        return found
    }

    private func complaints(ofHook name: String) -> [String] {
        guard let method = Method(rawValue: name), Method.hooks.contains(method), let hook = hooks[name]
        else {
            let names = Method.hooks.map(\.rawValue).joined(separator: ", ")
            return ["there is no hook “\(name)”; the hooks are \(names)."]
        }
        var found: [String] = []
        if let timeout = hook.timeoutMilliseconds, !(1...ProtocolLimits.timeoutMilliseconds).contains(timeout)
        {
            found.append("“timeout_ms” of \(name) is from 1 to \(ProtocolLimits.timeoutMilliseconds).")
        }
        for field in hook.when.keys.sorted() where !HookSettings.conditionFields.contains(field) {
            let fields = HookSettings.conditionFields.joined(separator: ", ")
            found.append("“when” of \(name) names “\(field)”; it may name \(fields).")
        }
        if method == .event, hook.types.isEmpty {
            found.append("“types” of event is empty: name the events to be told of.")
        }
        if method != .event, !hook.types.isEmpty { found.append("“types” belongs to event, not to \(name).") }
        return found
    }
}
