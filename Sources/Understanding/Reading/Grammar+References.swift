internal import Discourse

extension Grammar {
  static let references: [(String, AtomKind)] =
    each(
      """
      it, that, this, that one, this one, the thing, this thing, that thing, this item, that item, the item,
      this product, the product, the very thing, mine
      """, .pronoun(.it))
    + each(
      """
      them, those, these, these ones, those ones, those two, these two, they, the items, these items, those items,
      those things, these things, the things
      """, .pronoun(.them))
    + each(
      "one, ones", .pronoun(.one))
    + each("the other, the other one, other one, the other thing, another", .pronoun(.other))
    + each("the same,same,the same one,same one,same thing,the same thing,same item,the same item", .pronoun(.same))
    + each(
      """
      all, all of, all the, all of the, all of my, everything, every, each, every single, each of, all my,
      the whole, the entire, whole, entire, the whole lot, the lot, the complete, all of it,
      all of them, all of those|these, every one, each one, everything in it, every last, the whole thing,
      whatever you can, everything you can, whatever is possible, all of that, all items, all the items, all things,
      every item, each item, all of the items, everything from,
      none|neither of the|my|our, not one of the|my|our
      """, .extent(.all))
    + each(
      """
      both, both of, both of them|those|these|the, both the, the two, the two of them, both of my,
      both my
      """, .extent(.both))
    + each(
      """
      the rest, rest, the others, the other ones, the remaining, everything else, the remainder, the other items,
      all the others, all the rest, all others, remaining, the other two|three
      """, .extent(.rest))
    + each(
      """
      except ?for, but not, everything but, all but, excluding, apart from, other than, save for,
      with the exception of, minus, leaving out, bar, aside from, besides the, everything except, all except,
      without the, anything but, not including, no to, no for, not for
      """, .except)
    + each(
      "something from|of, some things|items from|of|in, a few things|items from|of|in, some of it|them, part of it|them, part of",
      .extent(.count(1)))
    + each(
      "any of them|those|these, any 1 of them|those|these, whichever of them, either of them|those|these",
      .extent(.count(1)))
    + [
      ("first", 1), ("1st", 1), ("second", 2), ("2nd", 2), ("third", 3), ("3rd", 3), ("fourth", 4), ("4th", 4),
      ("fifth", 5), ("5th", 5), ("last", -1), ("latest", -1), ("most recent", -1), ("newest", -1), ("recent", -1),
      ("oldest", 1), ("earliest", 1), ("previous", -2), ("second to last", -2), ("last but one", -2), ("number 1", 1),
      ("number 2", 2), ("number 3", 3), ("number one", 1),
      ("number 4", 4), ("number 5", 5), ("option 1", 1), ("option one", 1), ("option 2", 2), ("option 3", 3),
      ("option 4", 4), ("option 5", 5), ("former", 1), ("latter", -1),
      ("top one", 1), ("bottom one", -1), ("middle one", 2), ("very first", 1), ("very last", -1),
    ].map { ($0.0, .ordinal($0.1)) }
    + measures
    + each("my,the,our,his,her,their,your,its", .definite)
    + each(
      """
      a, an, some, a few, several, any other, a new, another ?new, a different, a pair of, a set of, a couple of, a piece of
      """, .indefinite)
    + each(
      """
      i, we, you, he, she, us, me,
      my wife|husband|son|daughter|mother|father|kid|kids|girlfriend|boyfriend|partner|friend|sister|brother|mum|mom|dad|boss|roommate|grandmother|dog|cat,
      somebody, someone
      """, .subject)
    + each(
      """
      things, thing, stuff, item, items, products, product, article, articles, goods, piece, pieces, gear, model,
      version, variant, kind, type, alternative, option
      """, .things)

  /// Adjectives of more and most with what they measure.
  private static let measures: [(String, AtomKind)] = {
    var entries: [(String, AtomKind)] = []
    func add(_ measure: OptionOrder.Measure, _ ascending: Bool, more: String, most: String) {
      entries += each(more, .comparative(OptionOrder(measure, ascending: ascending)))
      entries += each(most, .extreme(OptionOrder(measure, ascending: ascending)))
    }
    add(
      .price, false,
      more:
        """
        cheaper, less expensive, less costly, more affordable, lower priced, less dear, lower cost, costs less,
        costs the least
        """,
      most:
        """
        cheaper the better, cheapest, least expensive, most affordable, lowest priced, lowest price, best price, best priced,
        least costly
        """)
    add(
      .price, true,
      more:
        """
        dearer, more expensive, pricier, costlier, higher priced
        """,
      most:
        """
        dearest, most expensive, priciest, costliest, highest priced, top of the line, most costly
        """)
    add(
      .size, true,
      more:
        """
        bigger, larger, size up, sizes up, size larger|bigger, sizes larger|bigger, up a size, higher, more,
        greater, roomier
        """,
      most:
        """
        bigger the better, larger the better, more the better, biggest, largest, greatest, highest, most, roomiest, maximum, max
        """)
    add(
      .size, false,
      more:
        """
        smaller, size down, sizes down, size smaller, sizes smaller, down a size, lower, less, fewer, tinier,
        more compact
        """,
      most:
        """
        smaller the better, smallest, tiniest, lowest, least, fewest, minimum, most compact
        """)
    func option(_ name: String, up: (String, String), down: (String, String)) {
      add(.option(name), true, more: up.0, most: up.1)
      add(.option(name), false, more: down.0, most: down.1)
    }
    option("length", up: ("longer", "longest"), down: ("shorter", "shortest"))
    option("height", up: ("taller", "tallest"), down: ("less tall", "lowest height"))
    option("thickness", up: ("thicker", "thickest"), down: ("thinner", "thinnest"))
    option("width", up: ("wider", "widest"), down: ("narrower", "narrowest"))
    option("weight", up: ("heavier", "heaviest"), down: ("lighter", "lightest"))
    option(
      "brightness", up: ("brighter", "brightest,most bright"),
      down: ("dimmer,less bright,darker", "dimmest,least bright"))
    option("speed", up: ("faster,quicker", "fastest,quickest"), down: ("slower", "slowest"))
    option(
      "power", up: ("stronger,more powerful", "strongest,most powerful"),
      down: ("weaker,less powerful", "weakest,least powerful"))
    option("resolution", up: ("sharper", "sharpest"), down: ("less sharp", "least sharp"))
    option(
      "difficulty", up: ("harder,more difficult,more challenging,trickier", "hardest,most difficult,most challenging"),
      down: ("easier,less difficult,simpler", "easiest,simplest,least difficult"))
    return entries
  }()
}
