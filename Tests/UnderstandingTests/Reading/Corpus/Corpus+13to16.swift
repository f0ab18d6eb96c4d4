extension Corpus {
  /// Answers that change the plan.
  static let answersThatChangeThePlan = """
    confirmation yn :: Actually just the lamp
      => *- desk-lamp
    confirmation yn :: hang on, add the hose
      => *add garden-hose
    confirmation yn :: no, the dearer one, and to PayPal
      => no ; *- one[max(price)] $paypal
    confirmation yn :: leave everything
      => keep all
    confirmation yn :: yes, and the mouse too
      => yes ; - gaming-mouse
    confirmation yn :: yes please
      => yes
    confirmation yn :: yes go ahead thanks
      => yes
    confirmation yn :: that's right, thanks
      => yes
    confirmation yn :: yes but use the other card
      => yes ; - $other
    confirmation yn :: sounds good, what about the price?
      => ?price
    confirmation yn :: no, keep the lamp
      => no ; *keep desk-lamp
    confirmation yn :: ok, go ahead
      => yes
    confirmation yn :: no
      => no
    confirmation yn :: not the lamp
      => - but(desk-lamp)
    confirmation yn :: actually, return it instead
      => *return it
    confirmation yn :: yes, only the mouse though
      => yes ; - gaming-mouse
    confirmation yn :: no wait, make it blue
      => no ; *change it -> =blue
    confirmation yn :: yes but make it the large
      => yes ; change it -> =large
    confirmation yn :: actually only the mug
      => *- 'mug'
    confirmation yn :: wait, also the rug
      => *- 'rug'
    confirmation yn :: no, the cheaper one, and use PayPal
      => no ; *- one[min(price)] $paypal
    confirmation yn :: leave everything as it is
      => keep all
    confirmation yn :: hmm let me think, swap it instead of returning it
      => wait ; exchange it
    confirmation yn :: yes, except the lamp
      => yes ; - but(desk-lamp)
    confirmation yn :: sounds good but what does it cost
      => ?price it
    confirmation yn :: no leave the boots alone, only the jacket
      => no ; *keep hiking-boots ; *- fleece-jacket
    confirmation yn :: go ahead, and do the other one as well
      => yes ; - other
    """

  /// Sums.
  static let sums = """
    What comes back to me, all told?
      => ?refund
    how many kinds of backpack do you stock?
      => ?count backpack
    which of the two leaves me better off?
      => ?compare both
    how much is the refund?
      => ?refund
    what's the difference in price?
      => ?difference
    how much did I pay for the laptop?
      => ?price laptop
    what is the total of order W1234567?
      => ?total #W1234567
    what was the most expensive item in my last order?
      => ?price max(price) #@-1
    how much is left on my gift card?
      => ?balance $giftCard
    how much do I get back altogether?
      => ?refund
    how many kinds of headphones do you have?
      => ?count headphones
    what will the order come to then?
      => ?total #?
    what's the price difference between the two?
      => ?difference both
    what was the most expensive thing in it?
      => ?price max(price)
    and what's left on the gift card after that?
      => ?balance $giftCard
    would I be better off returning or exchanging it?
      => ?compare it
    how much did I pay for the tent?
      => ?price 'tent'
    what's the total of what I'm returning
      => ?total
    so what do I owe you?
      => ?total
    """

  /// Questions.
  static let questions = """
    Could I send the tent back?
      => return? 'tent'
    has it left yet?
      => ?status it
    is the bookshelf wood?
      => ?property(material) bookshelf
    how was the lamp paid?
      => ?paidWith desk-lamp
    when will my order arrive?
      => ?arrival #?
    where is it going?
      => ?destination it
    what's the tracking number?
      => ?tracking
    how long does the refund take?
      => ?refundTime
    is it possible to exchange the boots?
      => exchange? hiking-boots
    why can't I cancel it?
      => ?why it
    what color is the backpack I ordered?
      => ?property(color) backpack
    what's in my order W1234567?
      => ?contents #W1234567
    can I get a refund?
      => refund?
    how do I return it?
      => ?howToReturn it
    am I able to change the address?
      => changeAddress?
    which card did I use for order W1234567?
      => ?paidWith #W1234567
    did my refund go through?
      => ?done
    what payment methods do I have on file?
      => ?wallets
    Could I send the speaker back?
      => return? bluetooth-speaker
    has my order left yet?
      => ?status #?
    is the helmet waterproof?
      => ?property(waterproof) cycling-helmet
    how did I pay for the rug?
      => ?paidWith 'rug'
    what's the tracking number, and when will it get here?
      => ?tracking ; ?arrival it
    is it possible to change the address?
      => changeAddress?
    where did you send it?
      => ?destination it
    am I able to get a refund to a different card?
      => refund? $other
    what's the material of the backpack?
      => ?property(material) backpack
    how long does a refund take?
      => ?refundTime
    """

  /// Sets.
  static let sets = """
    return everything except the puzzle
      => return all but(jigsaw-puzzle)
    cancel all pending orders
      => cancel #pending&all
    return both lamps
      => return both desk-lamp
    return all of the items in W1234567
      => return all #W1234567
    keep the lamp and return the rest
      => keep desk-lamp ; return rest
    cancel both orders
      => cancel #all
    return two of the three bottles
      => return 2of water-bottle
    return everything in my last order but the hose
      => return all but(garden-hose) #@-1
    send all of it back
      => return all
    all my orders except W1234567 should go to my home address
      => changeAddress #all&but(#W1234567) @profile
    everything but the lamp
      => - all but(desk-lamp)
    return all of it
      => return all
    cancel all my pending orders
      => cancel #pending&all
    both speakers
      => - both bluetooth-speaker
    the whole lot goes back
      => return all
    keep the mug and return the rest
      => keep 'mug' ; return rest
    all the orders except the one with the tent
      => - #all&but(#has('tent'))
    two of the three shirts
      => - 2of t-shirt
    every item in that order
      => - all #it
    cancel whatever you can
      => cancel all
    """
}
