// The words in the order of their bytes.

/// Sorts words.
enum FormOrder {
    /// The numbers of all words, in the order of their bytes.
    static func sorted(_ forms: FormTable) -> [Int] {
        // The first eight bytes decide nearly always, and compare as one number.
        var keys: [(head: UInt64, number: Int32)] = []
        keys.reserveCapacity(forms.count)
        for number in 0..<forms.count {
            var head: UInt64 = 0
            let form = forms.form(number)
            for offset in 0..<8 {
                head = head << 8 | UInt64(offset < form.count ? form[form.startIndex + offset] : 0)
            }
            keys.append((head, Int32(truncatingIfNeeded: number)))
        }
        keys.sort { a, b in
            if a.head != b.head { return a.head < b.head }
            return forms.form(Int(a.number)).lexicographicallyPrecedes(forms.form(Int(b.number)))
        }
        return keys.map { Int($0.number) }
    }
}
