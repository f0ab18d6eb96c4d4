internal import ArgumentParser
internal import Commerce
internal import Foundation
internal import Shop

/// `aisle world`: worlds to practise in.
struct WorldCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "world", abstract: "Worlds to practise in: the tau retail world, and what runs change in it.",
    subcommands: [ImportTau.self, Changes.self, ReplayTau.self])

  /// `aisle world import-tau DIR`.
  struct ImportTau: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import-tau", abstract: "Write the tau retail world into a shop's file, with that world's rules.")

    @Argument(help: "The folder with users.json, orders.json and products.json.") var folder: String
    @Option(help: "The file to write; there must be none yet.") var into = "data/tau.db"

    func run() async throws {
      do {
        let world = try TauWorld(folder: folder)
        try world.write(to: into)
        print(
          "\(into): \(world.counts.customers) customers, \(world.counts.orders) orders, "
            + "\(world.counts.products) products")
      } catch { throw Mistakes.end(error) }
    }
  }

  /// `aisle world changes FILE`.
  struct Changes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the rows of a tau retail world that changed since it was imported, as JSON.")

    @Argument(help: "The shop's file.") var file: String

    func run() async throws {
      do {
        print(try await EmbeddedShop.open(existing: file).tauChanges().json)
      } catch { throw Mistakes.end(error) }
    }
  }

  /// `aisle world replay-tau DIR --tasks FILE.jsonl --out runs.jsonl`.
  struct ReplayTau: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replay-tau",
      abstract: "Run each task's own calls on a world of its own, and write what they changed for the judge.")

    @Argument(help: "The folder with users.json, orders.json and products.json.") var folder: String
    @Option(help: "The tasks, one JSON object to a line.") var tasks: String
    @Option(help: "The file of runs to write, one JSON object to a line.") var out: String

    func run() async throws {
      do {
        let world = try TauWorld(folder: folder)
        var lines = ""
        let tasks = try TauReplay.tasks(file: tasks)
        for task in tasks { lines += TauReplay.line(task, try await TauReplay.run(task, in: world)) + "\n" }
        do {
          try lines.write(toFile: out, atomically: true, encoding: .utf8)
        } catch {
          throw ShopError(.cannotWrite, "cannot write \(out); check that its folder exists and is writable")
        }
        print("\(out): \(tasks.count) runs")
      } catch { throw Mistakes.end(error) }
    }
  }
}
