extension Corpus {
  /// Like another thing.
  static let likeAnotherThing = """
    make it the same as the one in my first order
      => change it -> like(one<#@1>)
    the same color as the chair
      => - -> like(office-chair: color)
    exchange the lamp for one like the lamp in order W1234567
      => exchange desk-lamp -> like(desk-lamp<#W1234567>)
    return the mouse that came with the keyboard
      => return gaming-mouse<with mechanical-keyboard>
    the same as the one in my first order
      => - -> like(one<#@1>)
    in the same colour as the chair
      => - -> like(office-chair: color)
    the mug that came with the teapot
      => - 'mug'<with 'teapot'>
    another one like the blue one I have
      => - -> like(one[=blue])
    I want the second lamp to match the first
      => change desk-lamp@2 -> like(@1)
    like my other mouse
      => - -> like(gaming-mouse~other)
    same size as my boots
      => - -> like(hiking-boots: size)
    the speaker I got along with the headphones
      => - bluetooth-speaker<with headphones>
    make it identical to the one in W1112223
      => change it -> like(one<#W1112223>)
    the same material as the backpack I'm keeping
      => - -> like(backpack: material)
    """

  /// Addresses.
  static let addresses = """
    ship it to my home address
      => changeAddress it @profile
    send order W1234567 to where the tablet went
      => changeAddress #W1234567 @order(#has(tablet))
    send all open orders to the Denver address
      => changeAddress #pending&all @"denver"
    change the address back
      => undo
    update my default address
      => changeProfileAddress
    change the shipping address of order W1234567 to the one on my last order
      => changeAddress #W1234567 @order(#@-1)
    use the same address as order W1234567
      => changeAddress @order(#W1234567)
    send it to my home address, you have it on file
      => changeAddress it @profile
    send order W1234567 to the address that the tablet was delivered to
      => changeAddress #W1234567 @order(#has(tablet))
    send order W1234567 to the place where my tablet went
      => changeAddress #W1234567 @order(#has(tablet))
    ship it where the tablet went
      => changeAddress it @order(#has(tablet))
    all open orders to the Denver address
      => changeAddress #pending&all @"denver"
    just change the apartment number to 4C
      => changeAddress @{street2=Apartment 4C}
    change it back
      => undo it
    to 77 Maple Street, Suite 5, Austin, Texas, 78701
      => - @{street=77 Maple Street, street2=Suite 5, city=Austin, region=TX, postcode=78701}
    update my default address too
      => changeProfileAddress
    use the address from my last order
      => changeAddress @order(#@-1)
    deliver it to my office in Phoenix instead
      => changeAddress it @"office phoenix"
    same address as order W2223334
      => changeAddress @order(#W2223334)
    """

  /// Who is calling.
  static let whoIsCalling = """
    my email is mia.li@example.com and I want to return a lamp
      => id(email=mia.li@example.com) ; return desk-lamp
    my name is Ethan Garcia, zip 80280
      => id(name=Ethan Garcia, zip=80280)
    try mia.lopez or m.lopez99 at example dot com
      => id(email=mia.lopez@example.com, email=m.lopez99@example.com)
    my name is Ethan Garcia and my zip is 80280
      => id(name=Ethan Garcia, zip=80280)
    the zip could be 60611, or my old one 60622
      => id(zip=60611, zip=60622)
    I'm yusuf underscore rossi underscore 9620
      => id(user=yusuf_rossi_9620)
    it's Noah with a zip of 19122, last name Ito
      => id(name=Noah Ito, zip=19122)
    sofia.k at example.com, and I want to cancel an order
      => id(email=sofia.k@example.com) ; cancel #?
    identity :: mei kovacs, two eight two three six
      => id(name=Mei Kovacs, zip=28236)
    I don't remember which email, maybe lee42@example.com
      => id(email=lee42@example.com)
    everyone calls me Liz but it's Elizabeth Moore
      => id(name=Elizabeth Moore)
    my postcode is 02139
      => id(zip=02139)
    """

  /// Reasons.
  static let reasons = """
    cancel it, I no longer need it
      => cancel it because "no longer need"
    cancel the order because I ordered it by mistake
      => cancel #? because "by mistake"
    ordered it by accident
      => - because "by accident"
    I found it cheaper elsewhere
      => - because "found it cheaper"
    don't need it anymore
      => - because "don't need it anymore"
    I clicked the button twice
      => - because "clicked the button twice"
    we're moving house
      => - because "we're moving"
    no reason
      => - because "no reason"
    it was a mistake
      => - because "was a mistake"
    changed my mind
      => - because "changed my mind"
    the kid pressed buy
      => - because "kid pressed"
    cancel W1231231, I no longer need it, and W3213213 I ordered by mistake
      => cancel #W1231231 because "no longer need" ; cancel #W3213213 because "by mistake"
    """
}
