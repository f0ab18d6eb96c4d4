extension Corpus {
  /// Terse.
  static let terse = """
    you can see it
      =>
    the usual card
      => - $creditCard-original
    why do you need that?
      => ?why it
    you can see it on your end
      =>
    the usual card
      => - $creditCard-original
    why do you need my zip?
      => ?why
    no
      => no
    black
      => - -> =black
    the second one
      => - one@2
    don't know
      =>
    whichever
      =>
    the one I always use
      => - one
    I don't have the number
      =>
    """

  /// Mistyped and put right.
  static let mistypedAndPutRight = """
    exchnage the lamp, I mean return, no, the first
      => return desk-lamp@1
    return the lamp, sorry, I meant the clock
      => return wall-clock
    change it to blue, no, red
      => change it -> color=red
    cancel, no, return the lamp
      => return desk-lamp
    I want the large, actually the medium
      => - [=medium]
    scratch that
      =>
    item 4821973365
      => - no:4821973365
    retrun the hedphones
      => return headphones
    I want to exchnage the keybord for a clicky one
      => exchange mechanical-keyboard -> switch type=clicky
    blue. sorry, I meant red
      => - -> color=red
    cancel, no, return the lamp
      => return desk-lamp
    item 4821973365
      => - no:4821973365
    the lapm I mean the lamp
      => - desk-lamp
    no not that one, the other
      => *- other but(it)
    I said large, actually medium
      => *- -> =medium
    scratch that, keep the mug
      => *keep 'mug'
    cansel my oder
      => cancel #?
    """

  /// The same again.
  static let theSameAgain = """
    it's cracked, send me another of the same
      => replace -> again
    exchange the lamp for the same one
      => exchange desk-lamp -> again
    I want a replacement for the charger
      => replace portable-charger
    it's cracked, send me another of the same
      => replace -> again
    the same one again please
      => - -> again
    I want an identical replacement
      => replace
    this charger is dead, can I get a new one
      => replace? portable-charger
    exchange it for the exact same item
      => exchange it -> again
    send a fresh one
      => replace one
    swap it for the same model, mine is faulty
      => exchange it -> again
    just replace it like for like
      => replace it -> again
    replace the broken mug
      => replace 'mug'
    resend the whole order, it never came
      => replace all #?
    """

  /// Concepts.
  static let concepts = """
    return all the camping stuff
      => return all {camping}
    cancel whatever belongs in the kitchen
      => cancel all {kitchen}
    return the electronics
      => return {electronics}
    all the camping stuff
      => - all {camping}
    whatever belongs in the kitchen
      => - all {kitchen}
    return everything for the office
      => return all {office}
    my sports gear
      => - {sport}
    the electronics
      => - {electronics}
    all the clothes
      => - all {clothes}
    cancel the garden things
      => cancel {garden}
    the travel stuff can stay
      => keep {travel}
    everything for the dog
      => - all {pets}
    the shoes, all of them
      => - all running-shoes
    """

  /// Goodbye and chatter.
  static let goodbyeAndChatter = """
    right, bye
      => bye
    I want to talk to a person
      => person
    thanks
      => chat
    my son broke the old one so we need a new water bottle in blue instead of red
      => change water-bottle[color=red] -> color=blue
    never mind
      => drop
    hold on a second
      => wait
    could you repeat that?
      => repeat
    right, bye
      => bye
    get me a human
      => person
    this is ridiculous, I've been waiting for weeks
      => - because "been waiting for weeks"
    thanks, that's all
      => bye
    you guys are the worst, just cancel the lamp
      => cancel desk-lamp
    can I speak to your supervisor
      => person
    my grandmother visited and broke the teapot so anyway I need a new water bottle in blue instead of red
      => change water-bottle[color=red] -> color=blue
    are you a robot?
      => chat
    hold on a second
      => wait
    ok thanks bye
      => bye
    """
}
