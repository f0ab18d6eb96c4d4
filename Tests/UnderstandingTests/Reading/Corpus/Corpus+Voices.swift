extension Corpus {
  /// Who is calling, plain yeses, reasons and slips of the fingers, in many voices.
  static let briefTalk = """
    olivia ito 80218
      => id(name=Olivia Ito, zip=80218)
    i'm olivia ito, 80218
      => id(name=Olivia Ito, zip=80218)
    hi this is fatima muller from 78263 and i need to send the perfume back
      => id(name=Fatima Muller, zip=78263) ; return perfume
    raj lopez, zip's 02139. calling about my boots
      => id(name=Raj Lopez, zip=02139) ; - hiking-boots
    noah brown 76155 i wanna cancel the grill and keep everything else
      => id(name=Noah Brown, zip=76155) ; cancel grill ; keep rest
    Good afternoon, my name is Evelyn Lopez, I live in 19122, and I would like to return my office chair please
      => id(name=Evelyn Lopez, zip=19122) ; return office-chair
    mei kovacs 28236 here, where's my parcel
      => id(name=Mei Kovacs, zip=28236) ; ?status #?
    identity :: 60611 harper moore
      => id(zip=60611, name=Harper Moore)
    it's lei li 85033, order W5166363, i need a different laptop
      => id(name=Lei Li, zip=85033) ; change laptop #W5166363 -> list
    i returned the sneakers and the espresso machine last week, where is my money
      => ?refundTime
    i want the sneakers and the espresso machine gone
      => remove sneakers, espresso-machine
    can you take back the sneakers and the espresso machine
      => return sneakers, espresso-machine
    i'd like to know everything you can do with my order
      =>
    make the mouse wireless and the bookshelf a taller one, 5 feet, made of glass
      => change gaming-mouse -> connectivity=wireless ; change bookshelf -> height=5 ft material=glass up(height)
    exchange the mouse for a wired one and the bookshelf for a taller one, 5 feet, made of glass
      => exchange gaming-mouse -> connectivity=wired ; exchange bookshelf -> height=5 ft material=glass up(height)
    swap the red hose for a green one and the small backpack for a large one in navy
      => exchange garden-hose[color=red] -> color=green ; exchange backpack[size=small] -> size=large color=navy
    the shirt in purple and the jacket in navy please
      => - t-shirt -> color=purple ; - fleece-jacket -> color=navy
    i want the lamp in white, the clock in wood and the chair without armrests
      => change desk-lamp -> color=white ; change wall-clock -> color=wood ; change office-chair -> armrest=none
    exchange laptop to 15 inch i7 black, mouse to white wired, also boots to size 11
      => exchange laptop -> screen size=15-inch processor=i7 color=black ; exchange gaming-mouse -> color=white connectivity=wired ; exchange hiking-boots -> size=11
    for the kettle i would like glass and for the bottle i would like steel
      => change electric-kettle/tea-kettle -> material=glass ; change water-bottle -> material=stainless steel
    confirmation yn :: yes, cancel it
      => yes ; cancel it
    reason :: yes, cancel it
      => yes ; cancel it
    confirmation yn :: yes, please do
      => yes
    confirmation yn :: yeah go ahead with that
      => yes
    confirmation yn :: sure, that works
      => yes
    confirmation yn :: yes but not the lamp
      => yes ; - but(desk-lamp)
    confirmation yn :: yes if it costs nothing
      => yes ; - if price<=paid
    confirmation yn :: yep do it
      => yes
    confirmation yn :: ok yes go for it thank you
      => yes
    confirmation yn :: yes that's all correct, please proceed
      => yes
    confirmation yn :: yes exchange them
      => yes ; exchange them
    confirmation yn :: yes i confirm the cancellation
      => yes ; cancel
    confirmation yn :: yes, and then cancel my other order
      => yes ; cancel #other
    confirmation yn :: yes, cancel the lamp
      => yes ; cancel desk-lamp
    confirmation yn :: absolutely, let's do it
      => yes
    confirmation yn :: not yet
      => no
    confirmation yn :: yes please, return it to my paypal
      => yes ; return it $paypal
    confirmation yn :: mm yes that is what i want
      => yes
    i placed it accidentally
      => - because "accidentally"
    reason :: i ordered it by mistake, silly me
      => - because "by mistake"
    cancel my order please it isn't needed anymore
      => cancel #? because "isn't needed"
    cancel it cause i don't need it any more
      => cancel it because "don't need it any more"
    cancel the clock, we've changed our minds
      => cancel wall-clock because "changed our minds"
    reason :: it was an accident, my toddler had the phone
      => - because "an accident"
    reason :: there's no use for it now
      => - because "no use for"
    reason :: didn't mean to buy that
      => - because "didn't mean to buy"
    reason :: i have no use for it any longer
      => - because "no use for"
    reason :: wrong one, i picked the wrong colour
      => - because "wrong one, i picked the wrong colour"
    please canel the wall clokc
      => cancel wall-clock
    i woudl like to retrun my bakcpack
      => return backpack
    exchnge the keybaord for a clicky one
      => exchange mechanical-keyboard -> switch type=clicky
    can u refnd the headpohnes
      => refund headphones
    swap my jaket for a meduim
      => exchange fleece-jacket -> size=M
    chagne the adress on my ordre
      => changeAddress #?
    the skatebord is brokn i want to sned it back
      => return skateboard
    retunr teh sunglases pls
      => return sunglasses
    cancle everthing
      => cancel all
    is the watter bottle availble in galss
      => ?available water-bottle -> material=glass
    S:##### :: olivia ito 80218
      => id(name=Olivia Ito, zip=80218, order=80218)
    S:##### :: i'm olivia ito, 80218, and my kettle is broken
      => id(name=Olivia Ito, zip=80218, order=80218) ; - electric-kettle/tea-kettle
    S:##### identity :: olivia ito 80218
      => id(name=Olivia Ito, zip=80218)
    S:##### :: where is order 80218
      => ?status #80218
    identity :: i want to return the sneakers and the espresso machine
      => return sneakers, espresso-machine
    identity :: sneakers and the espresso machine
      => - sneakers, espresso-machine
    """
}
