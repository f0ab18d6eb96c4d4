/// What customers say for option values: groups of words for one value, and words that are values of a kind of option in any shop.
enum ValueWords {
  /// Words that mean one value, in the lexicon's form.
  static let same: [[String]] = lines(
    """
    xs, extra small, x small, extra extra small
    s, small, sm
    m, medium, mid size, mid sized, med, mid
    l, large, lg, big
    xl, extra large, x large, very large
    xxl, double xl, 2xl, double extra large, xx large, extra extra large, 2 xl, xx l
    gray, slate
    space gray, dark gray
    stainless steel, stainless, steel, inox
    silver, silvery
    wifi, wi fi, wireless internet, wlan
    wireless, cordless, without a cable, without a cord, without cable, no cable, no wire, cable free, wire free
    wired, corded, with a cable, with a cord, with cable, cabled
    hard cover, hardcover, hardback, hard back, hard bound
    soft cover, softcover, paperback, soft back
    hardshell, hard shell, hard sided, hardside, hard case
    softshell, soft shell, soft sided, softside
    ac adapter, mains, plug in, ac, ac power, wall plug, wall power, adapter, mains powered, mains power, outlet
    battery, battery powered, battery operated, runs on batteries
    usb, usb powered, usb power
    aa battery, double a, aa, disposable battery
    rechargeable, built in battery
    full size, full sized, 100%, full length
    60%, 60 percent
    80%, tenkeyless, tkl
    robotic, robot, robo
    canister, cylinder
    google assistant, google, google home
    amazon alexa, alexa, amazon, echo
    apple homekit, homekit, apple, siri
    in ear, inside the ear
    over ear, over the ear, around ear, around the ear
    on ear, on the ear
    man, male, for man, for him, man's, gents, gentleman
    woman, female, for woman, for her, lady, ladies
    unisex, for anyone, for everyone, either gender
    non polarized, not polarized, unpolarized, nonpolarized, non polarised
    auto tilt, automatic tilt, tilts automatically, self tilting
    manual tilt, hand tilt, tilts manually
    auto shutoff, automatic shutoff, auto shut off, automatic shut off, shuts off, auto off, switches itself off
    built in grinder, grinder
    night mode, night setting
    not resistant, not water resistant, no water resistance, not waterproof
    french press, press pot, cafetiere, plunger
    automatic, fully automatic, auto
    manual, by hand
    capsule, pod
    charcoal, coal
    gas, propane
    electric, electrical
    beginner, easy, easiest
    intermediate, moderate
    expert, hard, difficult, advanced
    professional, pro
    basic, starter, entry level
    high back, tall back
    animal, animals
    graphic, picture, printed
    plain, blank, solid
    custom, customized, personalized
    memory foam, foam
    natural rubber, rubber
    iron, cast iron
    wood, wooden, timber
    faux leather, vegan leather, pleather
    yes, with
    none, without, no
    8 inch, 8 in
    4k, ultra hd, uhd
    1080p, full hd, 1080, fhd
    dark, darker skin
    light, fair, pale
    sd card, sd
    cf card, cf, compact flash
    rgb, rainbow, multicolor, multicolored, rgb lighting
    oled, amoled
    crew neck, round neck, crewneck
    v neck, vneck
    regular, standard, normal
    2 person, 2 man, for 2, sleeps 2, for 2 person
    3 person, 3 man, for 3, sleeps 3, for 3 person
    4 person, 4 man, for 4, sleeps 4, for 4 person
    """)

  /// Colours that any shop may be asked for.
  static let colors = words(
    """
    black white red blue green yellow orange purple violet pink brown gray silver gold beige navy teal turquoise tan cream
    ivory maroon burgundy khaki olive charcoal bronze copper magenta cyan lilac lavender mint coral peach mustard rose
    indigo aqua crimson scarlet sand brass chrome rainbow
    """)

  /// Materials that any shop may be asked for.
  static let materials = words(
    """
    leather mesh cotton polyester nylon wool linen silk canvas synthetic rubber plastic glass metal wood steel aluminum iron
    ceramic silicone bamboo maple oak walnut pine jute suede velvet fleece denim vinyl latex foam carbon titanium marble
    porcelain cashmere acrylic hemp wicker rattan urethane tpe pvc fabric cloth
    """)

  /// Sizes in words.
  static let sizes = words("xs s m l xl xxl small medium large tiny mini huge")

  /// What may stand before a colour and belongs to it.
  static let shades: Set<String> = [
    "light", "dark", "bright", "deep", "pale", "navy", "sky", "royal", "forest", "matte", "jet",
  ]

  private static func lines(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      line.split(separator: ",").map { Cells.keys(String($0)).joined(separator: " ") }
    }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map { WordForms.key(String($0)) })
  }
}
