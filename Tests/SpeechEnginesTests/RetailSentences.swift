/// A small retailer's sentences, as its intents would give them.
enum RetailSentences {
  static let stores = [
    "fifth street", "the fifth street store", "riverside", "harbor mall", "oakdale", "downtown", "lakeview",
    "main street", "westgate", "the airport store",
  ]

  static let sentences = """
    where is my order
    where's my order
    where is my order <number>
    where is order <number>
    what's the status of my order
    what is the status of order number <number>
    can you check my order
    can you check order <number>
    track my order
    i want to track my package
    i'd like to track order <number>
    i want to know where my order is
    i'd like to know where my package is
    where is my package
    my package hasn't arrived
    my package has not arrived yet
    my order is late
    when will my order arrive
    when is my order going to be delivered
    when will it get here
    has my order shipped
    has my order shipped yet
    did my order ship
    i haven't received my order
    i never received my package
    it says delivered but i don't have it
    my package is lost
    i'm calling about my order
    i'm calling about order number <number>
    my order number is <number>
    the order number is <number>
    it's <number>
    i want to return something
    i want to return an item
    i'd like to return my order
    i would like to return a pair of shoes
    i need to return a jacket
    i want to send this back
    how do i return something
    how do i return an item
    can i return this
    can i return these shoes
    i want to make a return
    start a return
    i'd like to start a return for order <number>
    the shoes don't fit
    it doesn't fit
    it's too small
    it's too big
    i'd like to exchange these
    can i exchange this for a different size
    i want to exchange the jacket for a larger size
    i need a bigger size
    the item is damaged
    my order arrived damaged
    it arrived broken
    it came broken
    i got the wrong item
    you sent me the wrong size
    something is missing from my order
    there's an item missing
    where is my refund
    when will i get my refund
    i haven't got my refund
    i want my money back
    i'd like a refund
    has my refund been processed
    how long does a refund take
    cancel my order
    i want to cancel my order
    i'd like to cancel order <number>
    i need to cancel an order
    can i cancel my order
    change my address
    i need to change my address
    i want to change the delivery address
    can i change the shipping address on my order
    i gave you the wrong address
    i want to change my order
    what time do you open
    what time do you close
    what time does the store open
    what time does the store close
    what time does <store> close today
    what time does <store> open tomorrow
    when does <store> close
    when does the <store> store close
    what are your hours
    what are the hours of <store>
    what are your opening hours
    is <store> open on sunday
    are you open today
    are you open on saturday
    are you open on christmas
    is the store open tomorrow
    where is the nearest store
    where is <store>
    what's the address of <store>
    how do i get to the store
    do you have parking
    do you have this in stock
    do you have the jacket in blue
    do you have the red dress in a medium
    do you have running shoes in size ten
    is it in stock at <store>
    is the blue jacket in stock
    is the jacket available at <store>
    do you have it in a different color
    do you sell gift cards
    i'm looking for a jacket
    i'm looking for a pair of shoes
    how much is the jacket
    how much does it cost
    what is the price of the blue jacket
    how much is shipping
    what does shipping cost
    how long does shipping take
    do you ship to canada
    do you offer free shipping
    i want to buy a jacket
    i'd like to order a pair of shoes
    i want to place an order
    can i pick it up in the store
    can i pick up my order at <store>
    is my order ready for pickup
    i want to book an appointment
    i'd like to make an appointment
    i'd like to make an appointment at <store>
    i need to change my appointment
    cancel my appointment
    can i come in on friday
    what is your return policy
    how many days do i have to return something
    do i need a receipt
    do you price match
    i have a discount code
    my code doesn't work
    i have a question about my bill
    i was charged twice
    you charged me twice
    there's a problem with my payment
    my card was declined
    i forgot my password
    i can't log in
    i want to talk to a person
    can i speak to a real person
    can i talk to someone
    let me talk to an agent
    i want to speak to a manager
    customer service
    i have a complaint
    i want to make a complaint
    thank you
    thanks a lot
    that's all
    thank you goodbye
    my zip code is <number>
    can i add something to my order
    can you send me the tracking number
    can you text me that
    can you email me the receipt
    i need a copy of my receipt
    stop calling me
    is this a real person
    are you a robot
    """.split(separator: "\n").map(String.init)
}
