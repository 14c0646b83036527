// Whose words a text holds.

/// Whose words a text holds, and so what its HTML may contain.
public enum Trust: Sendable {
    /// A writer of the help centre: help-centre blocks, variables and snippets work, raw HTML is
    /// kept unless the options turn it off.
    case writer
    /// Anybody else, a customer or a plugin: raw HTML is shown as the text it is, dangerous
    /// addresses are left out, images that are not known to be local become links, and a text
    /// ends at 64 KiB.
    case stranger
}
