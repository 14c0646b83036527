// The classifier: what it learns, when it keeps silent, and that it always learns the same.

import CustomDump
import Testing

@testable import LearnedRouterPlugin

@Suite("The classifier of learned-router")
struct ClassifierTests {
    /// Sentences of a shop, in the order of its queues.
    static let shop: [LabelledText] = {
        let sentences = [
            "billing": [
                "I was charged twice for one order", "Where is the invoice for my order?",
                "My card was charged but the order failed", "Please send me an invoice with our address",
                "The invoice shows the wrong amount", "You charged my card twice",
                "I need a refund for a double charge", "When does the refund reach my card?",
                "The amount on the invoice is too high", "Refund the second charge, please",
            ],
            "shipping": [
                "Where is my parcel?", "The parcel has not arrived", "When will the parcel be delivered?",
                "The courier left the parcel in the rain", "Delivery takes too long",
                "Can you ship to Norway?",
                "The tracking number does not work", "My delivery is late",
                "Please deliver to another address",
                "The courier never came",
            ],
            "returns": [
                "The lamp arrived broken", "How do I send the lamp back?", "I want to return the chair",
                "The chair is damaged, please replace it", "Is returning a lamp free?",
                "The glass of the lamp is broken", "Please replace the broken chair",
                "I would like to send this back", "The return label does not print", "Damaged on one side",
            ],
        ]
        return sentences.sorted { $0.key < $1.key }.flatMap { label, texts in
            texts.map { LabelledText(text: $0, label: label) }
        }
    }()

    /// A model of the shop, trained once for all tests.
    static let shopModel: Result<[UInt8], any Error> = Result { try RouterTraining(shop).model() }

    private static func model(_ examples: [LabelledText], validation: [LabelledText] = []) throws
        -> RouterModel
    {
        try RouterModel(bytes: RouterTraining(examples).model(validation: validation))
    }

    @Test("New sentences go where alike ones went")
    func learns() throws {
        let model = try RouterModel(bytes: Self.shopModel.get())
        let texts = ["my card was charged two times", "the parcel is late", "a broken lamp, send it back?"]
        expectNoDifference(texts.map { model.answer($0).label }, ["billing", "shipping", "returns"])
        expectNoDifference(model.labels, ["billing", "returns", "shipping"])
        #expect(model.examples == 30)
    }

    @Test("A misspelt word is known by its letters")
    func misspelt() throws {
        let model = try RouterModel(bytes: Self.shopModel.get())
        expectNoDifference(model.answer("invioce").label, "billing")
        expectNoDifference(model.answer("percel").label, "shipping")
    }

    @Test("It is less sure about what nobody ever wrote, and keeps silent")
    func strangers() throws {
        let strangers = [
            "what is the weather in rome", "play some jazz", "who won the game", "tell me a joke",
        ]
        let validation =
            Self.shop.prefix(3) + Self.shop.suffix(3)
            + strangers.map { LabelledText(text: $0, label: "none") }
        let model = try Self.model(Self.shop, validation: Array(validation))
        let stranger = model.answer("how tall is the eiffel tower")
        let known = model.answer("You charged my card twice")
        #expect(stranger.abstained)
        #expect(!known.abstained)
        #expect(stranger.score < known.score)
    }

    @Test("Equal examples give equal bytes; another seed or another example gives another model")
    func deterministic() throws {
        let few = Array(Self.shop.prefix(12))
        let first = try RouterTraining(few).model()
        #expect(try first == RouterTraining(few).model())
        #expect(try first != RouterTraining(few, seed: 2).model())
        #expect(try RouterModel(bytes: first).digest != Self.model(few.dropLast()).digest)
    }

    @Test("An example that stands twice counts once, and one without a label not at all")
    func duplicates() {
        let more = Self.shop + Self.shop + [LabelledText(text: "no idea", label: nil)]
        expectNoDifference(RouterTraining(more).examples, Self.shop)
    }

    @Test("Without examples it knows no label, with one label it keeps silent")
    func nothingToTellApart() throws {
        let empty = try Self.model([]).answer("Where is my parcel?")
        expectNoDifference(empty, RouterModel.Answer(label: nil, score: 0, abstained: true))
        let single = try Self.model([LabelledText(text: "Where is my parcel?", label: "shipping")])
        expectNoDifference(
            single.answer("Where is my parcel?"),
            RouterModel.Answer(label: "shipping", score: 0, abstained: true))
    }

    @Test(
        "Every script is learned: Chinese, Japanese, Arabic, Russian, pictograms",
        arguments: [
            ("我的订单在哪里", "我要退款", "订单还没有到", "请给我退款"),
            ("注文はどこですか", "返金してください", "注文が届きません", "返金をお願いします"),
            ("أين طلبي الآن", "أريد استرداد المال", "لم يصل طلبي", "استرداد المال من فضلك"),
            ("где мой заказ", "верните деньги", "ЗАКАЗ не пришёл", "деньги верните пожалуйста"),
            ("📦❓", "💸↩️", "📦⏰", "💸🙏"),
        ])
    func scripts(_ words: (String, String, String, String)) throws {
        let model = try Self.model([
            LabelledText(text: words.0, label: "orders"), LabelledText(text: words.1, label: "money"),
        ])
        expectNoDifference([words.2, words.3].map { model.answer($0).label }, ["orders", "money"])
    }

    @Test("A text of 64 KiB, an empty one and one of signs alone have an answer")
    func oddTexts() throws {
        let long = String(repeating: "the parcel is late ", count: 3_450)
        let run = String(repeating: "x", count: 65_536)
        let others = Array(Self.shop.prefix(9))
        let model = try Self.model(others + [LabelledText(text: long, label: "shipping")])
        expectNoDifference(model.answer(long).label, "shipping")
        for text in [run, "", "  \n", "?!…", "\u{0}", "\u{2028}"] { #expect(model.answer(text).abstained) }
    }

    @Test("A label's name is its first example")
    func names() {
        expectNoDifference(
            ["card_payment_fee", "cardPaymentFee", "card-payment/fee", "OFFERS"].map(RouterTraining.words),
            ["card payment fee", "card Payment Fee", "card payment fee", "OFFERS"])
    }

    @Test("Whatever stands in a label comes back as it was")
    func oddLabels() throws {
        let labels = ["", "a\u{0}b", "größe 📏", "with \"quotes\"\n"]
        let model = try Self.model(labels.map { LabelledText(text: "text of \($0)", label: $0) })
        expectNoDifference(model.labels, labels.sorted())
    }
}
