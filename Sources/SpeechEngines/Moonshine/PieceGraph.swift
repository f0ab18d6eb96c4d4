/// What may be said, as pieces of words: a graph whose paths from node 0 to an end are the texts that count.
struct PieceGraph: Sendable, Equatable {
  /// A piece and the node behind it.
  struct Edge: Sendable, Equatable {
    var piece: Int
    var node: Int
  }
  /// A place on the way.
  struct Node: Sendable, Equatable {
    var edges: [Edge] = []
    /// A text may end here.
    var isEnd = false
    /// How far on the way it is: only texts equally far compete with each other, or short words would drive out long ones.
    var stage = 0
  }

  private(set) var nodes = [Node()]

  /// A graph of nothing but its beginning.
  init() {}

  /// A new node.
  mutating func node(stage: Int, isEnd: Bool = false) -> Int {
    nodes.append(Node(isEnd: isEnd, stage: stage))
    return nodes.count - 1
  }

  /// A way from one node to another; where a way begins as another one does, both share it.
  mutating func connect(_ from: Int, _ pieces: [Int], to target: Int) {
    guard let last = pieces.last else { return }
    var place = from
    for piece in pieces.dropLast() {
      // Only nodes made here, which lie behind one piece alone, are shared.
      let known = nodes[place].edges.first { $0.piece == piece && inner.contains($0.node) }
      if let known {
        place = known.node
      } else {
        let made = node(stage: nodes[from].stage)
        inner.insert(made)
        nodes[place].edges.append(Edge(piece: piece, node: made))
        place = made
      }
    }
    let edge = Edge(piece: last, node: target)
    if !nodes[place].edges.contains(edge) { nodes[place].edges.append(edge) }
  }

  /// Marks an end.
  mutating func end(_ node: Int) { nodes[node].isEnd = true }

  private var inner: Set<Int> = []
}
