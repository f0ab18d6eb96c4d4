@main
struct Aisle {
  static func main() {}
}
