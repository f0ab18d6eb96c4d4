extension Grammar {
  static let verbs: [(String, AtomKind)] =
    verb(
      .cancel, "cancel,call off,scrap,void,revoke,abort", "cancelling|canceling,calling off,scrapping",
      "cancelled|canceled,called off,scrapped", noun: "cancellation")
    + verb(
      .giveBack,
      """
      return, send back, bring back, give back, ship back, hand back, mail back, post back, returns, go|goes back,
      take back
      """,
      "returning,sending back,bringing back,giving back,shipping back,going back",
      "returned,sent back,taken back", noun: "?a|the return,?a|the return label")
    + verb(
      .exchange, "exchange,swap ?out,trade ?in,switch out,exchanges,substitute",
      "exchanging,swapping,trading,substituting",
      "exchanged,swapped,traded,substituted", noun: "?an|the exchange,?a|the swap")
    + verb(
      .change, "change,modify,alter,edit,update,adjust,amend,switch,upgrade,downgrade,convert,turn,correct,fix,touch",
      "changing,modifying,altering,editing,updating,switching,upgrading,downgrading",
      "changed,modified,altered,edited,updated,switched,upgraded,downgraded", noun: "?a change,?an upgrade")
    + verb(.make, "make", "making", "made")
    + verb(
      .replace,
      """
      replace, resend, reship, send ?me another, send ?me a ?new|fresh|second|replacement,
      send ?me ?a|the replacement
      """,
      "replacing,resending", "replaced,resent,reshipped",
      noun:
        """
        ?a|an|the ?identical replacement, a new one, a fresh one, a working one, a new copy
        """)
    + verb(
      .remove,
      """
      remove, take off, take out, drop, delete, leave out, leave off, get rid of, lose, strike
      """, "removing,dropping,deleting,getting rid of",
      "removed,taken off,dropped,deleted,gone")
    + verb(.add, "add,include,throw in,put in,tack on", "adding,including", "added,included")
    + verb(
      .keep,
      """
      keep, leave, hold on to, hang on to, stick with, stay with, hold onto, hang onto, can stay, stays,
      forget ?about
      """, "keeping,leaving,sticking with",
      "kept")
    + verb(
      .undo,
      """
      undo, revert, restore, reverse, change back, put back, switch back
      """, "undoing,reverting", "undone,reverted")
    + verb(
      .ship,
      """
      ship, deliver, should|must go, needs|has|have to go, can|could it|this|that|they go, redirect, reroute, forward, mail
      """, "delivering,redirecting,rerouting",
      "redirected,rerouted,forwarded")
    + verb(.pay, "pay,charge,bill,use,debit", "paying,charging,billing,using", "charged,billed")
    + verb(
      .refund,
      """
      refund, reimburse, credit, money back, get ?my|the money back
      """, "refunding,reimbursing", "refunded,reimbursed,credited",
      noun:
        """
        ?a|the|my ?full|partial|complete refund, ?my|the money back, ?all my money ?back, my cash back
        """)
    + verb(.take, "take", "taking", "taken")
    + verb(.put, "put,move ?over,transfer,shift", "putting", "put")
    + verb(.send, "send,bring,give", "sending,bringing,giving", "sent")
    + [
      ("back", .back), ("off", .off), ("out", .off), ("get ?it|this|that|them back", .word),
    ]

  private static func verb(_ action: Action, _ base: String, _ ing: String, _ past: String, noun: String = "")
    -> [(String, AtomKind)]
  {
    each(base, .verb(action, .base)) + each(ing, .verb(action, .ing)) + each(past, .verb(action, .past))
      + each(noun, .verb(action, .noun))
  }
}
