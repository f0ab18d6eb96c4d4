public import Documents

extension KnowledgeBase {
  /// Reads the articles: files of Markdown, with `title`, `source` and `version` in front and a `##` heading before each answer.
  /// Throws a `DocumentError` that names the file and the line.
  public static func read(_ files: [(file: String, text: String)]) throws(DocumentError) -> KnowledgeBase {
    var articles: [Article] = []
    for (file, text) in files { articles.append(try article(file, text)) }
    return KnowledgeBase(articles: articles)
  }

  private static func article(_ file: String, _ text: String) throws(DocumentError) -> Article {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw DocumentError(
        file: file, line: 1, message: "an article begins with '---', title, source, version and another '---'")
    }
    let front = try Document(file: file, text: "\n" + lines[1..<end].joined(separator: "\n"))
    try front.allow(only: ["title", "source", "version"])
    func required(_ key: String, _ example: String) throws(DocumentError) -> String {
      let value = try front.required(key, example)
      let text = try value.string()
      guard !text.isEmpty else { throw value.error("'\(key)' is left empty; write for example \(example)") }
      return text
    }
    let name = file.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? file
    var article = Article(
      name: name, title: try required("title", "Returns and refunds"),
      source: try required("source", "Customer Care, returns policy"),
      version: try required("version", "\"2026-10-01\""),
      passages: [])
    var lineOfHeading = 0
    func finish() throws(DocumentError) {
      if let open = article.passages.last, open.text.isEmpty {
        throw DocumentError(file: file, line: lineOfHeading, message: "'\(open.heading)' has no answer under it")
      }
    }
    for (number, line) in lines.enumerated().dropFirst(end + 1) {
      let line = line.trimmed
      if line.hasPrefix("## ") {
        try finish()
        lineOfHeading = number + 1
        article.passages.append(Passage(heading: String(line.dropFirst(3)).trimmed, asked: [], text: ""))
      } else if line.isEmpty {
        continue
      } else if article.passages.isEmpty {
        throw DocumentError(
          file: file, line: number + 1,
          message: "an answer stands under a heading, as in '## How long can I return it?'")
      } else {
        let last = article.passages.count - 1
        if line.hasPrefix("Asked as: ") {
          article.passages[last].asked += line.dropFirst(10).split(separator: ";").map { String($0).trimmed }
        } else if line.hasPrefix("Only with: ") {
          article.passages[last].onlyWith += line.dropFirst(11).split { $0 == ";" || $0 == " " }.map {
            stem(String($0).lowercased())
          }
        } else if line == "Offers: a person" {
          article.passages[last].offersPerson = true
        } else {
          article.passages[last].text += (article.passages[last].text.isEmpty ? "" : " ") + line
        }
      }
    }
    try finish()
    guard !article.passages.isEmpty else {
      throw DocumentError(
        file: file, line: end + 2, message: "there is no answer in it; write '## A question' and the answer")
    }
    return article
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
