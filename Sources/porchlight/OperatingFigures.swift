// Figures of the process, its disk and its plugins, for whoever watches over the desk.

import ArgumentParser
import Foundation
import Glibc
import PluginHost
import WebServer

/// What the server itself does not know.
struct OperatingFigures {
    let data: String
    let host: PluginHost

    /// All of them. What this machine does not tell is left out.
    func all() async -> [Figure] {
        let standings = await host.standings()
        func byPlugin(_ value: (PluginStanding) -> Int) -> [Figure.Sample] {
            standings.map { Figure.Sample(Double(value($0)), [("plugin", $0.plugin)]) }
        }
        let plugins = [
            Figure(
                .gauge, "porchlight_plugin_up", "Whether a plugin runs and is asked: 1 or 0.",
                byPlugin { $0.isUp ? 1 : 0 }),
            Figure(
                .counter, "porchlight_plugin_calls_total", "Calls of a plugin by how they ended.",
                standings.flatMap { standing in
                    [("answered", standing.answered), ("failed", standing.failed)].map {
                        Figure.Sample(Double($0.1), [("plugin", standing.plugin), ("outcome", $0.0)])
                    }
                }),
            Figure(
                .counter, "porchlight_plugin_unusable_answers_total",
                "Answers of a plugin that could not be used.", byPlugin(\.unusable)),
            Figure(
                .counter, "porchlight_plugin_ends_total",
                "How often a plugin's process ended by itself, or could not be started.",
                byPlugin(\.ended)),
        ]
        return plugins + disk + process + [
            Figure(
                .gauge, "porchlight_build_info", "The version of the program, as a label.",
                [Figure.Sample(1, [("version", Porchlight.configuration.version)])])
        ]
    }

    private var disk: [Figure] {
        var status = statvfs()
        guard statvfs(data, &status) == 0 else { return [] }
        let block = Double(status.f_frsize)
        return [
            Figure(
                .gauge, "porchlight_data_free_bytes", "Free bytes on the disk of the data folder.",
                Double(status.f_bavail) * block),
            Figure(
                .gauge, "porchlight_data_size_bytes", "The size of the disk of the data folder.",
                Double(status.f_blocks) * block),
        ]
    }

    /// The names that Prometheus' own libraries use.
    private var process: [Figure] {
        var figures: [Figure] = []
        let page = Double(sysconf(Int32(_SC_PAGESIZE)))
        if let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
        {
            figures.append(
                Figure(.gauge, "process_resident_memory_bytes", "Memory of the server.", pages * page))
        }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
            figures.append(
                Figure(
                    .counter, "process_cpu_seconds_total", "Processor time of the server.",
                    seconds(usage.ru_utime) + seconds(usage.ru_stime)))
        }
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            figures.append(
                Figure(
                    .gauge, "process_open_fds", "Files and connections that are open.", Double(open.count)))
        }
        return figures
    }
}
