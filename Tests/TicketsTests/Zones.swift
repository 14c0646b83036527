// Time zones as tests need them: from the machine's own files.

import Foundation
import Testing
import Tickets

enum Zones {
    static func named(_ name: String) throws -> TimeZoneRules {
        let file = URL(filePath: "/usr/share/zoneinfo").appending(path: name)
        return try TimeZoneRules(name: name, file: [UInt8](Data(contentsOf: file)))
    }
}
