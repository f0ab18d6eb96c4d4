extension Corpus {
  /// What free callers said at the desk: yes with courtesy, no by a doubt, how it is paid and where it goes, persons and reasons told of.
  static let atTheDesk = """
    confirmation yn :: great then yes, that's everything
      => yes ; bye

    confirmation yn :: lovely, so yes please
      => yes

    confirmation yn :: alright, and yes that's everything
      => yes ; bye

    confirmation yn :: great, that's everything
      => bye

    more yn :: I doubt it
      => no

    more yn :: not that I can think of
      => no

    more yn :: nothing comes to mind
      => no

    more yn :: that covers it
      => bye

    more yn :: I think that's everything
      => bye

    confirmation yn :: so I still get the full amount?
      => ?refund

    confirmation yn :: do I get the full amount back?
      => ?refund

    confirmation yn :: so I get everything back?
      => ?refund all

    confirmation yn :: does that mean I get the full price back?
      => ?refund it

    wallet yn :: make it my visa
      => changePayment it $creditCard-visa

    confirmation yn :: actually make it the gift card
      => *changePayment it $giftCard

    leave the payment, just go ahead with the purifier
      => changePayment! ; - air-purifier

    drop the payment thing, only the air purifier
      => changePayment! ; - air-purifier

    keep the payment the way it is
      => changePayment!

    never mind the payment method
      => changePayment!

    cancel the payment change
      => changePayment!

    leave out the address change and do the rest
      => changeAddress! ; - rest

    keep the kettle
      => keep electric-kettle/tea-kettle

    order yn :: it ends in 66
      => - #..66

    order yn :: the last two digits are 66
      => - #..66

    order yn :: the one ending 66
      => - #..66

    it's the order whose number finishes with 66
      => - #..66

    pay with the card ending 9182
      => - $creditCard-9182

    None of the clothes fit. I want to return them
      => return all {clothes}

    none of the fleece jackets fit me. I want to return all of them
      => return all fleece-jacket

    goods yn :: none of the clothes fit
      => - all {clothes}

    Return none of the lamps
      => return! all desk-lamp

    I want none of the lamps
      => remove all desk-lamp

    I want the full size version of the keyboard
      => change mechanical-keyboard -> size=full size

    the keyboard is too small, can you send me the full size version
      => change mechanical-keyboard -> size=full size

    I ordered the wrong keyboard, I need the full size version
      => change mechanical-keyboard -> size=full size

    please return the desk lamp first
      => return desk-lamp

    I only wanted to see the price with shipping
      =>

    return the full size version of the keyboard
      => return mechanical-keyboard[size=full size]

    goods yn :: the full size version of the keyboard
      => - mechanical-keyboard[size=full size]

    change the luggage set to a 4 piece and move the payment over to visa for W3295833
      => change luggage-set -> piece count=4-piece ; changePayment #W3295833 $creditCard-visa

    change the purifier to large and put the payment on my paypal
      => change air-purifier -> room size=large ; changePayment $paypal

    please make the purifier large and send the payment to paypal
      => change air-purifier -> room size=large ; changePayment $paypal

    what's my address
      => ?profile

    Is my address 123 Main Street?
      => ?profile

    do you have my correct address?
      => ?profile

    what address is the order going to
      => ?destination #?

    can you tell me what email you have for me?
      => ?profile

    where do you have me living?
      => ?profile {home}

    where is my order?
      => ?status #?

    reason yn :: my boss bought me one already
      => - because "my boss bought me one already"

    reason yn :: the human who ordered it was my son
      => - because "the human who ordered it was my son"

    reason yn :: supervisor
      => person

    reason yn :: get me a manager please
      => person

    reason yn :: what?
      =>

    manager please
      => person

    my supervisor told me to order another one
      =>

    return a few things
      => return

    goods yn :: which wallets do i have?
      => ?wallets

    can it go to my profile address instead
      => changeAddress? @profile

    can it go back?
      => return?

    goods yn :: the helmet and the dumbbells don't fit me
      => - cycling-helmet, dumbbell-set

    goods yn :: whatever card i used
      => - $original

    confirmation yn :: so nothing extra to pay?
      => ?difference

    when do I get the full amount back?
      => ?refundTime [zipper=full]
    """
}
