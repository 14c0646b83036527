// YAML as JSON.

package import PluginKit
package import Yams

extension JSONValue {
    /// A node of YAML as JSON; `nil` when a key is no text.
    package init?(_ node: Node) {
        switch node {
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for element in sequence {
                guard let element = JSONValue(element) else { return nil }
                elements.append(element)
            }
            self = .array(elements)
        case .mapping(let mapping):
            var members: [String: JSONValue] = [:]
            for (key, value) in mapping {
                guard let name = key.string, let value = JSONValue(value) else { return nil }
                members[name] = value
            }
            self = .object(members)
        case .scalar:
            if node.null != nil {
                self = .null
            } else if let isOn = node.bool {
                self = .boolean(isOn)
            } else if let number = node.float {
                self = .number(number)
            } else {
                self = .string(node.string ?? "")
            }
        default: return nil
        }
    }
}
