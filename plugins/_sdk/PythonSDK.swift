// The SDK for plugins in Python, as `porchlight plugin new` puts it beside a new plugin.

/// The file porchlight_plugin.py.
public enum PythonSDK {
    /// The name of the file.
    public static let fileName = "porchlight_plugin.py"
    /// Its bytes.
    public static var bytes: [UInt8] { PackageResources.porchlight_plugin_py }
}
