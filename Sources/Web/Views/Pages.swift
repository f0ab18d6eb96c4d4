import Commerce
import Conversations
import Foundation

/// Renders what the routes answer with: pages, and the parts of them that change.
struct Pages: Sendable {
  let templates: Templates
  let shopName: String
  let timeZone: TimeZone
  let now: @Sendable () -> Timestamp

  /// The console page.
  struct ConsolePage: Sendable {
    var shopName: String
    var house: House
    var now: Int64
    var live: [ListItem]
    var past: [ListItem]
    var detail: Detail?
    /// "chosen" when the reader asked for this conversation; otherwise "followed" when it is going on and "latest" when
    /// it is only the last there was.
    var mode: String
  }

  /// The whole page, with `shown` on the right.
  func console(
    live: [ConversationView], past: [ConversationView], shown: ConversationView?, chosen: Bool
  ) throws -> String {
    let moments = moments
    let item = { ListItem($0, selected: $0.id == shown?.id, moments: moments) }
    return templates.render(
      ConsolePage(
        shopName: shopName, house: house(live, past, moments), now: moments.now.milliseconds, live: live.map(item),
        past: past.map(item), detail: shown.map { Detail($0, moments: moments) },
        mode: chosen ? "chosen" : live.isEmpty && shown != nil ? "latest" : "followed"), with: "console")
  }

  /// The page "Systems", or its changing part.
  func systems(_ report: SystemsReport, template: String) -> String {
    templates.render(SystemsPage(report, shopName: shopName, moments: moments), with: template)
  }

  /// The page that says what is missing.
  func missing(_ missing: MissingPage) -> String {
    templates.render(MissingPage.Values(missing, shopName: shopName), with: "missing")
  }

  /// One conversation's parts of the page.
  func event(of view: ConversationView) -> ConversationEvent {
    let detail = Detail(view, moments: moments)
    var item = detail.item
    item.selected = false
    return ConversationEvent(
      id: view.id, live: item.live, listItemHTML: templates.render(item, with: "item"),
      detailHTML: templates.render(detail, with: "detail"))
  }

  /// The house line.
  func house(live: [ConversationView], past: [ConversationView]) -> HouseEvent {
    let moments = moments
    let house = house(live, past, moments)
    return HouseEvent(now: moments.now.milliseconds, title: house.title, html: templates.render(house, with: "house"))
  }

  /// Both lists' entries.
  func lists(live: [ConversationView], past: [ConversationView]) -> ListsEvent {
    let moments = moments
    let render = { (views: [ConversationView]) in
      views.map { templates.render(ListItem($0, selected: false, moments: moments), with: "item") }.joined()
    }
    return ListsEvent(liveHTML: render(live), pastHTML: render(past))
  }

  private var moments: Moments { Moments(now: now(), timeZone: timeZone) }

  private func house(_ live: [ConversationView], _ past: [ConversationView], _ moments: Moments) -> House {
    House(live: live, past: past, limit: Console.pastLimit, shopName: shopName, moments: moments)
  }
}
