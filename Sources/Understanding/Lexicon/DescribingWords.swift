/// Words of what goods are like, made of or made for. In no catalogue, they are no names either ("the propane stove", "a Merino sock").
enum DescribingWords {
  /// Whether a word in lower case describes, by the list or, where nothing else tells, by its ending.
  static func describes(_ word: String, isCapital: Bool) -> Bool {
    if all.contains(word) || all.contains(WordForms.key(word)) { return true }
    let endings = isCapital ? sure : sure + likely
    return endings.contains { word.hasSuffix($0) && word.count > $0.count + 2 }
  }

  /// Whether a word says what goods are made of, made for or able to do, so that not all of a kind need be so.
  static func tells(_ word: String) -> Bool {
    telling.contains(word)
      || ["proof", "resistant", "free"].contains { word.hasSuffix($0) && word.count > $0.count + 2 }
  }

  private static let telling: Set<String> = Set(
    """
    acrylic alpaca aluminum bamboo canvas carbon cashmere cast cork cotton denim enamel fiberglass flannel foam glass hemp latex leather linen
    merino mesh neoprene nylon plastic polyester rattan rubber silicone silk stainless suede synthetic teak titanium velvet vinyl wicker

    vegan organic recycled ethical insulated heated breathable padded wide narrow folding foldable collapsible inflatable stackable convertible
    reversible hooded reflective rechargeable electric cordless solar propane butane magnetic rolling wheeled lockable dimmable freestanding
    steel toe toddler kids child children youth junior maternity dog dogs puppy pet
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Whether a word is an ordinary or a describing one but for a slip.
  static func isNearly(_ word: String) -> Bool { spelled.repair(word) != nil }

  private static let spelled = Vocabulary(
    OrdinaryWords.listed.union(CommonWords.all).union(RetailNouns.words).union(all))

  /// Endings of words that describe, whatever they are written like; and those that names have too.
  private static let sure = [
    "proof", "able", "ible", "less", "weight", "resistant", "friendly", "sized", "colored", "person", "season", "ated",
    "ized",
  ]
  private static let likely = [
    "ful", "ish", "ing", "ed", "ic", "ical", "ous", "ive", "ary", "ant", "ent", "est", "light", "lite", "free", "size",
    "style", "tone", "man", "term", "duty", "grade", "wide", "like", "y", "wear", "side", "top", "up", "fit", "neck",
  ]

  private static let all: Set<String> = Set(
    """
    acrylic alpaca aluminum aluminium ash bamboo beech birch brass bronze butane canvas carbon cashmere cast cedar
    ceramic charcoal chrome copper cork cotton denim diesel down duck elastic elm enamel ethanol felt fiber fiberglass
    fir flannel fleece foam gasoline glass goose granite hemp hickory hybrid iron jersey jute kerosene lamb latex
    leather linen lithium maple marble merino mesh metal microfiber mohair neoprene nickel nylon oak paper paraffin
    pellet petrol pine plaid plastic plush polyester porcelain propane quilt rattan rayon resin rubber sand satin silk
    silver solar soy spandex stainless steel stone suede synthetic teak teflon terracotta tin titanium tweed velvet
    vinyl walnut wax wicker willow wood wool zinc

    adult alpine arctic army athletic backcountry backup basic beginner bell bivy body boy boys budget bunk campsite
    caravan cat chalet child classic clear combo compact cordless corner cube cylinder deck deluxe disc dome dual
    dutch economy emergency entry event expedition extra extreme fancy feather festival flat flex full gear
    genuine geo gift girl girls glamping guy hard heavy hiker hill home hoop hunter hunting indoor inner instant
    interior junior kid kiddie kids kitchen knit ladies lady large larger largest latest layer left lower luxury main
    marine massive maxi medium men mens midi military mini modern modular mom motor mountain mummy narrow natural
    newborn next night normal old open original outback outdoor outer outside oval over oversize overland overnight
    own pack pair palm panel park patio pendant petite pillar plain polar pool pop portable premium
    pump puppy pup purple quad quality queen quick quiet rain ranger real rear rectangle reflex regular replica retro
    rod roof rooftop round safari sauna scout sea second senior shallow short side simple single ski slim slope slow
    small smart snow soft solid solo spare spring square standard starter storage stow street sturdy summer super
    swag table tall tarp teen teepee terrain thermal thick thin tipi toddler top touring tour tower trail travel
    traveler traveller trek tripod tube tunnel turquoise twin underwear unisex used vegan vertical vintage
    walk wall water wedge wild winter women womens work yurt youth zip

    beige black blue brown burgundy camo camouflage charcoal coral cream cyan fuchsia gold gray green grey indigo ivory
    khaki lavender lilac lime magenta maroon mauve mint mustard navy neon ochre olive orange peach pink purple red
    ruby rust salmon scarlet tan teal turquoise violet white yellow

    african alaskan american arctic asian australian austrian british canadian chinese christmas czech danish dutch
    easter english european finnish french german greek halloween hawaiian icelandic indian irish italian japanese
    korean mexican nordic norwegian persian polish russian scandinavian scottish spanish swedish swiss thai
    thanksgiving turkish vietnamese xmas

    above absolute actual advertised best better bigger cheaper cheapest coming current dang darn exact famous finest
    first ideal kinda last liter litre liters litres luxe mentioned most newer nicest okay only perfect proper right
    said sale same similar smallest strongest such usual very warmer warmest whole wrong
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
