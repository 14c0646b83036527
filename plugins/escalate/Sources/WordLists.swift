// The phrases by which customers say that they are angry, or that it cannot wait.

/// Phrases in English, German and Arabic. They are few on purpose: each has to mean it in nearly every
/// ticket that holds it. A word that is also the name of a thing (“emergency”, “sofort”, “sauer”) stands
/// only in a phrase that leaves no doubt, and disappointment alone is no anger.
enum WordLists {
    static let urgent = [
        "urgent", "urgently", "asap", "as soon as humanly possible", "this is an emergency",
        "is an emergency", "time critical", "cannot wait", "can not wait", "can't wait any longer",
        "we are losing money", "losing customers", "production is down", "everything is down",
        "dringend", "dringende", "dringender", "dringendes", "dringendst", "dringlich", "brandeilig",
        "es eilt", "eilt sehr", "höchste eile", "ist ein notfall", "duldet keinen aufschub",
        "kann nicht warten", "alles steht still", "produktion steht",
        "عاجل", "عاجلة", "عاجلا", "مستعجل", "مستعجلة", "طارئ", "حالة طارئة", "أمر طارئ", "بأسرع وقت ممكن",
        "في أسرع وقت ممكن", "لا يحتمل التأخير", "لا تحتمل التأخير",
    ]

    static let angry = [
        "unacceptable", "outrageous", "outraged", "disgraceful", "disgusted", "appalling", "appalled",
        "furious", "infuriating", "i am angry", "i'm angry", "very angry", "so angry", "really angry",
        "fed up", "sick of this", "sick and tired", "had enough of", "complete joke", "absolute joke",
        "a bad joke", "waste of my time", "worst service", "worst support", "worst customer service",
        "worst experience", "terrible service", "horrible service", "awful service", "rip off",
        "you scammed me", "how many times do i", "for the third time", "third time i", "fourth time i",
        "fifth time i", "my lawyer", "my solicitor", "my attorney", "legal action", "take you to court",
        "never buy from you again", "never order from you again", "never use you again",
        "unverschämt", "unverschämtheit", "frechheit", "unzumutbar", "inakzeptabel", "nicht akzeptabel",
        "nicht hinnehmbar", "skandalös", "eine zumutung", "stinksauer", "stocksauer", "bin wütend",
        "sehr wütend", "bin empört", "sehr verärgert", "mir reicht es", "mir reichts", "jetzt reicht es",
        "nase voll", "schnauze voll", "schlechter witz", "schlechtester service", "schlechteste service",
        "katastrophaler service", "saftladen", "reine abzocke", "zum dritten mal", "zum vierten mal",
        "zum fünften mal", "mein anwalt", "meinen anwalt", "meinem anwalt", "rechtliche schritte",
        "verbraucherzentrale", "nie wieder bei ihnen", "nie wieder bei euch",
        "غير مقبول", "غير مقبولة", "مرفوض تماما", "أنا غاضب", "أنا غاضبة", "غاضب جدا", "غاضبة جدا",
        "مستاء جدا", "مستاءة جدا", "طفح الكيل", "مهزلة", "فضيحة", "عيب عليكم", "استهتار", "أسوأ خدمة",
        "خدمة سيئة جدا", "خدمة سيئة للغاية", "للمرة الثالثة", "للمرة الرابعة", "للمرة الخامسة",
        "إجراءات قانونية", "نصب واحتيال", "لن أتعامل معكم",
    ]

    /// One of these right before a phrase, or one word further, takes its meaning away: “not urgent”,
    /// “nicht sehr dringend”.
    static let negations: Set<String> = [
        "not", "no", "isnt", "never", "nothing", "arent", "wasnt", "nicht", "kein", "keine", "keinen",
        "keineswegs", "nie", "weder", "ليس", "ليست", "غير", "لا", "مش", "مو", "بدون",
    ]
}
