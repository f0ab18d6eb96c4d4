public import Commerce

extension IntentDocument {
  /// One instruction of an intent's program. Documents nest steps under `when`, `failed`, `yes` and `no`; the loader lays them
  /// out in a row, with jumps to their places.
  public enum Step: Hashable, Sendable {
    /// Know who the customer is, at least so well.
    case identify(level: String)
    /// Get a slot filled.
    case collect(slot: String)
    /// Match a detail before anything about the order in `order` is told.
    case verify(slot: String, order: String)
    /// Ask a back end.
    case call(Call)
    /// Let the customer choose from a list of results.
    case choose(Choose)
    /// Rank products by what is known of the customer.
    case rank(Rank)
    /// Go on when it holds, else at the place.
    case branch(Condition, otherwise: Int)
    /// Go on at the place.
    case jump(Int)
    /// Say something.
    case say(Say)
    /// Say where the order or the store of this intent stands; `response` is the family of sentences ("order_status.*").
    case tell(response: String)
    /// Change something, after an explicit yes to all of it.
    case act(Act)
    /// Ask for yes or no: go on after yes, at the place after no.
    case decide(text: TextReference, no: Int)
    /// Leave it to a person.
    case person(Person)
    /// Offer another intent; its slots from facts.
    case offer(intent: String, ask: TextReference, with: [String: Expression])
    /// This intent is over.
    case end(IntentOutcome)
    /// Answer from the knowledge articles, or go on at the place.
    case answer(otherwise: Int)
    /// Leave it to the desk for orders, which finds out what it is about and settles it.
    case desk(DeskTask)

    /// A question to a back end.
    public struct Call: Hashable, Sendable {
      /// Which.
      public var operation: OperationName
      /// Its arguments by name.
      public var arguments: [String: Expression]
      /// What its result is called.
      public var result: String
      /// Where to go on after a failure.
      public var failures: Failures
    }

    /// A choice.
    public struct Choose: Hashable, Sendable {
      /// What the chosen one is called.
      public var name: String
      /// The list.
      public var from: FactPath
      /// Which of it; nil: all.
      public var only: Condition?
      /// Which go before the others, where any does; nil: all alike.
      public var prefer: Condition?
      /// The field they are ordered by, first the smallest or the largest; nil: as they come.
      public var order: FactPath?
      /// Whether the largest comes first.
      public var descending: Bool
      /// Of those that are alike in this field only the first; nil: all.
      public var distinct: FactPath?
      /// How one is told; its facts begin with `name`.
      public var show: TextReference
      /// The question; `{options}` are those shown, `{count}` is how many there are.
      public var ask: TextReference
      /// Said before one is taken that stands alone; nil: it is taken in silence.
      public var single: TextReference?
      /// Where to go on when there is none, or the customer wants none.
      public var none: Int
    }

    /// A ranking of products.
    public struct Rank: Hashable, Sendable {
      /// What the result is called: a list of products, each with `why`.
      public var name: String
      /// The products.
      public var from: FactPath
      /// Orders to learn taste from.
      public var history: FactPath?
      /// Words the customer used.
      public var taste: FactPath?
      /// The weather.
      public var weather: FactPath?
      /// The hour of the day.
      public var hour: FactPath?
      /// The loyalty tier.
      public var tier: FactPath?
      /// The tiers whose members are shown the dearer of equals first.
      public var dearerFor: [String]
      /// Words of goods that suit a kind of weather or an hour, by its name.
      public var suits: [String: [String]]
    }

    /// Something said.
    public struct Say: Hashable, Sendable {
      /// What.
      public var text: TextReference
      /// Said once for each element of a list, which is then called `name`.
      public var each: FactPath?
      /// See `each`.
      public var name: String
      /// Which of the list; nil: all.
      public var only: Condition?
      /// At most so many.
      public var most: Int
    }

    /// A change.
    public struct Act: Hashable, Sendable {
      /// Which.
      public var operation: OperationName
      /// Its arguments by name; empty for those that the engine reads from the order itself.
      public var arguments: [String: Expression]
      /// What its result is called.
      public var result: String
      /// The whole change in words, as a question.
      public var readBack: TextReference
      /// Said when it is recorded; nil: the steps after it say so.
      public var done: TextReference?
      /// Where to go on after a failure.
      public var failures: Failures
      /// Where to go on after a no.
      public var declined: Int?
    }

    /// Where to go on after a failure: by reason ("refused.slotTaken"), by code ("notFound"), or in all other cases
    /// ("otherwise"). Without a place the engine says what became of it.
    public struct Failures: Hashable, Sendable {
      /// Places by key.
      public var places: [String: Int] = [:]

      /// The place for a failure; nil when none was written.
      public func place(for failure: OperationFailure) -> Int? {
        if let reason = failure.reason, let place = places["\(failure.code.rawValue).\(reason.rawValue)"] {
          return place
        }
        return places[failure.code.rawValue] ?? places["otherwise"]
      }
    }

    /// A case for a person.
    public struct Person: Hashable, Sendable {
      /// Why, without personal data.
      public var reason: String
      /// The facts that go with it.
      public var attach: [FactPath]
      /// Said before the offer; nil: the engine's own sentence.
      public var text: TextReference?
      /// Whether it is urgent.
      public var urgent: Bool
    }
  }
}

/// The response that is said: fixed, or by the value of a fact ("drop_status.{entry.state}").
public struct TextReference: Hashable, Sendable {
  /// The response, or what its name begins with.
  public var key: String
  /// The fact whose value is the rest of the name.
  public var by: FactPath?

  /// Makes a reference.
  public init(_ key: String, by: FactPath? = nil) {
    self.key = key
    self.by = by
  }
}

/// How an intent ended.
public enum IntentOutcome: String, CaseIterable, Codable, Sendable {
  /// The customer has it; there is no such thing; a rule forbids it; the customer could not show who they are; a back end does
  /// not answer; the customer said no; a person takes it from here.
  case done
  case notFound = "not_found"
  case refused
  case notVerified = "not_verified"
  case unavailable, declined, person
}
