extension Corpus {
  /// Orders and goods without numbers.
  static let ordersAndGoodsWithoutNumbers = """
    The jacket that came on Friday needs to go back
      => return fleece-jacket<#delivered&on(11/20)>
    cancel whatever went to Burlington
      => cancel #all&to(burlington)
    the parcel with the skateboard in it, cancel it
      => cancel #has(skateboard)
    I want to return something from order W2890441, the lamp
      => return desk-lamp #W2890441
    exchange the boots from my last order
      => exchange hiking-boots #@-1
    cancel my most recent order
      => cancel #@-1
    the order that ends in 66, cancel it please
      => cancel #..66
    my order with the two kettles hasn't arrived
      => ?status #has(electric-kettle/tea-kettlex2)
    return the helmet I bought last month
      => return cycling-helmet
    cancel the order that hasn't shipped yet
      => cancel #pending
    return the tablet that was delivered yesterday
      => return tablet<#delivered&on(11/26)>
    cancel the order going to Denver
      => cancel #to(denver)
    I'd like to cancel my pending orders
      => cancel #pending&all
    where is my order W1234567?
      => ?status #W1234567
    return the speaker from the order I placed last week
      => return bluetooth-speaker #?
    what did I order?
      => ?orders
    I need to return the backpack in order W7654321 and the puzzle in order W1111111
      => return backpack<#W7654321>, jigsaw-puzzle<#W1111111>
    The helmet that turned up yesterday is too tight, I'd like to send it back.
      => return cycling-helmet<#delivered&on(11/26)>
    Whatever you shipped to Tucson needs to go back.
      => return all #to(tucson)
    Can you look at the order with the two bookshelves?
      => - #has(bookshelfx2)
    I think it's W4512378, the one with the pet bed in it.
      => - #W4512378&has(pet-bed)
    Cancel the thing I bought last night.
      => cancel it<#on(11/26)>
    It was a big order, five or six items, with a grill.
      => - #has(grill)
    The number ends with 31 and it has a laptop in it.
      => - #..31&has(laptop)
    The jacket I had sent to my sister in Chicago.
      => - fleece-jacket<#to(chicago)>
    My most recent purchase, please cancel it.
      => cancel #@-1
    The order that hasn't shipped yet, the one with the tablet.
      => - #pending&has(tablet)
    """

  /// Words for kinds of goods.
  static let wordsForKindsOfGoods = """
    return the bulb
      => return led-light-bulb
    I want to send back my trainers
      => return sneakers
    both vacuums are broken, I'd like to return them
      => return both vacuum-cleaner
    exchange the earphones for black ones
      => exchange wireless-earbuds -> color=black
    return the watch
      => return smart-watch/wristwatch
    O:Smart-Watch :: return the watch
      => return smart-watch
    cancel the tee
      => cancel t-shirt
    return my running shoes and the sneakers
      => return running-shoes, sneakers
    swap the rucksack for a green one
      => exchange backpack -> color=green
    return the jigsaw
      => return jigsaw-puzzle
    send the cell phone back
      => return smartphone
    return the dog bed
      => return pet-bed
    return the kindle
      => return e-reader
    give me a refund for the bbq
      => refund grill
    exchange the suitcases for a 3 piece set
      => exchange luggage-set -> piece count=3-piece
    return the dumbbells
      => return dumbbell-set
    return the shoes
      => return running-shoes
    O:Hiking-Boots :: return the shoes
      => return hiking-boots
    the power bank
      => - portable-charger
    send back my trainers
      => return sneakers
    I'd like to swap the hoover
      => exchange vacuum-cleaner
    both kettles are leaking, I want my money back
      => refund both electric-kettle/tea-kettle
    return the cam
      => return action-camera/digital-camera/indoor-security-camera
    refund the shades please
      => refund sunglasses
    it's the parasol I want changed
      => change patio-umbrella
    the robot vac stopped working, take it back
      => return vacuum-cleaner[type=robotic]
    my tshirts don't fit
      => - t-shirt
    can you take back the suitcases
      => return luggage-set
    """

