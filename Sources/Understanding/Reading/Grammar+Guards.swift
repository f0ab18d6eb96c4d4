extension Grammar {
  static let guards: [(String, AtomKind)] =
    each(
      """
      if, assuming ?that, provided|providing ?that, supposing, given that, in the event ?that, on condition that,
      on the condition that, whenever, should it, once
      """, .guardWord(.if))
    + each(
      """
      only if, but only if, only when, as long as, so long as, only as long as, just if, only provided
      """, .guardWord(.onlyIf))
    + each("if so, if yes", .guardWord(.if))
    + each("unless,except if,but not if,not if", .guardWord(.unless))
    + each("in case,just in case,in the case", .guardWord(.inCase))
    + each(
      """
      otherwise, or else, else, if not, failing that, if that|it|this is not possible|available|an|the ?option|case,
      if that|it|this does not work ?out, if that|it|this is not there|so, if that fails, or if not, or otherwise,
      alternatively, as a fallback, as a backup, worst case, if you can not do that, if that can not be done,
      if impossible, and if not, but if not, if neither
      """, .guardWord(.otherwise))
    + each(

      """
      if you do not mind, if you would, if you please, if that is okay|ok|fine|alright ?with ?you,
      if it is not too much trouble, if i may, if you like, if you want, if i could, if you will, even if,
      if you know what i mean, if i remember correctly|right, if i am not mistaken, if memory serves, as if
      """,
      .filler)

  static let links: [(String, AtomKind)] =
    each("because, because of, due to, on account of, since, the reason is ?that, as it turns out", .because)
    + each(
      """
      and, nor, plus, and then, as well as, along with, together with, and also, in addition, additionally, oh and,
      and oh
      """, .link(.and))
    + each(
      "or", .link(.or))
    + each(
      """
      then, after that, afterwards, next, second of all, secondly, finally, lastly, first of all, firstly
      """, .link(.then))
    + each("but,however,only that,though", .link(.but))
    + each(
      """
      also, too, as well, besides, on top of that, another thing, one more thing, in addition to that, besides that|this,
      apart|aside from that|this, other than that, furthermore, moreover, what is more
      """, .link(.also))
    + each("so,so that,because of that,therefore", .link(.so))
    + each("over,before", .link(.over))
    + each(
      "to, into, onto, towards", .pivot(.to))
    + each("for, in exchange for, in return for, against a", .pivot(.for))
    + each("with, by way of", .pivot(.with))
    + each("in,inside,within", .pivot(.in)) + each("from,out of,off of", .pivot(.from)) + each("of", .pivot(.of))
    + each(
      "at", .pivot(.at))
    + each("on, upon", .pivot(.on))
    + each("by", .pivot(.by))
    + each("about, regarding, concerning, as for, with regard to, with respect to", .pivot(.about))
    + each(
      "instead of, rather than, in place of, in lieu of", .pivot(.insteadOf))
    + each("than", .pivot(.than))
    + each("instead,rather", .instead)
}
