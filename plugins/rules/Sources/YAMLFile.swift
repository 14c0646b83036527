// A file of settings in YAML, read node by node, so that every mistake has its line and column.

package import Yams

/// Reads the nodes of a file and collects what is wrong with them, all at once.
package struct YAMLFile {
    /// Each as `desk.yaml:3:1: what is wrong and what to do`, in the order of the file.
    package var complaints: [String] {
        places.map { "\(name):\($0.line):\($0.column): \($0.message)" }
    }
    /// The same, in parts.
    package var places: [(line: Int, column: Int, message: String)] {
        found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
    /// The top of the file; `nil` when it is empty or cannot be read.
    package private(set) var root: Node?
    /// As it stands in complaints.
    package let name: String
    private var found: [(line: Int, column: Int, message: String)] = []

    /// Reads the YAML.
    ///
    /// - Parameter name: of the file, as it is to stand in complaints.
    package init(name: String, yaml: String) {
        self.name = name
        do {
            root = try compose(yaml: yaml).flatMap { Self.isNull($0) ? nil : $0 }
        } catch let error as YamlError {
            complain(error)
        } catch {
            complain(nil, "this is not readable as YAML.")
        }
    }

    /// The fields of a mapping by their names; nothing when it is none.
    package mutating func fields(of node: Node, _ subject: String, known: [String]) -> [String: Node] {
        guard case .mapping(let mapping) = node else {
            complain(node, "\(subject) has fields, written as `name: value`.")
            return [:]
        }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            if known.contains(name) {
                fields[name] = value
            } else {
                complain(key, "there is no field “\(name)”; the fields are \(known.joined(separator: ", ")).")
            }
        }
        return fields
    }

    /// The entries of a list; nothing when it is none.
    package mutating func list(_ node: Node, _ subject: String) -> [Node] {
        guard case .sequence(let sequence) = node else {
            complain(node, "\(subject) is a list: each entry begins with `- `, or all stand in [ ].")
            return []
        }
        return Array(sequence)
    }

    /// The text of a node; `nil` when it is none or empty.
    package mutating func text(_ node: Node, _ subject: String) -> String? {
        guard case .scalar(let scalar) = node, !Self.isNull(node), !scalar.string.isEmpty else {
            complain(node, "\(subject) is text.")
            return nil
        }
        return scalar.string
    }

    /// The text of a field that must be there.
    package mutating func text(
        _ field: String, in fields: [String: Node], of node: Node, _ subject: String
    ) -> String? {
        guard let value = fields[field] else {
            if case .mapping = node { complain(node, "\(subject) has no “\(field)”: write one.") }
            return nil
        }
        return text(value, "“\(field)”")
    }

    /// Adds a complaint about a node.
    package mutating func complain(_ node: Node?, _ message: String) {
        complain(at: node?.mark, message)
    }

    private mutating func complain(at mark: Mark?, _ message: String) {
        found.append((mark?.line ?? 1, mark?.column ?? 1, message))
    }

    private mutating func complain(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            complain(at: mark, "the YAML cannot be read: \(problem).")
        case .duplicatedKeysInMapping(_, let context):
            complain(at: context.mark, "a field stands twice: leave one.")
        default:
            complain(nil, "this is not readable as YAML.")
        }
    }

    /// Whether a node says that there is nothing.
    package static func isNull(_ node: Node) -> Bool {
        node.tag.description == Tag.Name.null.rawValue
    }
}
