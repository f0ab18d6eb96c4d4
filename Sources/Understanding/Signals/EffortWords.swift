/// What words tell about the trouble a matter has been.
enum EffortWords {
  static let phrases = PhraseWeights([
    (
      1,
      """
      already told you,told you already,already called,already contacted,already emailed,already wrote,called already,keep calling,\
      keep getting transferred,being transferred,been transferred,passed around,keep asking,keep telling,over and over,again and again,\
      going around in circles,going in circles,how many times,nobody got back,no one got back,nobody called back,no one called back,\
      never called back,never got back,never replied,no one replies,nobody replies,been on hold,on hold for,waiting on hold,\
      been waiting for weeks,been waiting for days,for the last time,once again i,hours on the phone,all over again,repeat myself,\
      repeating myself,explained this,explained it,every single time,said that already,just told you,just said that,i just said,\
      as i said before,like i said
      """
    ),
    (
      0.5,
      """
      still waiting,still haven't,still hasn't,still havent,still hasnt,still not,still no,still nothing,still can't,still cannot,\
      yet again,once more,been waiting,have been waiting,been trying,tried everything,tried calling,tried to call,tried several,\
      doesn't work,won't let me,it won't,can't get,can't find,couldn't find,cannot find,no luck,not working,keeps saying,keeps failing,\
      keeps crashing,takes forever,taking forever,ages,so long,i already,supposed to,should have been,was promised,were promised,\
      you promised,you said,i was told,they told me,follow up,following up,chasing,any update,any updates,as i said,i said,what i said
      """
    ),
    (0, "it won't be needed,won't fit"),
  ])

  private static let counts: Set<String> = [
    "second", "third", "fourth", "fifth", "sixth", "tenth", "2nd", "3rd", "4th", "5th", "hundredth", "millionth",
  ]
  private static let numbers: Set<String> = [
    "two", "three", "four", "five", "six", "ten", "several", "multiple", "many", "countless", "2", "3", "4", "5", "6",
    "10",
  ]

  /// "The third time I call", "called you three times": how often it was tried.
  static func counted(_ tokens: Tokens, at place: Int) -> Double {
    let word = tokens.text(place), next = tokens.text(place + 1)
    if counts.contains(word), next == "time" || next == "call" || next == "attempt" || next == "email" { return 1 }
    if numbers.contains(word), next == "times" || next == "calls" || next == "emails" || next == "attempts" { return 1 }
    if word == "twice", place > 0 { return 0.5 }
    return 0
  }
}
