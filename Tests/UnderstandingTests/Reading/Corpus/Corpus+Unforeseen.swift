extension Corpus {
  /// Sentences that were written before the reader was seen to read them.
  static let unforeseenTalk = """
    morning, my grill came with a bent lid, i'd like my money back on the visa
      => refund grill $creditCard-visa
    hey so the puzzle is missing pieces can u send another one same thing
      => replace jigsaw-puzzle -> again
    omar santos 85041. two things, drop the perfume and tell me where my luggage is
      => id(name=Omar Santos, zip=85041) ; remove perfume ; ?status luggage-set
    i need the jacket in L not M
      => change fleece-jacket -> size=L size!=M
    everything in my latest order can go back apart from the notebook
      => return all but(notebook) #@-1
    cancel the order with the tablet if it hasnt shipped otherwise ill return it later
      => cancel #has(tablet) if !sent else (return~ #has(tablet))
    is there a cheaper grill than mine
      => ?available grill[min(price)]
    do you still have the chair in blue and what would that cost me
      => ?available office-chair -> color=blue ; ?price office-chair
    i'd like to swap both kettles for glass ones, the bigger the better
      => exchange both electric-kettle/tea-kettle -> material=glass max(size)
    send back the earbuds, the small backpack and whatever else came in that box
      => return wireless-earbuds, backpack[size=small]
    change my order from the 10 inch clock to the 14 inch one please
      => change wall-clock[diameter=10 inches,diameter=10 inches] #? -> diameter=14 inches
    not the tea kettle, i meant the electric one
      => *- electric-kettle but(tea-kettle)
    confirmation yn :: yes go ahead but leave the chair out
      => yes ; remove office-chair
    confirmation yn :: no, i said red not blue
      => no ; *- -> color=red !=blue
    confirmation yn :: perfect, do it
      => yes
    confirmation yn :: wait, what will that cost me
      => ?price it
    confirmation yn :: yes to the lamp, no to the clock
      => yes ; - desk-lamp but(wall-clock)
    confirmation yn :: fine
      => yes
    confirmation yn :: yes, that'd be lovely thank you
      => yes
    goods :: the bigger of the two
      => - one[max(size)]
    goods :: not that one, the other
      => - other but(it)
    goods :: any of them
      => - 1of
    goods :: the one from the march order
      => - one<#?>
    variant P:T-Shirt :: purple v-neck in XL
      => - -> size=XL color=purple style=v-neck
    variant P:Garden-Hose :: anything longer than 50 feet
      => - -> length>50ft
    variant P:Running-Shoes :: 9 in black, mesh preferably
      => - -> color=black size=9 ~material=mesh
    variant P:Smart-Thermostat :: whichever works with google
      => - -> compatibility=Google Assistant
    wallet :: could you put it back on the card i used
      => refund it $creditCard-original
    reason :: we don't want it any more, that's all
      => - because "don't want it any more"
    reason :: i bought two by accident
      => - because "by accident"
    identity :: sure it's daiki.silva6295@example.com
      => yes ; id(email=daiki.silva6295@example.com)
    identity :: the name is Anya Thomas and i'm in 28236
      => id(name=Anya Thomas, zip=28236)
    the one with hydration pack in navy, that backpack, i want to give it back
      => return backpack[color=navy,compartment=hydration]
    please exchagne the vaccum for the cordles one
      => exchange vacuum-cleaner -> features=cordless
    wher is my packege
      => ?status #?
    i want a diferent colour for the skatebord
      => change skateboard -> free(color) list
    can you subsitute the plastic bottle for a steel one
      => exchange water-bottle[material=plastic] -> material=stainless steel
    if the laptop is still pending make it the 32GB version, if it shipped never mind
      => change laptop -> ram=32GB if "the laptop is still pending and it shipped never mind"
    upgrade the camera to 30 megapixels unless that costs over 50 bucks more
      => change digital-camera -> resolution=30MP if price<=paid+5000
    i would take the 8 inch tablet, gold if possible, silver would do too
      => change tablet[screen size=8-inch] -> ~color=gold ~color=silver
    give me whatever is closest to the lamp i have now
      => - all -> like(desk-lamp)
    same helmet one size smaller
      => - cycling-helmet -> down(size)x1 keep
    the least expensive espresso machine with at least 15 bar
      => - espresso-machine[min(price)] -> pressure>=15 bar
    could the address be changed to 12 Oak Lane, Denver, CO 80218
      => changeAddress? @{street=12 Oak Lane, city=Denver, region=CO, postcode=80218}
    forward the parcel with the bed for the dog to my home address
      => changeAddress #has(pet-bed) @profile
    take my old address off and use the one from order W4647221
      => changeAddress @order(#W4647221)
    how come the refund is less than i paid
      => ?why
    what's the difference between the two watches
      => ?difference both smart-watch/wristwatch
    how much did the boots and the helmet cost together
      => ?total hiking-boots, cycling-helmet
    which of my orders has the dumbbells
      => ?orders dumbbell-set #all
    when did you ship the charger
      => ?arrival portable-charger
    i'm 82 years old dear and i pressed the button twice by mistake so please take one of the bottles off
      => remove 1of water-bottle because "pressed the button twice by mistake"
    WHERE IS MY REFUND
      => ?refundTime
    your site is rubbish. cancel my order with the boots and the order with the mat too
      => cancel #has(hiking-boots) ; cancel #has(yoga-mat)
    i don't want to exchange it i want my money
      => exchange! it ; refund
    don't cancel anything until i've spoken to my wife
      => cancel~
    maybe return the speaker, i haven't decided
      => return~ bluetooth-speaker
    can i have it gift wrapped
      => - it
    swap the sunglasses for ones with brown lenses but keep the frame as it is
      => exchange sunglasses -> lens color=brown keep
    mine has no cover, i want the hard cover instead in A5
      => change -> cover type=hard cover size=A5
    return the boots because they're too tight and get me the same in 11
      => return hiking-boots because "they are too tight" ; change hiking-boots -> size=11 keep
    i bought two kettles, i only want to return the electric one
      => return electric-kettle
    what happens if i return only one of the two bottles
      => return? 1of water-bottle
    can you tell me whether the tablet left already, and if not change it to gold
      => ?status tablet ; change tablet -> color=gold if !sent
    has the lamp been delivered, if not cancel the lamp
      => ?status desk-lamp ; cancel desk-lamp if !delivered
    did the lamp ship already? if not, cancel the tablet
      => ?status desk-lamp ; cancel tablet if "unless the lamp ship already"
    did my boots ship yet
      => ?status hiking-boots
    i don't want to cancel the whole order just the lamp
      => cancel! #? ; cancel desk-lamp
    just the lamp, not the whole order
      => - desk-lamp
    please cancel the lamp. not the clock.
      => cancel desk-lamp ; - but(wall-clock)
    unless you can give me a better price i'm cancelling
      => cancel if "unless you can give me a better price"
    i'll keep it if you refund me 20 dollars
      => keep it if "you refund me 20 dollars"
    only cancel the helmet if the boots can stay
      => cancel cycling-helmet if "the boots can stay"
    once the tablet arrives i want to return it
      => return tablet if "the tablet arrives"
    hello, sofia hernandez, zip code 19193. can you cancel the puzzle order for me
      => id(name=Sofia Hernandez, zip=19193) ; cancel #has(jigsaw-puzzle)
    hi i need to swap my boots, size 8 please and waterproof, nothing else
      => exchange hiking-boots -> size=8 waterproof=yes
    i'd like the kettle refunded to paypal and the bottle exchanged for a bigger one
      => refund electric-kettle/tea-kettle $paypal ; exchange water-bottle -> up(size)
    my daughter's backpack fell apart so return it and cancel the one that hasn't shipped
      => return backpack ; cancel #pending
    can you swap the red headphones for blue ones, and if blue's gone then just white
      => exchange headphones[color=red] -> ~color=blue ~color=white
    keep the camera but everything else from that order goes back
      => keep action-camera/digital-camera/indoor-security-camera ; return rest #it
    return the lamp, the clock, and, uh, the mat
      => return desk-lamp, wall-clock, yoga-mat
    not the mouse, the keyboard
      => - mechanical-keyboard but(gaming-mouse)
    change the boots to an 11 and put the difference on my mastercard
      => change hiking-boots -> size=11 $creditCard-mastercard
    could you tell me if the tablet comes in gold and if so change mine to that
      => ?choices tablet -> color=gold ; change tablet -> color=gold if available
    how much would i get back if i returned both speakers
      => ?refund both bluetooth-speaker
    does the fleece jacket have a full zipper
      => ?property(zipper) fleece-jacket
    what sizes do the sneakers come in
      => ?choices(size) sneakers
    exchange the perfume for the women's one in 50ml
      => exchange perfume -> gender=women size=50ml
    i want a smaller luggage set, 2 piece, hardshell, any colour
      => change luggage-set -> piece count=2-piece material=hardshell down(size) free(color)
    the 20 hour speaker instead of the 10 hour one
      => change bluetooth-speaker[battery life=10 hours] -> battery life=20 hours
    please do not touch the order with the laptop
      => change! #has(laptop)
    cancel everything unless it has already shipped
      => cancel all if !sent
    if the chair can't be changed to red then cancel the order
      => cancel #? if !possible
    i'd go for the i9 if it's under 2500 dollars
      => - [processor=i9] if price<250000
    confirmation yn :: yes, that's fine, but send it to my other address
      => yes ; changeAddress it @"other"
    confirmation yn :: no no no, i said return not exchange
      => no ; *return
    confirmation yn :: okay, and what about the mouse
      => - gaming-mouse
    confirmation yn :: yup all good
      => yes
    confirmation yn :: i guess so
      =>
    confirmation yn :: let me sleep on it
      => no
    confirmation yn :: yes, the lamp only
      => yes ; - desk-lamp
    goods :: the most expensive one
      => - one[max(price)]
    goods :: the silver one i got last week
      => - one[=silver]
    goods :: i meant the other lamp
      => *- desk-lamp~other
    variant P:Bookshelf :: the tallest in wood
      => - -> material=wood max(height)
    variant P:Yoga-Mat :: i don't really mind, the thickest maybe
      => - -> max(thickness)
    variant P:Electric-Kettle :: do you have it in black
      => ?available it -> color=black
    wallet :: doesn't matter
      =>
    wallet :: not my card, the gift card please
      => - $giftCard
    reason :: my husband already got one
      => - because "my husband already got one"
    address :: 44 elm street apartment 3 chicago illinois 60614
      => - @{street=44 Elm Street, street2=Apartment 3, city=Chicago, region=IL, postcode=60614}
    identity :: i don't have an email, it's yara muller 85041
      => id(name=Yara Muller, zip=85041)
    more :: actually yes, can you also check on my refund
      => yes ; ?refund
    more :: that's it, cheers
      => bye
    """
}
