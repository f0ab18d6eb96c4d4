extension Corpus {
  /// Several changes in one breath, each with what is there now and what is wanted of it; orders and goods named before their verb; where
  /// money shall go.
  static let severalChanges = """
    change the backpack to one with color navy and compartment camera
      => change backpack -> color=navy compartment=camera
    swap the coffee maker so it has capacity 2 cups and type espresso
      => exchange coffee-maker -> capacity=2 cups type=espresso
    swap the bookshelf for a white one with height 5 ft and material wood
      => exchange bookshelf -> color=white height=5 ft material=wood
    turn the water bottle into a 1000ml one and color black
      => change water-bottle -> capacity=1000ml color=black
    exchange the camera with zoom 5x for one with zoom 10x and storage SD card
      => exchange digital-camera[zoom=5x] -> zoom=10x storage=SD card
    exchange the lamp (brightness low, color black) for brightness high, the bookshelf (color white, height 3 ft) for height 5 ft and the boots for size 9
      => exchange desk-lamp[brightness=low,color=black] -> brightness=high ; exchange bookshelf[color=white,height=3 ft] -> height=5 ft ; exchange hiking-boots -> size=9
    please change these in order no. W5166363: the skateboard to plain and the grill to medium
      => change skateboard #W5166363 -> design=plain ; change grill #W5166363 -> size=medium
    edit order W5166363: the laptop to 32GB and the lamp to white
      => change laptop #W5166363 -> ram=32GB ; change desk-lamp -> color=white
    initiate a return for the lamp and the bookshelf in W5166363. The refund should go to my paypal
      => return desk-lamp, bookshelf #W5166363 $paypal
    the refund for the lamp should go to my gift card
      => refund desk-lamp $giftCard
    the price difference should go on my visa
      => - $creditCard-visa
    for order W5166363 I want to return the lamp and the bookshelf, refund to my paypal
      => return desk-lamp, bookshelf #W5166363 $paypal
    change how order W5166363 is paid: take my visa
      => changePayment #W5166363 $creditCard-visa
    order W5166363 should be paid with paypal
      => changePayment #W5166363 $paypal
    order W5166363 needs to be cancelled and W1234567 should go to 12 Oak Street, Denver, CO 80202
      => cancel #W5166363 ; changeAddress #W1234567 @{street=12 Oak Street, city=Denver, region=CO, postcode=80202}
    cancel W5166363, besides that order W1234567 should be paid with my visa
      => cancel #W5166363 ; changePayment #W1234567 $creditCard-visa
    the lamp, the bookshelf and the grill: I want to return them
      => return desk-lamp, bookshelf, grill
    in order W5166363, the lamp and the bookshelf: send that back
      => return desk-lamp, bookshelf #W5166363
    cancel order W5166363, I ordered it by accident
      => cancel #W5166363 because "by accident"
    confirmation :: correct, please go ahead
      => yes
    confirmation :: correct the address please
      => changeAddress
    goods :: the skateboard with deck material plastic, design plain, length 34 inch from order W5166363
      => - skateboard[deck material=plastic,design=plain,length=34 inch] #W5166363
    please exchange the white headphones with type on-ear for exactly the same one
      => exchange headphones[color=white,type=on-ear] -> again
    i don't want order W5166363 any more because it takes too long
      => cancel #W5166363 because "takes too long"
    wait, use my paypal for order W5166363
      => *changePayment #W5166363 $paypal
    address :: same address as on order W5866402
      => - @order(#W5866402)
    address :: the same as for order W5866402
      => - @order(#W5866402)
    change the address of order W5442520, same as order W5866402
      => changeAddress #W5442520 @order(#W5866402)
    in order W5442520 I'd like the lamp in black and to pay with paypal instead
      => change desk-lamp #W5442520 -> color=black $paypal
    variant :: number 4 please
      => - @4
    i want to return something from order W7841787
      => return 1of #W7841787
    please take the desk lamp out of the order with the grill
      => remove desk-lamp #has(grill)
    the skateboard you sent me is too short!! I want the longest plain plastic one you have
      => change skateboard<#delivered> -> design=plain deck material=plastic max(length)
    has order W1620235 been shipped? if so leave it, otherwise cancel it
      => ?status #W1620235 ; keep #W1620235 if sent else (cancel #W1620235)
    can the smart watch be had in gold? if so change mine to that
      => ?available smart-watch -> color=gold ; change smart-watch -> color=gold if available
    please just cancel it so I don't receive it, and refund me in full
      => cancel it
    the tea kettle does not look at all like the pictures on your website
      => - tea-kettle
    can you help me fix it
      => repair
    take me off your mailing list
      => unsubscribe
    it's your fault the piece was missing. can't you give me just a small coupon?
      => discount
    the blue earbuds. change them to 8 hours battery
      => change wireless-earbuds[color=blue] -> battery life=8 hours
    but not everything yet, the pet bed from that same order goes back too
      => return pet-bed #same
    confirmation :: please correct that: for order W6236251, I ordered it by mistake
      => change it ; - #W6236251 because "by mistake"
    """
}
