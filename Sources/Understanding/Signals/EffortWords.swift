/// What words tell about the trouble a matter has been.
enum EffortWords {
  /// What one sign of some trouble weighs: two are still some, three are much.
  static let mild = 0.45

  static let phrases = PhraseWeights([
    (
      1,
      """
      already told you,told you already,already called,already contacted,already emailed,already wrote,called already,\
      keep calling,\
      keep getting transferred,being transferred,been transferred,passed around,keep asking,keep telling,over and over,\
      again and again,\
      going around in circles,going in circles,how many times,nobody got back,no one got back,nobody called back,\
      no one called back,\
      never called back,never got back,never replied,no one replies,nobody replies,been on hold,on hold for,waiting on hold,\
      been waiting for weeks,been waiting for days,for the last time,once again i,hours on the phone,all over again,\
      repeat myself,\
      repeating myself,explained this,explained it,every single time,said that already,just told you,just said that,i just said,\
      as i said before,like i said
      """
    ),
    (
      1,
      """
      round in circles,in circles,another transfer,another department,passed from,pillar to post,from one department,\
      from one person,\
      from the beginning,once and for all,every time i,each time i,every time they,each time they,every day i,every week since,\
      every single day,a different story,different person every,cut off,longer than,in this queue,in the queue,how much longer,\
      no answer again,\
      sick of saying,told the last,start all over,starting over,new case,do i have to repeat,for weeks now,for months now,\
      for days now,\
      hung up on me,half the day,the whole week,the entire week
      """
    ),
    (
      mild,
      """
      all week,i tried,i've tried,have tried,tried it,tried to,tried the,i looked,i've looked,looked everywhere,looked on,searched,\
      i searched,\
      i emailed,i've emailed,i wrote,i've written,i sent you,i've sent,i rang,i've rung,i called,i've called,i phoned,phoned,\
      i drove,\
      drove over,i waited,we waited,waited for,waited all,waited in,was waiting,am waiting,i restarted,restarted,resetting,\
      i asked,asked for last,\
      i followed,you asked me,gave it to you,i told,told you,hasn't shown up,hasn't come,hasn't arrived,hasn't been,\
      hasn't changed,haven't heard,\
      not shown up,nothing come,nothing came,nobody turned up,no one came,nobody came,didn't come,didn't turn up,was due,\
      were due,was meant to,were meant to,went all the way,\
      was meant,should be here,days late,weeks late,overdue,logs me out,logged me out,don't see,do not see,where is the button,\
      account not found,does not open,doesn't open,doesn't load,says not valid,not valid,got nowhere,zero reply,no reply,\
      no response,\
      still red,again with,the same for,said the same,last time you,is it done yet,looked at yet,come back yet,ages ago,\
      this again,\
      chased,chase,been twelve,the whole day,a whole day,took the day,second time,am still,took so long
      """
    ),
    (
      mild,
      """
      still waiting,still haven't,still hasn't,still havent,still hasnt,still not,still no,still nothing,still can't,\
      still cannot,\
      yet again,once more,been waiting,have been waiting,been trying,tried everything,tried calling,tried to call,tried several,\
      doesn't work,won't let me,it won't,can't get,can't find,couldn't find,cannot find,no luck,not working,keeps saying,\
      keeps failing,\
      keeps crashing,takes forever,taking forever,ages,so long,i already,supposed to,should have been,was promised,were promised,\
      you promised,you said,i was told,they told me,follow up,following up,chasing,any update,any updates,as i said,i said,\
      what i said
      """
    ),
    (0, "it won't be needed,won't fit"),
  ])

  private static let when: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may",
    "june", "july", "august", "september", "october", "november", "december", "christmas", "yesterday", "last",
  ]
  private static let people: Set<String> = [
    "person", "people", "colleague", "colleagues", "agent", "agents", "department", "engineers", "engineer",
  ]

  /// "Since Tuesday", "week six", "four of your colleagues", "the seventh person": how long it takes and how many it took.
  static func lasting(_ tokens: Tokens, at place: Int) -> Double {
    let word = tokens.text(place), next = tokens.text(place + 1)
    if word == "since", when.contains(next) { return mild }
    if word == "week", numbers.contains(next) { return 1 }
    if numbers.contains(word) || tall.contains(word), next == "weeks" || next == "months" {
      // "Within two weeks" is a promise, no trouble.
      return ["in", "within", "for", "about"].contains(tokens.text(place - 1)) && tokens.text(place - 1) != "for"
        ? 0 : mild
    }
    if counts.contains(word) || tallOrdinals.contains(word), people.contains(next) || next == "today" { return 1 }
    if numbers.contains(word), people.contains(next), next != "people", next != "person" { return mild }
    if numbers.contains(word), next == "different" { return 1 }
    if numbers.contains(word), next == "of", tokens.text(place + 2) == "your" { return 1 }
    if counts.contains(word), tokens.text(place + 1) == "email" || next == "replacement" { return 1 }
    return 0
  }

  private static let tall: Set<String> = ["seven", "eight", "nine", "twelve", "7", "8", "9", "12"]
  private static let tallOrdinals: Set<String> = ["seventh", "eighth", "ninth", "7th", "8th", "9th"]

  private static let counts: Set<String> = [
    "third", "fourth", "fifth", "sixth", "tenth", "3rd", "4th", "5th", "hundredth", "millionth",
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
    if word == "second", next == "time" || next == "call" { return mild }
    if word == "twice", place > 0 { return mild }
    return 0
  }
}
