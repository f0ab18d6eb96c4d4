extension Corpus {
  /// Variants by values.
  static let variantsByValues = """
    Same t-shirt, just in polyester
      => - t-shirt -> material=polyester keep
    the 27-inch instead
      => change -> =27 inch
    exchange the t-shirt for a medium in purple, style doesn't matter
      => exchange t-shirt -> size=M color=purple free(style)
    exchange the laptop for one with 32 gigs of RAM
      => exchange laptop -> ram=32GB
    change the hose from 50 feet to 100 feet
      => change garden-hose[length=50ft] -> length=100ft
    I want the bookshelf in glass, 5 feet tall
      => change bookshelf -> material=glass height=5 ft
    make it the one terabyte
      => change it -> storage=1TB SSD
    P:Laptop :: one terabyte instead of 512
      => change one[storage=512GB SSD] -> storage=1TB SSD
    change the size of the boots to 11
      => change hiking-boots -> size=11
    change the color of the lamp to white and the brightness to high
      => change desk-lamp -> color=white brightness=high
    exchange the camera for a waterproof one
      => exchange action-camera -> waterproof=yes
    O:Action-Camera :: exchange the camera for a waterproof one
      => exchange action-camera -> waterproof=yes
    I'd like the keyboard with no backlight instead
      => change mechanical-keyboard -> backlight=none
    exchange the speaker for one that is not water resistant
      => exchange bluetooth-speaker -> water resistance=no
    swap the sunglasses for non-polarized ones
      => exchange sunglasses -> lens type=non-polarized
    exchange the full size keyboard for the sixty percent one
      => exchange mechanical-keyboard[size=full size] -> size=60%
    change the thermostat to one that works with Alexa
      => change smart-thermostat -> compatibility=Amazon Alexa
    exchange the chair for one without armrests
      => exchange office-chair -> armrest=none
    exchange the XL shirt for an L
      => exchange t-shirt[size=XL] -> size=L
    switch the e-reader to the wifi plus cellular one
      => change e-reader -> connectivity=Wi-Fi + Cellular
    exchange the kettle for the 1.5 litre one in silver
      => exchange electric-kettle -> capacity=1.5L color=silver
    change the puzzle to 1000 pieces
      => change jigsaw-puzzle -> pieces=1000
    I want the black i7 laptop instead of the silver i5
      => change laptop[color=silver,processor=i5] -> color=black processor=i7
    same yoga mat, just in green
      => - yoga-mat -> color=green keep
    make the hose 100 feet instead
      => change garden-hose -> length=100ft
    I want the headphones in white, everything else the same
      => change headphones -> color=white keep
    I want the headphones in white. Everything else about them can stay as it is
      => change headphones -> color=white keep
    the 17 inch instead of the 13 inch
      => change [screen size=13-inch] -> screen size=17-inch
    exchange the blue earbuds for black ones with 8 hours of battery
      => exchange wireless-earbuds[color=blue] -> color=black battery life=8 hours
    change the bulb from warm white to daylight
      => change led-light-bulb[color temperature=warm white] -> color temperature=daylight
    can you make it a large in navy, zipper doesn't matter
      => change it -> =large color=navy free(zipper)
    swap the glass kettle for a stainless steel one
      => exchange electric-kettle/tea-kettle[material=glass] -> material=stainless steel
    I'd rather have the leather strap
      => change -> strap material=leather
    replace the wired mouse with a wireless one
      => exchange gaming-mouse[connectivity=wired] -> connectivity=wireless
    """

  /// Lists.
  static let lists = """
    I'd like a different backpack
      => change backpack -> list
    what do you have in cordless?
      => ?choices -> features=cordless
    which ones are under sixty dollars?
      => ?choices -> price<6000
    which laptops do you have with 32GB?
      => ?choices laptop -> ram=32GB
    what other colors does the lamp come in?
      => ?choices(color) desk-lamp
    what are my options for the backpack?
      => ?choices backpack
    do you have the speaker in red?
      => ?available bluetooth-speaker -> color=red
    is the blue one in stock?
      => ?available one[=blue]
    variant P:Backpack :: the second
      => - @2
    variant P:Backpack :: the cheaper one
      => - -> min(price)
    variant P:Backpack :: the green one
      => - -> color=green
    variant P:Backpack :: nylon
      => - -> material=nylon
    goods :: the blue one
      => - one[=blue]
    what else have you got in backpacks?
      => ?choices backpack
    I want a different lamp, what do you have?
      => change desk-lamp -> list ; ?choices
    which ones are under two hundred dollars?
      => ?choices -> price<20000
    show me what you have in size 9
      => ?choices -> size=9
    I'd like another watch, what are my options?
      => change smart-watch/wristwatch -> list ; ?choices
    do you have it in other colours?
      => ?choices(color) it
    give me the list of kettles in stock
      => ?choices electric-kettle/tea-kettle
    which tablets come with 128 gigs?
      => ?choices tablet -> storage=128GB
    something different from what I have
      => - -> list
    what do you have in mountain bikes
      => ?choices bicycle[type=mountain]
    """

  /// Extremes and steps.
  static let extremesAndSteps = """
    exchange the tablet for the cheapest you've got
      => exchange tablet -> min(price)
    one size up please
      => - -> up(size)x1
    swap the jacket for one two sizes smaller
      => exchange fleece-jacket -> down(size)x2
    I'd like a longer hose
      => change garden-hose -> up(length)
    exchange the bulb for a brighter one
      => exchange led-light-bulb -> up(brightness)
    the longest hose that costs no more
      => - garden-hose[max(length)] -> price<=paid
    exchange it for the most expensive one
      => exchange it -> max(price)
    swap the laptop for the one with the most storage
      => exchange laptop -> max(storage)
    exchange the kettle for a bigger one
      => exchange electric-kettle/tea-kettle -> up(size)
    same lamp but brighter
      => - desk-lamp -> up(brightness) keep
    a slightly smaller one
      => - -> down(size)
    exchange the camera for one with at least 24 megapixels
      => exchange digital-camera -> resolution>=24MP
    the laptop with 16GB or more
      => - laptop -> ram>=16GB
    exchange the mat for a thicker one
      => exchange yoga-mat -> up(thickness)
    the cheapest tablet you've got
      => - tablet[min(price)]
    one size larger please
      => - -> up(size)x1
    I want a slightly longer hose
      => change garden-hose -> up(length)
    the lightest dumbbells
      => - dumbbell-set[min(weight range)]
    the laptop with the most storage
      => - laptop -> max(storage)
    swap it for the brightest bulb that doesn't cost more
      => exchange it -> max(brightness) price<=paid
    two sizes smaller
      => - -> down(size)x2
    a thicker mat
      => - yoga-mat -> up(thickness)
    at least 16 gigs of ram
      => - -> ram>=16GB
    i want the most expensive one
      => - one[max(price)]
    """

  /// Preferences.
  static let preferences = """
    ideally black, otherwise silver
      => - -> ~=black ~=silver
    exchange it for rubber over vinyl over latex
      => exchange it -> ~material=rubber ~material=vinyl ~material=latex
    exchange the hose for a green one, or if you don't have that, a blue one
      => exchange garden-hose -> ~color=green ~color=blue
    I'd prefer leather but mesh is fine too
      => - -> ~material=leather ~material=mesh
    red or black, whichever is cheaper
      => - -> color=red|black min(price)
    anything but red please
      => - -> color!=red
    exchange the lamp for any color except white
      => exchange desk-lamp -> color!=white free(color)
    exchange the mouse, preferably for a wireless one
      => exchange gaming-mouse -> ~connectivity=wireless
    preferably black, otherwise silver
      => - -> ~=black ~=silver
    leather over mesh over synthetic
      => - -> ~material=leather ~material=mesh ~material=synthetic
    blue if you have it, if not green
      => - -> ~=blue ~=green
    I'd prefer the wool but cotton will do
      => - -> ~=wool ~material=cotton
    if there's a choice of colour, I'd take navy
      => - -> color=navy
    wired or wireless, whichever costs less
      => - -> connectivity=wired|wireless min(price)
    ideally the 1TB, or else the 512
      => - -> ~storage=1TB SSD ~storage=512GB SSD
    anything but red
      => - -> color!=red
    red or black, I don't mind which
      => - -> color=red|black
    first choice is glass, second choice ceramic
      => - -> ~material=glass ~material=ceramic
    """
}
