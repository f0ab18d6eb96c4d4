/// What customers call goods: groups of names for one kind of thing, written once for any catalogue. A product whose name ends in one
/// of a group's names is found by all the others.
enum RetailNouns {
  /// Names that mean the same.
  static let same: [[String]] = lines(
    """
    t shirt, tee, tee shirt, tshirt, tees
    shirt, top, blouse
    sweater, jumper, pullover, sweatshirt, knitwear
    hoodie, hooded sweatshirt
    jacket, coat, parka, anorak, windbreaker
    rain jacket, raincoat, rain coat, mac, waterproof jacket, slicker
    down jacket, puffer, puffer jacket, down coat, puffy jacket
    fleece, fleece jacket, fleece pullover
    trousers, pants, slacks
    jeans, denims
    shorts, short pants
    sneakers, trainers, tennis shoes, gym shoes, kicks
    running shoes, runners, jogging shoes, running trainers
    trail shoes, trail runners, trail running shoes
    hiking boots, walking boots, hikers, trekking boots, boots
    slippers, house shoes
    socks, stockings
    hat, cap, beanie
    sun hat, sunhat
    gloves, mittens, mitts
    scarf, shawl
    sunglasses, shades, sun glasses, sunnies
    glasses, spectacles, eyeglasses
    wristwatch, watch, wrist watch, timepiece
    smart watch, smartwatch, fitness watch, watch
    backpack, rucksack, knapsack, back pack, bookbag
    day pack, daypack, small backpack
    duffel bag, duffel, duffle, duffle bag, gym bag, holdall
    luggage, suitcase, suitcases, travel bags, baggage, luggage pieces, cases
    handbag, purse, tote
    wallet, billfold, purse
    umbrella, brolly
    patio umbrella, parasol, sun umbrella, garden umbrella, sunshade
    laptop, notebook computer, laptop computer, macbook
    notebook, note book, notepad, journal, writing pad
    tablet, tablet computer, ipad
    smartphone, phone, cell phone, mobile, mobile phone, cellphone, handset, smart phone
    e reader, ereader, kindle, ebook reader, e book reader, reading tablet
    headphones, headset, cans, head phones, over ears
    earbuds, earphones, ear buds, buds, in ears, airpods, earpods, ear phones
    speaker, loudspeaker, boombox
    keyboard, key board
    mouse, computer mouse
    monitor, computer screen
    charger, power bank, powerbank, battery pack, charging brick
    action camera, gopro, action cam, sports camera, actioncam
    digital camera, photo camera, still camera
    security camera, surveillance camera, security cam, cctv camera, indoor camera, home camera
    camera, cam
    thermostat, heating control, heat controller
    light bulb, bulb, lightbulb, led bulb, led
    lamp, light
    desk lamp, reading lamp, table lamp, desk light
    floor lamp, standing lamp, standard lamp
    headlamp, head torch, headtorch, head lamp, headlight
    lantern, camp light
    flashlight, torch
    kettle, water boiler
    tea kettle, stovetop kettle, teakettle, whistling kettle
    electric kettle, water kettle
    coffee maker, coffee machine, coffeemaker, coffee pot, coffee brewer
    espresso machine, espresso maker, espresso
    water bottle, drinking bottle, bottle, flask
    mug, cup
    teapot, tea pot
    skillet, frying pan, pan, fry pan, frypan
    cook set, cookware, cooking set, pots and pans, pan set
    camp stove, camping stove, stove, burner, gas stove
    cooler, cool box, ice chest, icebox, coolbox
    blender, mixer, liquidizer
    toaster, toast maker
    vacuum cleaner, vacuum, hoover, vac
    air purifier, air cleaner, purifier, air filter
    toothbrush, tooth brush
    perfume, fragrance, cologne, scent, eau de toilette
    makeup, make up, cosmetics, makeup set, make up kit
    yoga mat, exercise mat, gym mat, yoga pad
    doormat, door mat, welcome mat
    rug, carpet
    dumbbell, weights, dumbells, dumbbells, hand weights, free weights, barbells
    bicycle, bike, cycle, push bike
    cycling helmet, bike helmet, bicycle helmet
    bike rack, bicycle rack, car rack, bike carrier
    skateboard, skate board, board
    jigsaw puzzle, jigsaw, puzzle
    grill, barbecue, bbq, barbeque
    garden hose, hose, hosepipe, hose pipe, water hose
    pruning shears, pruners, secateurs, garden shears
    planter, plant pot, flower pot, flowerpot
    bookshelf, bookcase, book shelf, shelf, shelving, book case
    office chair, desk chair, swivel chair, computer chair
    camp chair, camping chair, folding chair
    patio table, garden table, outdoor table
    table, desk
    sofa, couch, settee
    wall clock, clock
    pet bed, dog bed, cat bed, dog basket, cat basket
    blanket, throw
    pillow, cushion
    curtains, drapes
    tent, bivouac
    tarp shelter, tarp, tarpaulin
    sleeping bag, bedroll
    sleeping pad, sleeping mat, camping mat, air mattress
    trekking poles, hiking poles, walking sticks, walking poles, trekking sticks
    snowshoes, snow shoes
    sled, sledge, toboggan
    kayak, canoe
    paddle board, paddleboard, sup, stand up paddle board
    life vest, life jacket, lifejacket, buoyancy aid, pfd
    fire pit, firepit, fire bowl
    storage bin, bin, storage box, storage tub
    tool chest, toolbox, tool box, tool cabinet
    drill, power drill
    heater, radiator, space heater
    """)

  /// Names of near kinds, which some customers use for one another.
  static let near: [[String]] = lines(
    """
    headphones, earbuds, earphones, ear phones
    sneakers, running shoes, trail shoes, shoes, trainers, kicks, footwear
    hiking boots, boots, shoes, footwear
    wristwatch, smart watch
    coffee maker, espresso machine
    laptop, computer, notebook, pc
    tablet, e reader
    rain jacket, down jacket, fleece, jacket, coat
    t shirt, shirt, top
    backpack, day pack, bag, pack
    duffel bag, bag
    luggage, bags
    action camera, digital camera, security camera, camera
    sleeping pad, air mattress
    water bottle, bottle, flask
    pet bed, bed
    bookshelf, shelves
    jigsaw puzzle, game
    """)

  /// All names: what is a kind of goods in any shop, also where this one does not have it.
  static let names: Set<String> = Set(same.flatMap { $0 } + near.flatMap { $0 })

  /// The words of all names.
  static let words: Set<String> = Set(names.flatMap { $0.split(separator: " ").map(String.init) })

  /// Last words of names that say little: what stands before them is the name.
  static let empty: Set<String> = [
    "set", "kit", "machine", "maker", "cleaner", "device", "system", "unit", "pack", "bundle", "pair", "gear", "board",
    "charger",
  ]

  private static func lines(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      line.split(separator: ",").map { Cells.keys(String($0)).joined(separator: " ") }
    }
  }
}
