// What a new help centre begins with.

/// A small help centre that works as it is.
public enum StarterSite {
    /// Its files, below the folder that it is made in.
    ///
    /// - Parameters:
    ///   - title: the name of the help centre.
    ///   - date: the day on which its articles count as reviewed.
    public static func files(title: String, date: CalendarDay) -> [Starter] {
        let texts: [(path: String, bytes: [UInt8])] = [
            (".gitignore", PackageResources.ignored_txt),
            ("content/site.yaml", PackageResources.site_yaml),
            ("content/start/index.md", PackageResources.start_md),
            ("content/start/first-steps.md", PackageResources.first_steps_md),
            ("content/billing/index.md", PackageResources.billing_md),
            ("content/billing/refund.md", PackageResources.refund_md),
        ]
        let line = StarterPlace.line(title)
        return texts.map { path, bytes in
            Starter(
                path: path,
                text: Starter.fill(String(decoding: bytes, as: UTF8.self), title: line, date: date))
        }
    }
}
