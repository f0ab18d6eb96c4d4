public import Commerce

/// Why an order is called off, from whatever the caller says of it. A shrug ("dunno") counts as no longer needed, and only as an answer.
public enum CancelReasons {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<CancelReason>] {
    let isExpected = context.expected.contains(.cancelReason)
    var spans: [Span<CancelReason>] = []
    var index = 0
    while index < tokens.count {
      var found = telling.match(in: tokens, at: index).map { (value: $0.value, end: $0.end, trust: 0.88) }
      if isExpected, let answer = answers.match(in: tokens, at: index), answer.end > (found?.end ?? index) {
        found = (answer.value, answer.end, 0.75)
      }
      guard let found else {
        index += 1
        continue
      }
      let range = index..<found.end
      // The same reason in other words is said once.
      if let last = spans.last, last.value == found.value, index - last.tokens.upperBound < 5 {
        let joined = last.tokens.lowerBound..<found.end
        spans[spans.count - 1] = Span(joined, .init(found.value, last.confidence), said: tokens.said(joined))
      } else {
        spans.append(
          Span(range, .init(found.value, isExpected ? max(found.trust, 0.9) : found.trust), said: tokens.said(range)))
      }
      index = found.end
    }
    return spans
  }

  /// What tells a reason wherever it is said.
  private static let telling = PhraseTable<CancelReason>([
    (
      .orderedByMistake,
      """
      click+|press+|hit|push+|tap+|submit+|placed|order+|bought|purchas+|paid|check+ * twice, click+|press+|hit|push+|tap+ ** wrong (button|one|thing)
      by mistake, by accident, in error, accident+ (order+|bought|purchas+|click+|press+|hit|placed|add+), mistaken+ (order+|bought), an accident, was a|an mistake|error
      didn't|didnt|never|not mean|meant|meaning|intend|intended (to) (order|buy|click|place|purchase|get), did not mean|intend (to) (order|buy|click|place|purchase|get)
      kid|kids|son|daughter|child|children|toddler|cat|dog|wife|husband order+|click+|press+|bought|walk+|hit|play+
      order+|bought|chose|pick+|select+|got|purchas+|add+ (the|a) wrong|incorrect (one|size|color|colour|item|thing|model|product|kind|type|amount|version)
      duplicate (order), double order+, order+ * double, ordered two|too many, order+ too many, mess+ up (the|my) order, misclick+, mis click+, missclick+, fat finger+
      didn't|didnt|not realize|realise|notice|know * order+, thought it was|were (a) (different|something), wrong quantity, order went through twice|already, went through twice
      my mistake, my bad, was a mistake, mistake order, oops (wrong) (item|one), butt order+, hadn't|haven't meant to, wasn't|wasnt supposed|meant to (order|buy), order+ the same thing|one|item twice
      mixed up, mix up, unintention+, by error
      """
    ),
    (
      .foundCheaper,
      """
      found|find|finding|saw|seen|got|getting|spotted|get * cheaper|less, found|saw|spotted|seen|got|get * better price|deal|offer, found|saw|spotted|got * lower price
      cheaper elsewhere|somewhere|at|on|from|down|online|place, better price|deal|offer (elsewhere|somewhere|at|on|from|online), sell|sells|selling|has|have|offer|offers|had ** cheaper|less
      for less (money) (elsewhere|somewhere|at|on|online), on sale somewhere|elsewhere|at|for, lower price elsewhere|somewhere|at|on|from|online, less expensive elsewhere|somewhere|at|on|online
      price dropped, price went down, price has dropped|fallen, too expensive compared, costs|cost|costing less elsewhere|somewhere|at|on, beat the price, cheaper option|alternative|one elsewhere|somewhere|at
      """
    ),
    (
      .tooSlow,
      """
      takes|taking|took|take too|so long, takes|taking|took|take forever, too slow, too long to (arrive|ship|get|come|deliver), tired|sick of waiting, can't|cant|cannot|won't|not wait (that|this|so|any) (long|longer)
      won't|wont|doesn't|not|can't * in|on time, won't|wont|not * arrive|come|be|get * before|by|until|till, needed it|them|this by|before|yesterday|sooner|earlier|last|in, need it|them|this sooner|earlier|faster
      too late, hasn't|hasnt|haven't shipped|arrived|come|moved (yet) * waiting, been waiting ** week|weeks|month|months|long|forever, delivery * too long|late|slow, shipping * too long|late|slow
      still hasn't|hasnt|has (not) (even) shipped|arrived|come|moved|left, arrives|arriving|arrive|come|comes|coming too late, not fast enough, ships|shipping|delayed too late|long, keeps getting delayed, wait is too long
      """
    ),
    (
      .wrongAddress,
      """
      wrong|incorrect|old|former|previous|bad|mistyped|outdated address, address is|was wrong|incorrect|old|outdated|bad, wrong place|zip|city|state|house|apartment|location
      typo * address, forgot * change * address
      """
    ),
    (
      .noLongerNeeded,
      """
      don't|dont|doesn't|didn't|won't|wont (really) (actually) need|require (it|them|that|this|these|those|one|the|my) (order|item) (any) (anymore|more|now|after|longer|at) (all)
      do|will not (really) (actually) need|require (it|them|that|this|these|those|one|the|my) (order|item) (any) (anymore|more|now|after|longer|at) (all)
      don't|dont (really) (actually) want|like it|them (any) (anymore|more|now|after|longer|at) (all), do not (really) want|like it|them (any) (anymore|more|now|longer)
      don't|dont want|like|need * anymore, don't|dont want|like|need * any more|longer, do not want|like|need * anymore, no longer need+|want+|require+|use|interested|like|necessary
      change+ (of|my|our|his|her) mind|heart|minds, chang+ * mind, we're|were|i'm|we|i (are|am) moving|relocating
      already have|got|own|bought|found (one|it|another|them|a), bought|got|found one|another|it|them already|elsewhere, have|has|bought|got one already, got (one|it|the|a) (same) * gift|present, received * gift|present
      plans changed|fell, plans have changed, change of plans|plan, trip|party|wedding|event|holiday|vacation|camping|project|job|move is|was|got|has (been) off|cancel+|call+|postpone+|over
      can't|cant|cannot|couldn't|not afford, out of budget, over budget, too expensive, spent too much, short on money|cash, no|not use|useful|good for|to, of no use, no need (for) (it|them), not|isn't|isnt|wasn't needed|necessary|required|interested
      lost my job, broke up, second thoughts, situation|circumstances|needs (have|has) changed, got laid off, don't|dont feel like it, just don't|dont want (it|them), cold feet, over it, regret+ (it|buying|ordering|the) (purchase)
      don't|dont have use|space|room|need, no space|room for it, doesn't|doesnt|won't|wont fit (in|my|the) (room|space|car|kitchen|house), going with something|another (else), decided against|not, rethought|rethink it, borrow+ one
      has died|passed away, passed away, wife|husband|partner|mom|mother|dad|brother|sister|son|daughter|friend (already) bought|got|has|have (already) (got|bought) one|it, don't|dont|won't be needing (it|them), not|won't be using (it|them), no point anymore|now, unneeded, unwanted, not needed
      it's|its|is|are|they're|that's|was not (really) needed|necessary|required|wanted (any) (anymore|more|longer|now)
      found|bought|went * something|alternative|another else|instead|better
      """
    ),
  ])

  /// What tells one only in answer to the question.
  private static let answers = PhraseTable<CancelReason>([
    (
      .noLongerNeeded,
      """
      dunno, don't|dont (really) know, idk, no reason|idea, not sure, just because, because, none of your business, whatever, no particular reason, does it matter, doesn't|doesnt matter, i|just want to
      nothing|no (special), why do you (care|need|ask), personal (reasons|reason), either, the first (one), need, needed, pick one, you choose, don't|dont care, i just do, no longer, unwanted, anymore, any more, moving, mind
      financial|money (reasons|reason|is), don't|dont like it|them|the, not my style|taste, don't|dont want|need
      """
    ),
    (
      .orderedByMistake,
      """
      mistake, accident, accidental+, error, wrong (size|color|colour|item|one|thing|order|model|product|kind|type|amount|version), the second (one), twice, duplicate+, oops, misread, confus+, by accident, wrongly, twice ordered
      incorrect+ (size|color|colour|item|one|thing|order|model), ordered wrong
      """
    ), (.foundCheaper, "cheaper, price, better price, better deal, less elsewhere, expensive"),
    (.tooSlow, "late, slow, it's late, too late, time, delay+, waiting, delivery time|date, taking forever"),
    (.wrongAddress, "address, old address"),
    (
      .other,
      "other, something else, another reason, different reason, none of those|these|them, neither (of) (those|them|these)"
    ),
  ])
}
