/// Words of ordinary speech that no name and no address is made of unless something else shows it.
enum CommonWords {
  static let all: Set<String> = {
    let text = """
      a able about above absolutely accept accepted access accident across actual actually add added address afraid after afternoon \
      again against ago agree ah all almost alone along already alright also always am amount an and angry annoyed another answer any \
      anybody anymore anyone anything anyway are aren't around arrive arrived arrives arriving as ask asked asking asap at available \
      away awesome awful back bad bag be because become been before begin behind being believe best better between big bit blanket \
      boots both bother bottle bought box boy bring broke broken brother brought business busy but buy buying by bye call called \
      calling came can can't cancel cancelled cancelling canceled cannot car card care cart case cash certain certainly chair chance \
      change changed changing charge charged cheap cheaper check checked checking child children choose chose clear click clicked close \
      closed code cold colour color come comes coming company complain complaint complete completely concerned confirm confirmation \
      confused contact correct cost could couldn't country couple couldve course credit customer damage damaged date daughter day days \
      dead deal dear debit decided default defective definitely delayed deliver delivered delivery desk did didn't different difficult \
      disappointed discount do does doesn't dog doing don't done door dont down dress drop due dunno during each earlier early easy eight \
      eighteen eighty either eleven else email emergency empty end enough entire especially even evening ever every everybody everyone \
      everything exact exactly except exchange exchanging excuse expect expected expecting expensive explain extra fact family far fast \
      father favor feel few fifteen fifty figure fill final finally find fine first fit five fix follow following fond for forgot form \
      forty forward found four fourteen free friend from front full fully further gave generally get gets getting gift girl give given \
      giving glad go goes going gone gonna good goodbye got gotta great guess guy guys had half hand hang happen happened happening \
      happens happy hard has hasn't have haven't having he he's hear heard hello help helping her here here's hers hey hi high him his \
      hold home hopefully hoping hour hours house how how's however huh hundred hurry husband i i'd i'll i'm i've id idea if \
      immediately important impossible in including indeed information initially inside instead interested into invoice is isn't issue \
      it it'd it'll it's item items its itself job just keep kept kid kids kind kinda knew know knowing lady lamp large last late lately \
      later laptop least leave leaving left less let let's like liked line list listed little live living located lol long longer look \
      looked looking looks lost lot lots loud love low luck mad made mail main make makes making man many matter maybe me mean means \
      meant meeting member mention message middle might mine minute minutes mislaid miss missed missing mistake mm mom moment money \
      monday month months more morning most mother move moved moving much mum must my myself name named names near nearly necessary need \
      needed needs neither never new next nice night nine nineteen ninety no nobody none nope nor normal not note nothing notice now \
      number numbers o'clock of off offer office often oh ok okay old on once one ones online only open opened option or order ordered \
      ordering orders original other others otherwise ought our ours out outside over own owner package page paid parcel part \
      particular partner past pay paying payment paypal pending people per perfect perhaps person phone phoned pick picked place placed \
      plan please plus point policy possible post postal postcode prefer present pretty previous price probably problem problems product \
      profile purchase purchased put question questions quick quickly quite rang rather reach read ready real really reason receipt \
      receive received recently refund refunded regarding regards remember replace replacement replacing reply request requested \
      reservation rest return returned returning returns right ring ringing room rug sad said sale same saturday saw say saying says \
      see seem seems seen sell send sending sent sept service seven seventeen seventy several shall she she's shipped shipping shirt \
      shoes shop shopping short should shouldn't show sick side sign simple simply since single sir sister site sitting six sixteen sixty \
      size small so some somebody someone something sometimes son soon sorry sort sound sounds speak speaking spell spelled spelling \
      spelt spend standing start started state stay still stock stop store street stuck stuff stupid such suppose supposed sure system \
      table take taken taking talk talking tell telling ten tent terms terrible than thank thanks that that'll that's thats the their \
      them themselves then there there's therefore these they they'd they'll they're they've thing things think thinking thirteen thirty \
      this those though thought thousand three through thursday tired to today together told tomorrow tonight too took top total \
      totally touch toward tracking tried trouble true try trying tuesday turn twelve twenty twice two type uh um unable under understand \
      unfortunately unhappy unless until up update updated upset us use used user using usual usually very via visa visit wait waiting \
      want wanted wanting wants was wasn't watch way we we'd we'll we're we've website wednesday week weekend weeks well went were \
      weren't what what's whatever when where where's whether which while who who's whole whom whose why wife will wish with within \
      without won't word work worked working works world worried worry worse worth would wouldn't write wrong yeah year years yep yes \
      yesterday yet you you'd you'll you're you've your yours yourself yup zero zip hmm erm er lower upper capital letter spelled zipcode \
      speaking friday sunday january february august september october november december mister miss missus mrs ms mr doctor dr it'll \
      reserved booking reserve booked book table reservation dinner lunch appointment party guests adults
      """
    var words = Set(text.split(separator: " ").map(String.init))
    // These are names as well.
    for name in ["will", "miss"] { words.remove(name) }
    return words
  }()
}
