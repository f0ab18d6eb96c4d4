import Testing

@testable import SpeechEngines

/// The search over pieces, with likelihoods written by hand: pieces 0 to 5, of which 2 ends a text.
@Suite struct PieceSearchTests {
  /// Likelihoods by what was said so far; what is not named is as good as impossible.
  private struct Table {
    var rows: [[Int]: [Int: Float]]

    func row(_ said: [Int]) -> [Float] { (0..<6).map { rows[said]?[$0] ?? -30 } }

    func run(_ graph: PieceGraph?, width: Int = 3, limit: Int = 6) -> [PieceSearch.Found] {
      PieceSearch(graph: graph, width: width, limit: limit).run(
        first: (memory: [[Int]()], rows: [row([])]),
        next: { memory, rows, pieces in
          let said = zip(rows, pieces).map { memory[$0] + [$1] }
          return (said, said.map(row))
        })
    }
  }

  @Test func freelyTheLikeliestTextIsFoundThoughItsBeginningIsNot() {
    let table = Table(rows: [
      []: [3: -0.5, 4: -1], [3]: [5: -4, 2: -5], [4]: [5: -0.1], [3, 5]: [2: -0.1],
      [4, 5]: [2: -0.1],
    ])
    #expect(table.run(nil).first?.pieces == [4, 5])
  }

  @Test func aGraphAllowsNothingElse() {
    var graph = PieceGraph()
    let end = graph.node(stage: 1, isEnd: true)
    graph.connect(0, [4, 5], to: end)
    graph.connect(0, [4, 3], to: end)
    let table = Table(rows: [[]: [3: -0.1, 4: -3], [4]: [5: -2, 3: -1], [4, 3]: [2: -1], [4, 5]: [2: -1]])
    let found = table.run(graph)
    #expect(found.map(\.pieces) == [[4, 3], [4, 5]])
    #expect(found[0].score == -5)
  }

  /// A word of one piece and one of two are equally far when they stand for as many digits.
  @Test func longWordsAreNotDrivenOutByShortOnes() {
    var graph = PieceGraph()
    let one = graph.node(stage: 1)
    let two = graph.node(stage: 2, isEnd: true)
    for (from, to) in [(0, one), (one, two)] {
      graph.connect(from, [3], to: to)
      graph.connect(from, [4, 5], to: to)
    }
    let table = Table(rows: [
      []: [3: -1, 4: -0.5], [4]: [5: 0], [3]: [3: -3, 4: -2], [3, 3]: [2: 0], [3, 4]: [5: 0], [3, 4, 5]: [2: 0],
      [4, 5]: [4: -0.5, 3: -4], [4, 5, 4]: [5: 0], [4, 5, 4, 5]: [2: 0],
    ])
    #expect(table.run(graph, width: 1).first?.pieces == [4, 5, 4, 5])
  }

  @Test func waysThatBeginAlikeShareTheirBeginning() {
    var graph = PieceGraph()
    let end = graph.node(stage: 1, isEnd: true)
    graph.connect(0, [3, 4, 5], to: end)
    graph.connect(0, [3, 4, 1], to: end)
    #expect(graph.nodes[0].edges.count == 1)
    #expect(graph.nodes.count == 4)
  }

  @Test func stammeringIsNotFollowed() {
    #expect(PieceSearch.loops([7, 7, 7, 7]))
    #expect(PieceSearch.loops([1, 3, 4, 3, 4, 3, 4, 3, 4]))
    #expect(!PieceSearch.loops([3, 4, 3, 4, 3, 4]))
    let table = Table(rows: [
      []: [3: -0.1, 2: -4], [3]: [3: -0.1, 2: -9], [3, 3]: [3: -0.1, 2: -9], [3, 3, 3]: [3: -0.1, 2: -9],
    ])
    #expect(table.run(nil, width: 1, limit: 40).allSatisfy { $0.pieces.count < 4 })
  }

  @Test func theLargestNumbersAreFoundInOrder() {
    #expect(PieceSearch.top(3, [1, 5, 2, 5, 4]) == [1, 3, 4])
    #expect(PieceSearch.top(9, [1, 2]) == [1, 0])
  }

  @Test func nothingEndlessComesOfALimit() {
    let endless = PieceSearch(graph: nil, width: 2, limit: 5).run(
      first: (memory: 0, rows: [[-1, -2, -30, -1.5, -3, -4]]),
      next: { _, rows, _ in (memory: 0, rows: rows.map { _ in [-1, -2, -30, -1.5, -3, -4] }) })
    #expect(endless.allSatisfy { $0.pieces.count <= 5 })
  }
}
