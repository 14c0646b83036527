// porchlight plugin run learned-router train | evaluate: the classifier outside a desk.

import ArgumentParser
import LearnedRouterPlugin

/// What the plugin `learned-router` does besides running in a desk.
struct LearnedRouterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "porchlight plugin run learned-router",
        abstract: "Learn where texts belong, and see how well.",
        discussion: """
            A file of examples is JSON, an object a line:
            {"text": "Where is my refund?", "label": "billing"}
            """,
        subcommands: [Train.self, Evaluate.self])

    struct Train: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Train a model on a file of examples.")

        @Argument(help: "The examples.")
        var file: String
        @Option(help: "The file that the model is written to.")
        var model: String
        @Option(
            help: """
                Examples to find the threshold on. A label that FILE does not have means that the text \
                belongs to none. Without it, examples of FILE are held back for this.
                """)
        var validation: String?

        func run() throws {
            do {
                let examples = try ExampleFile.read(path: file)
                let held = try validation.map { try ExampleFile.read(path: $0) } ?? []
                let bytes = try RouterTraining(examples).model(validation: held)
                try ModelFile.write(bytes, to: model)
                print(try RouterModel(path: model).summary)
            } catch let error as ExampleFile.Failure {
                throw CleanFailure("\(error)\nNothing was learned: mend this and start again.")
            } catch let error as ModelError {
                throw CleanFailure("\(error)")
            }
        }
    }

    struct Evaluate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask a model about a file of examples, and say how often it is right.")

        @Argument(help: "The examples.")
        var file: String
        @Option(help: "The model's file.")
        var model: String
        @Flag(help: "Write a line of JSON for each example: text, label, predicted, score, abstained.")
        var json = false

        func run() throws {
            do {
                let opened = try RouterModel(path: model)
                let evaluation = Evaluation(try ExampleFile.read(path: file), model: opened)
                let output = json ? evaluation.json : evaluation.summary
                if !output.isEmpty { print(output) }
            } catch let error as ExampleFile.Failure {
                throw CleanFailure("\(error)")
            } catch let error as ModelError {
                throw CleanFailure("\(error)")
            }
        }
    }
}
