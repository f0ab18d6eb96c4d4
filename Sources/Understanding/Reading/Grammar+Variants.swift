internal import Discourse

extension Grammar {
  static let variants: [(String, AtomKind)] =
    each("at least,no less than,not less than,minimum of,a minimum of,from at least", .variant(.atLeast))
    + each("at most,no more than,not more than,maximum of,a maximum of,up to,max of", .variant(.atMost))
    + each(
      """
      more than, over, above, bigger than, larger than, longer than, greater than, higher than, better than,
      taller than
      """, .variant(.moreThan))
    + each("less than,under,below,smaller than,shorter than,lower than,cheaper than", .variant(.lessThan))
    + each(
      """
      or above, or more, or higher, or bigger, or larger, or better, or longer, or greater, or over, or up,
      and above, and up, or taller, and larger, or upwards
      """, .variant(.orMore))
    + each("or less,or below,or under,or lower,or smaller,or shorter,or fewer,and below", .variant(.orLess))
    + each(
      """
      everything else the same, everything else ?stays|is|as ?it ?is|the ?same, the rest the same,
      everything|all else about it|them ?can|may|should|shall stay|stays|remain ?as|the ?it|same ?is,
      everything|all else can|may|should|shall stay|remain ?as|the ?it|same ?is,
      the rest ?stays|is|as ?it ?the ?same|is|was, keep everything else, keep the rest ?the|as ?same|is|it ?is,
      otherwise the same, otherwise identical, all else equal, all else the same, leave the rest,
      all other options the same, leave everything else, nothing else changes, no other changes,
      without changing anything else, other options the same, all the other options the same, same everything else,
      the rest unchanged, everything else unchanged, with everything else the same
      """, .variant(.keepsRest))
    + each(
      """
      ?the exact|very same but|just|only, same thing but, the same one but, same one but, same but, the same but,
      same model but, same ?kind but, exactly the same but, identical but, same just, the same only
      """, .variant(.sameBut))
    + each(
      """
      another of the same, the same again, same again, same one again, the same one again,
      the ?exact|very|identical same ?item|one|thing|model ?again, like for like, an identical one,
      identical replacement, exact same ?item|one|model|thing, the very same, of the same, one just like it,
      another one just like it, another one of these|those|the ?same, the same model, same model, identical one,
      another just like it, the identical, exactly the same item|one|model|thing ?again, exactly the same again
      """, .variant(.sameAgain))
    + each("any,whatever,whichever,any old", .variant(.anyOption))
    + each(
      """
      it|that|this does not matter ?to ?me which|what ?one|color|size, does not matter which|what ?one,
      either ?one ?of ?them ?is|will|would fine|okay|do|good|great|works ?with|by|for ?me, either one will do,
      both are fine|okay ?with|by|for ?me, i|we do not care which|what ?one, i|we do not mind which|what ?one,
      does not matter ?to ?me, do not matter, do not|does not care ?about ?the|which,
      i do not|does not care ?about|which|what, i do not mind ?about|which|what|the, i do not really mind|care ?about|which|what, not bothered ?about,
      not fussy ?about, is not important, not important, is irrelevant, regardless of, no preference ?for|on|about,
      i have no preference ?for|on|about, irrelevant, makes no difference, no matter, either is fine,
      either is okay, is all the same to me, is up to you, i am not bothered about, i am easy about,
      i am flexible on|about
      """, .variant(.doesNotMatter))
    + each(
      """
      ideally, preferably, prefer ?the|a, preferred, my preference is, for preference, first choice ?is|would|be,
      i would prefer, i prefer, second choice ?is, third choice ?is, best of all, if there is a choice,
      would be best|ideal|nicest|preferred|perfect|nice|better ?for ?me, would be my first choice|preference,
      is my first choice|preference, is preferred, is what i would prefer, most preferably,
      if i can choose, if there are several, my favorite is, my favourite is, most of all, if there is a choice of
      """, .variant(.prefer))
    + each(
      """
      like, just like, the same as, same as, similar to, identical to, matching, to match, match, matches,
      the same kind as, as, the same ?as|like, the twin of, same kind of as, alike, closest to, nearest to, most similar to, closest match to
      """, .variant(.like))
    + each(
      """
      a different, something different, something else, different, a different one, another kind of,
      another type of, another kind, another sort of, another version, some other, other
      """, .variant(.different))
    + each(
      """
      no more than ?it|that|what|i ?cost|costs|paid, costs|cost no more ?than ?this|mine|it|now,
      no extra ?cost|charge|money, without extra cost, without paying more ?extra,
      does not cost ?any|me ?more ?extra, do not cost ?any ?more, at no extra cost|charge,
      at no additional cost|charge, for the same price ?or ?less, same price ?or ?less, the same price ?or ?less,
      no dearer, not dearer, no more expensive, not more expensive, is not more, does not exceed what i paid,
      at the same price, same money, costs|cost the same, will not cost ?me ?more|extra, that costs no more,
      costs nothing ?extra|more, no price difference, it is at no cost, no additional cost, free of charge, is free, it is free
      """, .variant(.noDearer))
    + each(
      """
      whichever|whatever ?one ?is|costs the|is cheaper|cheapest|less|least, whichever costs less|least,
      whichever comes cheaper, whatever is cheapest|cheaper, the cheaper of the two, whichever is the cheapest
      """, .variant(.cheapest))
}
