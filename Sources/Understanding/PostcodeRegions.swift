/// Roughly where American postcodes lie, by their first three digits: codes that follow one another need not be neighbours (83702 is Boise,
/// 85001 Phoenix), so what is nearest is told by this.
public enum PostcodeRegions {
  /// How far two postcodes are from one another: between the middles of their states, in tenths of a degree; within one state by their
  /// numbers, which is less than any two states are apart. Nil where one of them is not known.
  public static func distance(_ first: String, _ second: String) -> Double? {
    guard let here = region(first), let there = region(second), let a = Int(first.prefix(5)),
      let b = Int(second.prefix(5))
    else { return nil }
    if here.codes == there.codes { return Double(abs(a - b)) / 100_000 }
    // A degree of longitude is some three quarters of one of latitude here.
    let north = Double(here.north - there.north)
    let west = Double(here.west - there.west) * 0.77
    return 1 + (north * north + west * west).squareRoot()
  }

  private struct Region {
    var codes: ClosedRange<Int>
    var north, west: Int
  }

  private static func region(_ postcode: String) -> Region? {
    guard postcode.count >= 5, let start = Int(postcode.prefix(3)) else { return nil }
    return regions.first { $0.codes.contains(start) }
  }

  /// First three digits from and to, and the middle of where people live there: north and west in tenths of a degree.
  private static let regions: [Region] = table.split { $0 == "," || $0 == "\n" }.compactMap { entry in
    let parts = entry.split(separator: " ")
    let codes = (parts.first ?? "").split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, codes.count == 2, let north = Int(parts[1]), let west = Int(parts[2]) else { return nil }
    return Region(codes: codes[0]...codes[1], north: north, west: west)
  }

  private static let table = """
    350-369 328 868,995-999 614 1500,850-865 336 1120,716-729 348 922,900-961 365 1200,800-816 395 1050,
    060-069 416 727,197-199 390 755,200-205 389 770,320-349 280 820,300-319 335 840,967-968 210 1575,832-838 437 1158,
    600-629 410 888,460-479 399 862,500-528 419 934,660-679 385 970,400-427 380 850,700-714 305 910,039-049 445 695,
    206-219 392 767,010-027 423 718,480-499 429 842,550-567 452 938,386-397 325 898,630-658 385 923,590-599 466 1110,
    680-693 412 975,889-898 380 1170,030-038 432 715,070-089 403 745,870-884 350 1063,100-149 420 750,270-289 356 795,
    580-588 470 985,430-459 402 828,730-749 355 970,970-979 448 1220,150-196 405 770,028-029 417 715,290-299 340 810,
    570-577 440 985,370-385 358 865,750-799 312 975,840-847 403 1118,050-059 441 727,220-246 377 780,980-994 474 1215,
    247-268 386 808,530-549 435 890,820-831 425 1070
    """
}
