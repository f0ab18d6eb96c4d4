/// Words that are no names however they stand.
enum NameWords {
  static let never: Set<String> = ["sorry"]
}
