extension Grammar {
  private static let i = "i|we"
  private static let adverb =
    """
    ?really|just|also|only|actually|still|simply|definitely|instead|now|then|probably|maybe
    """

  static let leads: [(String, AtomKind)] =
    each(
      """
      \(i) \(adverb) want|need|wish|require ?to,
      \(i) \(adverb) would \(adverb) like|love|want|need|appreciate|rather|wish ?to,
      \(i) am|are \(adverb) looking|trying|hoping|planning|wanting|wishing|going|here|calling|writing|ready ?to|for,
      \(i) was|were hoping|planning|going|looking|thinking|meaning to,
      \(i) \(adverb) have|got|decided|intend|plan|hope|expect|choose|chose to, \(i) will \(adverb), \(i) shall,
      \(i) am interested in, \(i) am thinking of|about, i would be happy|glad to, would like ?to, want ?to,
      need ?to, prefer ?to, looking ?to|for, trying to, hoping to, would rather ?have, \(i) would rather ?have,
      \(i) would like to have, \(i) want to have, \(i) would love to have, \(i) would prefer to have,
      \(i) have got to, \(i) need to have, \(i) had better, needs to, need to, should, wants to,
      \(i) \(adverb) want to get, \(i) would like to get, i fancy, i could do with, i would go for|with,
      i would take, i would go, let me have, let me get, give me, get me, hand me, find me, i am after,
      i need to get, i would want, i wanted ?to, i was wanting ?to, go for|with, let us go with|for, let us do,
      let us make it, i will have|take|go|get ?with|for, i will do, do me, i vote for, i opt for, opt for,
      i guess ?i will take, i would have
      """, .lead(.want))
    + each("can|could|may|might i|we ?just|please|also|still have|get", .lead(.mayHave))
    + each(
      """
      can|could|would|will you ?please|kindly|just|also|maybe|perhaps, please, kindly, would you mind, do you mind,
      are you able to, i need|want|would like you to, you can|could|may|should|might, help me ?to|with,
      go ahead and, let us, let me, be so kind|good as|and to, any|?a chance ?that you can|could,
      is there any|a chance ?that you can|could, any chance of, i was|am wondering if|whether you can|could|would,
      wondering if|whether you could|can|would, i would appreciate it if you could|would,
      if you could|would ?please, it would be great|nice if you could, do you think you could|can,
      can|could someone|somebody|anyone, can|could we, let us just, how about, what about if we, i would like it,
      i want it, i need it, i want them, i need them, i want this, i would like this, i want that,
      i would like them, i would like that, i need this
      """, .lead(.you))
    + each(
      """
      can|could|may|might i|we \(adverb) ?please|possibly|perhaps|still,
      am|are i|we able|allowed|eligible|entitled to,
      is it \(adverb) possible|ok|okay|allowed|fine|permitted|feasible|too|late|alright ?for ?me|you ?to,
      is it too late to, would it be possible|ok|okay|fine|alright|too ?late ?for ?me|you to,
      is there any|a|some way ?that ?i|you ?can|could ?to, is there a way for me to,
      do|did|will|would|should i|we get ?to, will|would i|we ?still be able to,
      i was|am wondering if|whether i|we can|could|may|might, wondering if|whether i|we can|could,
      i wonder if|whether i|we can|could, do you think i|we could|can|may, would i|we be able to,
      are you allowed to, is it possible, would it be possible, is it possible if i, is it possible that you,
      possible to, would it be possible if i|you, am i able, i would like to know if|whether i|we can|could,
      do you allow me to, can|could it|this|that|they|these|those be, may it|they be, i am allowed to,
      could i ?also|then|perhaps, can i still, do you let me, would you let me
      """, .lead(.mayI))
    + each(

      """
      how do|can|could|would|should|might i|we|you|one, how to, what do i ?have|need ?to do to,
      what is the process|procedure ?to|for|of, what are the steps to|for, how is it|this done, how would i go about
      """,
      .lead(.howTo))
    + each(
      """
      what if i|we, what happens if|when i|we, what would happen if i|we, suppose|supposing i|we, if i were to,
      what would i get if i, how about if i
      """, .lead(.whatIf))
    + each(
      """
      tell me, show me, let me know, i|we would like to know, i|we want to know, i|we need to know, do you know,
      can|could|would you ?please tell|show|give|read me,
      can|could you ?please check|see|look ?up|find ?out ?for|whether|if, could you let me know, please tell me,
      any idea, i wonder, i am wondering ?about|if|whether, i was wondering ?about|if|whether,
      check|see|find out ?for ?me if|whether, check ?on ?up, remind me, read me, list, look up,
      i am curious|asking ?about|if, do you happen to know, i have a question ?about, quick question, question,
      may|can|could i ask ?you, i would like to check, i want to check, let me ask ?you
      """, .lead(.tell))
    + each(
      """
      no longer, do not, does not, would not, will not, should not, need not, must not, not, never, no need to,
      no reason to, there is no need to, stop, rather not, not to, refrain from, against, is not, are not, can not,
      could not, neither, no way i will, do not want you to, do not you dare, no one should, nobody should
      """, .negator)
    + each("did not, was not, were not, had not, has not, have not", .word)
    + each(
      """
      i|we will talk|speak|see|think about, i|we will come|get back to, i|we can talk|speak about later,
      i|we will decide later ?on ?about, let us talk|speak about later, i will let you know ?about, leave for later,
      let me sleep on it, let me think it over, i need to think ?about ?it ?over, i have not decided ?yet, i am not sure ?yet, i am still deciding|thinking ?about, i have to think,
      not yet, later, maybe later, some other time, another time, for later, hold off ?on, not now, not right now,
      not today, not at the moment|present, in a while, some other day, i will think about, let me think about, think about it, postpone,
      next time, at a later date, later on, wait with
      """, .postponed)
}
