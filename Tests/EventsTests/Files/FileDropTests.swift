import Commerce
import Foundation
import Testing
import Vendors

@testable import Events

@Suite struct FileDropTests {
  static func line(_ id: String, _ sku: String, _ count: Int) -> String {
    let level = Sample.stock(sku, "S1", count)
    let data = try! JSONValue(parsing: JSONEncoder().encode(level))
    let event = CloudEvent(
      id: id, source: "/erp", type: "retail.stock.updated", time: Sample.at(count), data: data)
    return String(decoding: try! event.structured.text(), as: UTF8.self)
  }

  func drop(_ house: House, _ limits: FileDrop.Limits = .init()) -> FileDrop {
    FileDrop(
      source: "erp", folder: house.folder.path + "/drop", limits: limits, processor: house.processor,
      logger: House.logger)
  }

  func write(_ text: String, _ name: String, _ house: House) throws {
    let folder = house.folder.path + "/drop"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
  }

  func files(_ house: House, _ place: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: house.folder.path + "/drop/" + place)) ?? [])
      .filter { $0.contains(".") && $0 != "done" && $0 != "failed" }.sorted()
  }

  @Test func aCompleteFileCountsOnce() async throws {
    let house = try await House()
    let drop = drop(house)
    let text = "\u{FEFF}" + (1...300).map { Self.line("e-\($0)", "T-\($0)", 1) }.joined(separator: "\r\n") + "\n\n"
    try write(text, "stock.jsonl", house)
    #expect(await drop.look() == [])
    #expect(await drop.look() == ["stock.jsonl"])
    #expect(house.model.count == 300)
    #expect(files(house) == [])
    #expect(files(house, "done") == ["stock.jsonl"])
    // The same content under another name.
    try write(text, "again.jsonl", house)
    _ = await drop.look()
    #expect(await drop.look() == ["again.jsonl"])
    #expect(try await house.database.lastSequence() == 300)
    #expect(files(house, "done") == ["again.jsonl", "stock.jsonl"])
  }

  @Test func whatIsStillWrittenIsLeftAlone() async throws {
    let house = try await House()
    let drop = drop(house)
    try write(Self.line("e-1", "T-1", 1), "a.jsonl", house)
    try write(Self.line("e-2", "T-2", 1), "b.jsonl.part", house)
    try write(Self.line("e-3", "T-3", 1), ".c.jsonl", house)
    _ = await drop.look()
    try write(Self.line("e-1", "T-1", 1) + "\n" + Self.line("e-4", "T-4", 1), "a.jsonl", house)
    #expect(await drop.look() == [])
    #expect(await drop.look() == ["a.jsonl"])
    #expect(await drop.look() == [])
    #expect(house.model.count == 2)
  }

  @Test func badLinesAreNamedAndTheOthersCount() async throws {
    let house = try await House()
    var limits = FileDrop.Limits()
    limits.lineBytes = 4_000
    let drop = drop(house, limits)
    let lines = [
      Self.line("e-1", "T-1", 1), "{", Self.line("e-2", "T-2", 1),
      Self.line("e-3", "T-3", 1).replacing("\"onHand\":1", with: "\"onHand\":\"secret\""),
      String(repeating: "x", count: 200_000), Self.line("e-1", "T-9", 2), Self.line("e-5", "T-5", 1),
    ]
    try write(lines.joined(separator: "\n"), "mixed.jsonl", house)
    _ = await drop.look()
    _ = await drop.look()
    #expect(house.model.count == 3)
    #expect(files(house, "failed") == ["mixed.jsonl", "mixed.jsonl.error"])
    let error = try String(contentsOfFile: house.folder.path + "/drop/failed/mixed.jsonl.error", encoding: .utf8)
    #expect(
      error == """
        line 2: the body is not JSON
        line 4: stock.onHand is of a wrong type
        line 5: longer than 4000 bytes
        line 6: another content came under its identifier before

        """)
    #expect(try await house.processor.deadLetterCount() == 3)
  }

  @Test func aCrashInTheMiddleLosesAndRepeatsNothing() async throws {
    let folder = try TemporaryFolder()
    let text = (1...200).map { Self.line("e-\($0)", "T-\($0)", 1) }.joined(separator: "\n")
    do {
      let house = try await House(in: folder)
      try write(text, "stock.jsonl", house)
      let drop = drop(house)
      _ = await drop.look()
      let looking = Task { await drop.look() }
      // Some lines are in the log, the file is not dealt with.
      while house.model.count < 20, house.model.count < 200 { await Task.yield() }
      looking.cancel()
      house.database.close()
      _ = await looking.value
    }
    let house = try await House(in: folder)
    if files(house) == [] { return }
    let drop = drop(house)
    _ = await drop.look()
    #expect(await drop.look() == ["stock.jsonl"])
    #expect(house.model.count == 200)
    #expect(try await house.database.lastSequence() == 200)
    #expect(files(house, "done") == ["stock.jsonl"])
  }
}
