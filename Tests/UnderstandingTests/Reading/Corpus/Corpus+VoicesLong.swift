extension Corpus {
  /// Goods, variants, conditions, corrections and questions, in many voices.
  static let longTalk = """
    return the hiking shoes
      => return hiking-boots
    O:Running-Shoes O:Hiking-Boots :: the hiking shoes are too tight, send them back
      => return hiking-boots
    O:Running-Shoes :: return the running shoes
      => return running-shoes
    O:Tea-Kettle :: exchange the electric kettle for a black one
      => exchange electric-kettle -> color=black
    O:Smart-Watch O:Wristwatch :: return the wrist watch
      => return wristwatch
    the camera showed up on Tuesday, i'd like to return it
      => return action-camera/digital-camera/indoor-security-camera<#delivered&on(11/24)>
    the boots came yesterday and they leak
      => - hiking-boots<#delivered&on(11/26)>
    goods :: it got here on monday
      => - it<#delivered&on(11/23)>
    swap the earbuds for silver or black, it doesn't matter which
      => exchange wireless-earbuds -> color=silver|black
    black or white, either is fine with me
      => - -> =black|white
    is the kettle made of glass?
      => ?property(material) electric-kettle/tea-kettle
    does the speaker come in green?
      => ?available bluetooth-speaker -> color=green
    are the boots waterproof
      => ?property(waterproof) hiking-boots
    does my laptop have 32 gigs
      => ?property(ram) laptop
    do not return the chair yet
      => return~ office-chair
    don't cancel the grill for now
      => cancel~ grill
    hold off on the exchange until i call again
      => exchange~
    let's leave the address for later
      => changeAddress~
    P:Laptop wallet :: use my PayPal for the difference
      => - $paypal
    swap the tablet for the 128GB one and use my PayPal for the difference
      => exchange tablet -> storage=128GB $paypal
    put the difference on my gift card
      => - $giftCard
    use paypal instead of the visa for order W1231231
      => changePayment #W1231231 $paypal
    if there's a difference charge the mastercard
      => - $creditCard-mastercard if "there is a difference"
    swap the bookshelf for a lawnmower
      => exchange bookshelf -> kind('lawnmower')
    i want to exchange my skateboard for a pair of roller skates
      => exchange skateboard -> kind('roller skates')
    could i get a fridge instead of the grill
      => change grill -> kind('fridge')
    trade the perfume in for a pillow
      => exchange perfume -> kind('pillow')
    change the tea kettle to a coffee maker
      => change tea-kettle -> kind(coffee-maker)
    goods :: just one
      => - 1of
    goods :: all of them
      => - all
    goods :: both
      => - both
    goods :: only the first
      => - @1
    goods :: both of them please
      => - both
    goods :: just the second one
      => - one@2
    goods :: all three
      => - all
    goods :: two of them
      => - 2of
    goods :: neither
      => no
    goods :: the black one and the white one
      => - one[=black], one[=white]
    order :: the latest one
      => - #@-1
    order :: the one i placed on monday
      => - #on(11/23)
    variant P:Desk-Lamp :: the cheaper of the two
      => - -> min(price)
    variant P:Desk-Lamp :: whichever is cheapest
      => - -> min(price)
    variant P:Water-Bottle :: the last one
      => - one@-1
    variant P:Water-Bottle :: hmm the 750 i guess
      => - -> capacity=750ml
    variant P:Laptop :: black with the i9
      => - -> processor=i9 color=black
    variant P:Tablet :: either, as long as it's gold
      => - -> color=gold
    wallet :: the visa's fine
      => - $creditCard-visa
    wallet :: same as i paid
      => - $original
    wallet :: anything but the gift card
      => - !$giftCard
    wallet :: paypal, or if not the mastercard
      => - $paypal-else(creditCard)
    fallback :: then forget about it
      => drop
    fallback :: in that case just cancel the whole order
      => cancel #?
    more :: no that's everything thanks
      => no ; bye
    more :: nope, we're good
      => no ; bye
    more :: yes, one more thing, the address
      => yes ; changeAddress
    more :: no, that will be all, thank you very much dear
      => no ; bye
    return everything from that order apart from the yoga mat
      => return all but(yoga-mat) #it
    i want everything gone but the puzzle
      => remove all but(jigsaw-puzzle)
    all of it except the helmet and the boots goes back
      => return all but(cycling-helmet, hiking-boots)
    keep the e-reader, send the others back
      => keep e-reader ; return rest
    cancel all my open orders other than the one with the laptop
      => cancel #pending&all&but(#has(laptop))
    return both water bottles but not the thermostat
      => return both water-bottle but(smart-thermostat)
    same backpack but in leather
      => - backpack -> material=leather keep
    i'd like the exact same watch just with a metal band
      => change smart-watch/wristwatch -> band material=metal keep
    the same chair only in red mesh
      => - office-chair -> color=red material=mesh keep
    exchange the hose for the longest one you have that isn't rubber
      => exchange garden-hose -> material!=rubber max(length)
    a bigger backpack but not black
      => - backpack -> color!=black up(size)
    i need boots one size up, waterproof if possible
      => change hiking-boots -> up(size)x1 ~waterproof=yes
    the cheapest i7 laptop with at least 512 gigs
      => - laptop[processor=i7,min(price)] -> storage>=512GB SSD
    exchange the charger for one with more capacity
      => exchange portable-charger -> up(capacity)
    something lighter than the dumbbells i got
      => - dumbbell-set -> down(weight range)
    P:Perfume :: a smaller bottle of it
      => - it -> down(size)
    preferably mesh, then leather, then fabric
      => - -> ~material=mesh ~material=leather ~material=fabric
    swap the shirt for an XL, purple if you have it, otherwise black
      => exchange t-shirt -> size=XL ~color=purple ~color=black
    i'd take blue, failing that green, and if neither is there leave it as it is
      => - -> ~=blue ~=green else (keep it)
    vinyl would be best but rubber is okay
      => - -> ~material=vinyl ~material=rubber
    if you don't have the tablet in gold then return it
      => return tablet if !available
    cancel the helmet unless it's already on its way
      => cancel cycling-helmet if "unless it is already on its way"
    only exchange the lamp if the new one isn't dearer
      => exchange desk-lamp if price<=paid
    if the exchange costs more than twenty dollars just return the kettle
      => return electric-kettle/tea-kettle if price>2000
    take the 4K one if it's in stock otherwise the 2K
      => - -> ~resolution=4K ~resolution=2K
    swap it for wireless, and in case that's sold out give me my money back
      => exchange it -> =Wireless|wireless else (refund it)
    return the speaker if i can still do that, else exchange it for a green one
      => return bluetooth-speaker if possible else (exchange bluetooth-speaker -> color=green)
    don't do anything if the refund is less than 50 dollars
      => - if price<5000
    no wait not the chair, the lamp
      => *- desk-lamp but(office-chair)
    return the puzzle, actually no, exchange it for the 500 piece one
      => exchange jigsaw-puzzle -> pieces=500
    cancel it. hmm, on second thought leave it
      => keep it
    the size 8, oh wait i meant size 9
      => - [size=9]
    ship it to denver, sorry, to austin
      => changeAddress it @"austin"
    i want to return the tablet and by the way how long does a refund take?
      => return tablet ; ?refundTime
    how much was the grill and can i still cancel it
      => ?price grill ; cancel? grill
    what's the status of my order and has the refund for the tent been paid
      => ?status #? ; ?done 'tent'
    change the lamp to black, oh and which card did i pay with
      => change desk-lamp -> color=black ; ?paidWith
    can i return the mat and what do i get back for it
      => return? yoga-mat ; ?refund yoga-mat
    where did you send the tablet, and can i still change the address?
      => ?destination tablet ; changeAddress?
    how many colours does the backpack come in
      => ?count backpack
    how many of the water bottles did i order
      => ?count water-bottle #?
    which is cheaper, the smart watch or the wristwatch?
      => ?compare smart-watch, wristwatch
    what would it cost to go from 256 to 512 gigs
      => ?price it -> storage=512GB SSD
    well you see my grandson he set up this thermostat and it will not talk to the alexa thing so i suppose i want to send it back dear
      => return smart-thermostat
    so like i was at the gym right and the bottle just cracked so can you guys send me a new one
      => replace water-bottle
    good morning i hope you are well i am writing because the headphones i bought are only working on one side and i would very much like to exchange them for the same ones
      => exchange headphones -> again because "the headphones i bought are only working on one side"
    you people sent me the wrong colour AGAIN, i ordered the blue helmet, i want the blue helmet, fix it
      => change cycling-helmet -> color=blue
    this is the third time i'm calling!! refund the damn vacuum
      => refund vacuum-cleaner
    please i am wanting to give back shoe for run and take size more big
      => return running-shoes ; - -> up(size)
    hello i have buy two lamp but i need only one please cancel the other
      => cancel other
    i purchase wrong kettle, want change for glass kettle 2 liter
      => - electric-kettle/tea-kettle because "purchase wrong" ; change electric-kettle/tea-kettle -> material=glass capacity=2 liters|2L
    need return lamp. also mouse. keep keyboard
      => return desk-lamp ; return gaming-mouse ; keep mechanical-keyboard
    refund bottle pls, card
      => refund water-bottle
    boots 10 instead of 9
      => change hiking-boots[size=9] -> size=10
    cancel. all of it. now.
      => cancel all
    okay so first things first cancel the order with the grill then after that exchange the camera for the waterproof one and then we'll talk about the bike
      => cancel #has(grill) ; exchange action-camera -> waterproof=yes ; -~ bicycle
    the lamp from my last order and the one before that, i want both in white
      => change desk-lamp<#@-1> both -> color=white
    send the tablet where my last order went
      => changeAddress tablet @order(#@-1)
    ship both pending orders to my sister's place in Seattle
      => changeAddress #pending&all @"sister's place seattle"
    the address is wrong it should be 12B not 12A
      => changeAddress @{street2=12B}
    use my home address for the order with the skateboard
      => changeAddress #has(skateboard) @profile
    the mat i got with the dumbbells has to go back
      => return yoga-mat<with dumbbell-set>
    i want the new chair to match my old one's colour
      => change office-chair -> like(one: color)
    refund half to paypal and the rest to the gift card
      => refund $paypal-else(giftCard)
    my visa expired so refund it to paypal not the visa
      => refund it $paypal
    is there any way to get the bottle sooner
      => ?arrival water-bottle
    why was i charged twice
      => ?why
    i'm not returning it, i just want to know if i could
      => return! it
    don't exchange the shoes, return them instead
      => exchange! running-shoes ; return running-shoes
    cancel the grill but leave the hose
      => cancel grill ; keep garden-hose
    neither the lamp nor the clock should be cancelled
      => cancel! desk-lamp, wall-clock
    i do not want the refund on my card, put it on paypal
      => refund! $creditCard ; - it $paypal
    take the umbrella off and add a second hose
      => remove patio-umbrella ; add garden-hose
    can the color be changed to red on the bike
      => change? bicycle -> color=red
    everything in case it rains
      => - all if "it rains"
    could you just double check the order W1112223 has shipped
      => ?status #W1112223
    """
}
