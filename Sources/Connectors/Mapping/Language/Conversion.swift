/// What is made of a value that an API writes in its own way.
enum Conversion: Hashable, Sendable {
  /// One without settings, by the word it is written with.
  case plain(Word)
  /// Digits by a pattern ("DD.MM.YYYY HH:mm") as a moment, or as a day when the pattern has no hours.
  case pattern(String)
  /// Our moment or day written by such a pattern, for requests.
  case written(String)
  /// What the first group of a regular expression found.
  case match(String)

  /// The conversions without settings.
  enum Word: String, CaseIterable, Sendable {
    /// A number or truth value as text; digits as a number; "1", "yes", "true" and their opposites as a truth value.
    case text, integer, number, boolean
    /// Characters.
    case lower, upper, trim, digits
    case lettersAndDigits = "letters_and_digits"
    /// Words of a name.
    case firstWord = "first_word"
    case lastWord = "last_word"
    case butFirstWord = "but_first_word"
    case butLastWord = "but_last_word"
    /// Seconds or milliseconds since 1970 as a moment; ISO 8601 as a moment, without a zone by the rule's; the day of a moment.
    case epochSeconds = "epoch_seconds"
    case epochMilliseconds = "epoch_milliseconds"
    case moment, date
    /// A moment as seconds or milliseconds since 1970.
    case toEpochSeconds = "to_epoch_seconds"
    case toEpochMilliseconds = "to_epoch_milliseconds"
    /// Our money as "19.90", 19.90, 1990; as 19 whole units and 900000000 billionths of one.
    case majorUnits = "major_units"
    case majorNumber = "major_number"
    case minorUnits = "minor_units"
    case wholeUnits = "whole_units"
    case nanos
    /// Of a list.
    case first, last, count
  }
}
