internal import Discourse

extension Grammar {
  static let orders: [(String, AtomKind)] =
    each("?that i|we ?already have|own ?here", .relative(.owned))
    + each(

      """
      that you have ?got ?in ?stock, that you sell|carry|stock|offer, you have got, you have in stock, you got,
      you sell, you carry
      """, .filler)
    + [
      ("?the|my other card|wallet|account|method", .wallet(other)), ("another card|wallet|account", .wallet(other)),
      ("a different card|wallet|account|payment method", .wallet(other)),
      ("whatever|whichever card|account|method ?i|we ?have ?originally ?used|paid ?with", .wallet(original)),
    ]
    + each(
      """
      order, parcel, package, shipment, delivery, purchase, box, order number, order no, consignment, order id,
      order with ?the number|id
      """, .orderNoun(isPlural: false))
    + each("orders,parcels,packages,shipments,deliveries,purchases,boxes", .orderNoun(isPlural: true))
    + each(
      """
      pending, unshipped, not shipped, processing, open, not yet shipped, undelivered, outstanding, not delivered,
      unfulfilled
      """, .status(.pending))
    + each("in transit,on its|the|their way,shipped,already sent,dispatched,en route", .status(.sent))
    + each("delivered,received,arrived", .status(.delivered))
    + each(
      """
      ?that|which i|we ?have|had ?already|recently|originally ordered|bought|purchased|placed|got|made|picked,
      i ordered, ordered, bought, purchased, placed, that i got
      """, .relative(.ordered))
    + each(
      """
      ?that|which i|we ?have|had|only just|now ordered|bought|purchased|placed|got|made, i just ordered,
      i have just ordered|placed|bought, just placed, just ordered, just bought
      """, .relative(.justOrdered))
    + each(
      """
      ?that|which ?has|have|had|just|already|finally came|arrived|delivered|landed, that|which came ?in,
      that|which turned up, that|which showed up, ?that|which i|we ?have|just|already|finally received,
      that|which was|were|got|has ?been ?just delivered, you delivered, came in, turned up, which arrived,
      that arrived, was delivered, were delivered, has arrived, i received, i have received, i got delivered,
      you sent me, that you sent ?me, ?that|which ?just|already|finally showed up, ?that|which ?just|already|finally got here,
      ?that|which ?just|already|finally turned up, ?that|which was dropped off
      """, .relative(.came))
    + each(
      """
      ?that|which came|comes|arrived|shipped|was|were ?delivered|bought|ordered together|along with,
      that|which came with, came with, i got ?together|along with, i got with, bought with, ordered with,
      in the same order|parcel|package as, from the same order as, that i ordered with
      """, .relative(.cameWith))
    + each(
      """

      ?that|which went|goes|is|are|was|were|been ?going|sent|shipped|delivered|headed|addressed|mailed|heading to|for,
      that|which i|you ?had|have sent|shipped ?it to, i had sent to, you shipped to, you sent to, going to,
      i sent to, went to, shipped to, headed to, delivered to, sent to
      """, .relative(.wentTo))
    + each(
      """

      ?that|which has|have|had not ?even|yet|actually ?been shipped|sent|left|dispatched|delivered|gone|arrived|come ?out ?yet,
      ?that|which is|are not ?yet shipped|sent|delivered|dispatched|here ?yet,
      ?that|which is|are ?still|yet pending|processing|open|unshipped|waiting|outstanding, not out yet,
      not sent yet, not shipped yet, ?that|which never arrived|came|shipped|left
      """, .relative(.pending))
    + each(
      """
      ?that|which is|are ?already|still on its|the|their way,
      ?that|which has|have already ?been shipped|left|sent|gone, that|which has|have ?been|already shipped,
      that|which is in transit, that|which shipped
      """, .relative(.sent))
    + each(
      """
      ?that|which was|were|got|is|has|have ?been cancelled|canceled, ?that|which i ?have|had cancelled|canceled,
      cancelled order, canceled order
      """, .relative(.cancelled))
    + each(
      """
      containing, that|which|it has|have|had|contains|contained|includes|included, there is|was|are, with my,
      in which, that included, holding
      """, .relative(.containing))
    + each("whatever,anything that,the stuff that,the things that,all that,everything that", .relative(.whatever))
    + each(
      """
      shipping|delivery|my|the|an address, address, addresses, delivery location, where it goes,
      shipping destination, destination
      """, .addressNoun)
    + each(

      """
      ?my|the default|profile|account|main|primary|home ?shipping|delivery address,
      ?the address on ?my|the account|profile|file, my profile, account address, address on my profile|account,
      address on file, user address, personal address
      """,
      .profileAddressNoun)
    + each(
      """
      ?the|my payment ?method|type|option|details, ?the|my way of paying, ?the|my payment information, billing,
      how i pay, how i paid, method of payment, payment card
      """, .paymentNoun)

  private static let original: WalletReference = {
    var wallet = WalletReference()
    wallet.original = true
    return wallet
  }()

  private static let other: WalletReference = {
    var wallet = WalletReference()
    wallet.other = true
    return wallet
  }()
}
