internal import GRDB
internal import Journal

/// The journal's error for whatever SQLite reported. The message has SQLite's code and words for it, never the
/// statement's arguments, which may hold personal data.
func journalError(_ error: any Error, while doing: String) -> JournalError {
  switch error {
  case let error as JournalError: error
  case let error as DatabaseError:
    JournalError(.storage, "\(doing): SQLite \(error.extendedResultCode) \(error.message ?? "")")
  default: JournalError(.storage, "\(doing): \(type(of: error))")
  }
}
