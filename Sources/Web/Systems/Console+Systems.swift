import Hummingbird

extension Console {
  /// The page "Systems".
  func systemsPage() async -> Response { html(pages.systems(await systems.report(), template: "systems")) }

  /// The part of it that changes, for the page itself to fetch.
  func systemsPart() async -> Response { html(pages.systems(await systems.report(), template: "systems-body")) }
}