  /// The verb as said, whatever the status.
  static let theVerbAsSaidWhateverTheStatus = """
    Return the smartphone I ordered this morning
      => return smartphone<#on(11/27)>
    cancel the pan, it arrived dented
      => cancel 'pan'
    I'd like to exchange the keyboard
      => exchange mechanical-keyboard
    cancel the lamp I received yesterday
      => cancel desk-lamp<#delivered&on(11/26)>
    I want to return the tent I ordered this morning
      => return 'tent'<#on(11/27)>
    cancel the skateboard, it came scratched
      => cancel skateboard
    exchange the keyboard, it hasn't even left your warehouse
      => exchange mechanical-keyboard
    send back the laptop that's still pending
      => return laptop<#pending>
    please cancel the perfume that was delivered on Monday
      => cancel perfume<#delivered&on(11/23)>
    refund the puzzle, pieces are missing
      => refund jigsaw-puzzle
    I'd like to modify the boots I got last week to a size 10
      => change hiking-boots -> size=10
    return order W7711223 which is on its way
      => return #W7711223&sent
    call off the yoga mat
      => cancel yoga-mat
    I need to give the office chair back
      => return office-chair
    """

  /// Several wishes.
  static let severalWishes = """
    Swap the lamp for a black one, send the speaker back, and what's my balance?
      => exchange desk-lamp -> color=black ; return bluetooth-speaker ; ?balance
    oh, and the address
      => changeAddress
    return the lamp and exchange the mouse for a wireless one
      => return desk-lamp ; exchange gaming-mouse -> connectivity=wireless
    return the lamp, the mouse and the bottle
      => return desk-lamp, gaming-mouse, water-bottle
    cancel order W1234567 and return the mug from W7654321
      => cancel #W1234567 ; return 'mug' #W7654321
    first cancel the order with the grill, then return the tent
      => cancel #has(grill) ; return 'tent'
    I'd like to return the hose. And the umbrella.
      => return garden-hose ; return patio-umbrella
    return the hose and the umbrella too
      => return garden-hose, patio-umbrella
    change the lamp to white and the mouse to wired
      => change desk-lamp -> color=white ; change gaming-mouse -> connectivity=wired
    I want to return the chair, exchange the boots to a 10, and change the address of my other order
      => return office-chair ; exchange hiking-boots -> size=10 ; changeAddress #other
    and also cancel the other order
      => cancel #other
    swap the lamp and the clock to black
      => exchange desk-lamp, wall-clock -> color=black
    my zip is 05401, oh, and I want the lamp gone too
      => id(zip=05401) ; remove desk-lamp
    Swap the jacket for a medium, send the speaker back, and tell me what's on my gift card.
      => exchange fleece-jacket -> size=M ; return bluetooth-speaker ; ?balance $giftCard
    First return the kettle, then change the address on the other order.
      => return electric-kettle/tea-kettle ; changeAddress #other
    return the mouse and the keyboard and exchange the tablet for the silver one
      => return gaming-mouse, mechanical-keyboard ; exchange tablet -> color=silver
    oh and the backpack too
      => - backpack
    also, my address changed
      => changeProfileAddress
    Cancel the order with the clock, and for the one with the helmet change the size to large.
      => cancel #has(wall-clock) ; change #has(cycling-helmet) -> size=L
    Two things: the bulb goes back, and I want the hose in 50 feet.
      => return led-light-bulb ; change garden-hose -> length=50ft
    I'd like to return the lamp and where's my other order?
      => return desk-lamp ; ?status #other
    exchange the boots to size 9, the shirt to an L and return the bottle
      => exchange hiking-boots -> size=9 ; exchange t-shirt -> size=L ; return water-bottle
    change the payment on W1234567 to paypal and ship it to my home address
      => changePayment #W1234567 $paypal ; changeAddress #W1234567 @profile
    """
}
