extension Corpus {
  /// Conditions.
  static let conditions = """
    If the 3 piece one is gone, leave it
      => keep it -> piece count=3-piece if !available
    exchange the lamp for a white one only if it costs no more
      => exchange desk-lamp -> color=white if price<=paid
    return the lamp, otherwise cancel everything
      => return desk-lamp else (cancel all)
    return it unless you can exchange it
      => return it if !possible
    if you have the boots in size 12, exchange mine, if not, return them
      => exchange hiking-boots -> size=12 if available else (return hiking-boots)
    if it's still possible, change the address to my home address
      => changeAddress @profile if possible
    cancel the order if it hasn't been shipped yet
      => cancel #? if !sent
    exchange it for the blue one if it's in stock, otherwise refund me
      => exchange it -> =blue if available else (refund it)
    if the gift card covers it, use the gift card
      => - $giftCard if covers($giftCard)
    cancel it as long as I get a full refund
      => cancel it if "i get a full refund"
    I'd like the white one, in case it's sold out just leave it
      => - one[=white] else (keep it)
    if it can't be cancelled, I'll return it when it arrives
      => return it if "not possible and it arrives"
    return the lamp if it's more than 100 dollars
      => return desk-lamp if price>10000
    swap the kettle for glass, failing that ceramic, failing that return it
      => exchange electric-kettle/tea-kettle -> ~material=glass ~material=ceramic else (return electric-kettle/tea-kettle)
    If the blue one is sold out, keep mine.
      => keep it -> =blue if !available
    only return it if I get the full amount back
      => return it if "i get the full amount back"
    exchange it for the large, otherwise just send it back
      => exchange it -> =large else (return it)
    unless you can ship it today, cancel it
      => cancel it if !possible
    cancel it if it hasn't shipped
      => cancel it if !sent
    in case the silver isn't available I'd go with black
      => - -> =black if !available
    If you can't swap it then refund me.
      => exchange it if possible else (refund it)
    change the address, provided it hasn't left yet
      => changeAddress if !sent
    swap for leather as long as it's not more than ten dollars extra
      => exchange -> =leather if price<=paid+1000
    use the gift card if it covers it, if not the visa
      => - $giftCard-else(creditCard) if covers($giftCard)
    """

  /// What cannot be done.
  static let whatCannotBeDone = """
    Take just the mouse off the order
      => remove gaming-mouse #?
    add a water bottle to my order
      => add water-bottle #?
    swap the bookshelf for a desk lamp
      => exchange bookshelf -> kind(desk-lamp)
    remove the clock from order W1234567
      => remove wall-clock #W1234567
    take the mouse off my order
      => remove gaming-mouse #?
    can you add a water bottle to that order
      => add water-bottle #it
    swap the skateboard for a bicycle
      => exchange skateboard -> kind(bicycle)
    could you merge my two orders
      => merge
    give me ten percent off
      => discount
    remove just the lamp from W5566778
      => remove desk-lamp #W5566778
    can I get a coupon for the trouble
      => discount
    put another notebook in there
      => add notebook
    I only want to cancel the perfume, not the rest
      => cancel perfume
    promise me the refund comes by Friday
      => promise
    """

  /// Orders written once.
  static let ordersWrittenOnce = """
    Send the grill back, and swap the hose for a longer one
      => return grill ; exchange garden-hose -> up(length)
    send the grill back and swap the chair for the red one, same order
      => return grill ; exchange office-chair #same -> color=red
    just the jacket for now
      => - fleece-jacket
    return the mouse, and from the same order exchange the charger
      => return gaming-mouse ; exchange portable-charger #same
    that's all for this order
      => bye
    nothing else in this order
      => bye
    no wait, one more thing from that order, the clock
      => *- wall-clock #it
    I want to exchange the two shirts and also return the hat
      => exchange both t-shirt ; return 'hat'
    both of them, in one go
      => - both
    the first one I'll keep, exchange the second
      => keep one@1 ; exchange @2
    """

  /// Wallets.
  static let wallets = """
    refund it to my gift card
      => refund it $giftCard
    put it on the PayPal
      => - it $paypal
    use the other card
      => - $other
    not the Visa
      => - !$creditCard-visa
    back to where it came from
      => - $original
    return the lamp and refund my PayPal
      => return desk-lamp $paypal
    pay for order W1234567 with my gift card instead
      => changePayment #W1234567 $giftCard
    change the payment method to the mastercard
      => changePayment $creditCard-mastercard
    change the payment for order W1234567 to paypal
      => changePayment #W1234567 $paypal
    put it on my mastercard
      => - it $creditCard-mastercard
    refund it to the gift card
      => refund it $giftCard
    not the paypal, the other one
      => - !$paypal-other
    back to the card I paid with
      => - $creditCard-original
    use my visa ending in 4417
      => - $creditCard-visa-4417
    can you put the difference on paypal
      => - $paypal
    the original payment method is fine
      => - $original
    I'd rather have store credit
      => - $storeCredit
    charge the credit card instead
      => - $creditCard
    gift card for the first, paypal for the second
      => - @1 $giftCard ; - @2 $paypal
    """
}
