// Language tags, as file names and settings write them.

/// Language tags (BCP 47) of the short forms that help centres use: `de`, `pt-BR`, `zh-Hant`.
public enum Language {
    /// The tag in its usual spelling; `nil` when the text is none.
    public static func tag(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (2...3).contains(parts[0].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) } })
        else { return nil }
        let language = parts[0].lowercased()
        guard parts.count == 2 else { return language }
        switch parts[1].utf8.count {
        case 2: return "\(language)-\(parts[1].uppercased())"
        case 4: return "\(language)-\(parts[1].prefix(1).uppercased())\(parts[1].dropFirst().lowercased())"
        default: return nil
        }
    }

    /// What the language is called by those who speak it, for lists of languages; `nil` for one that
    /// is not known.
    public static func name(_ tag: String) -> String? {
        names[tag] ?? names[String(tag.prefix { $0 != "-" })]
    }

    /// The names that the Common Locale Data Repository (CLDR 45) gives languages in themselves.
    private static let names = [
        "af": "Afrikaans", "ar": "العربية", "az": "Azərbaycan", "be": "Беларуская", "bg": "Български",
        "bn": "বাংলা", "bs": "Bosanski", "ca": "Català", "cs": "Čeština", "cy": "Cymraeg", "da": "Dansk",
        "de": "Deutsch", "el": "Ελληνικά", "en": "English", "en-GB": "British English", "eo": "Esperanto",
        "es": "Español", "et": "Eesti", "eu": "Euskara", "fa": "فارسی", "fi": "Suomi", "fil": "Filipino",
        "fr": "Français", "fr-CA": "Français canadien", "ga": "Gaeilge", "gl": "Galego", "gu": "ગુજરાતી",
        "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն",
        "id": "Indonesia", "is": "Íslenska", "it": "Italiano", "ja": "日本語", "ka": "ქართული",
        "kk": "Қазақ тілі", "km": "ខ្មែរ", "kn": "ಕನ್ನಡ", "ko": "한국어", "lb": "Lëtzebuergesch", "lo": "ລາວ",
        "lt": "Lietuvių", "lv": "Latviešu", "mk": "Македонски", "ml": "മലയാളം", "mn": "Монгол", "mr": "मराठी",
        "ms": "Melayu", "my": "မြန်မာ", "nb": "Norsk bokmål", "ne": "नेपाली", "nl": "Nederlands",
        "nn": "Norsk nynorsk", "no": "Norsk", "pa": "ਪੰਜਾਬੀ", "pl": "Polski", "ps": "پښتو", "pt": "Português",
        "pt-BR": "Português (Brasil)", "ro": "Română", "ru": "Русский", "si": "සිංහල", "sk": "Slovenčina",
        "sl": "Slovenščina", "sq": "Shqip", "sr": "Српски", "sv": "Svenska", "sw": "Kiswahili", "ta": "தமிழ்",
        "te": "తెలుగు", "th": "ไทย", "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "uz": "O‘zbek",
        "vi": "Tiếng Việt", "yi": "ייִדיש", "zh": "中文", "zh-CN": "简体中文", "zh-Hans": "简体中文",
        "zh-Hant": "繁體中文", "zh-TW": "繁體中文", "zu": "isiZulu",
    ]

    /// Whether text of this language runs from right to left.
    public static func isRightToLeft(_ tag: String) -> Bool {
        ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"].contains(tag.prefix { $0 != "-" })
    }
}
