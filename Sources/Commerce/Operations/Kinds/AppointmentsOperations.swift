/// What can be booked.
public struct FindServices: TypedOperation {
  /// What it brings back.
  public typealias Outcome = ServiceList
  /// What it promises.
  public static let contract = Contract(.findServices, .read, risk: .none, errors: [], budgetMilliseconds: 4_000)

  /// Only there.
  public var store: String?

  /// Makes the operation.
  public init(store: String? = nil) {
    self.store = store
  }
}

/// Free times for a service.
public struct FindSlots: TypedOperation {
  /// What it brings back.
  public typealias Outcome = SlotList
  /// What it promises.
  public static let contract = Contract(
    .findSlots, .read, risk: .none, errors: [.notFound, .invalidArguments], budgetMilliseconds: 4_000)

  /// The service.
  public var service: String
  /// Where.
  public var store: String
  /// The first day, on the store's calendar.
  public var from: LocalDate
  /// The last day, at most 60 later.
  public var until: LocalDate
  /// Only with this person.
  public var staff: String?
  /// At most so many, 1 to 100.
  public var limit: Int = 20

  /// Makes the operation.
  public init(service: String, store: String, from: LocalDate, until: LocalDate, staff: String? = nil, limit: Int = 20)
  {
    self.service = service
    self.store = store
    self.from = from
    self.until = until
    self.staff = staff
    self.limit = limit
  }

  enum CodingKeys: String, CodingKey {
    case service, store, from, until, staff, limit
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    service = try parts.decode(String.self, forKey: .service)
    store = try parts.decode(String.self, forKey: .store)
    from = try parts.decode(LocalDate.self, forKey: .from)
    until = try parts.decode(LocalDate.self, forKey: .until)
    staff = try parts.decodeIfPresent(String.self, forKey: .staff)
    try parts.fill(&limit, .limit)
  }

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["limit": .range(1...100)]
}

/// A customer's appointments to come.
public struct FindAppointments: TypedOperation {
  /// What it brings back.
  public typealias Outcome = AppointmentList
  /// What it promises.
  public static let contract = Contract(
    .findAppointments, .read, risk: .medium, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The customer.
  public var customer: String

  /// Makes the operation.
  public init(customer: String) {
    self.customer = customer
  }
}

/// Books a slot.
public struct BookAppointment: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Appointment
  /// What it promises.
  public static let contract = Contract(
    .bookAppointment, .write, risk: .medium, errors: [.notFound, .refused, .invalidArguments], budgetMilliseconds: 4_000
  )

  /// For whom.
  public var customer: String
  /// The slot.
  public var slot: String
  /// What the customer said about it.
  public var note: String = ""
  /// How they are reminded.
  public var reminder: ContactChannel?

  /// Makes the operation.
  public init(customer: String, slot: String, note: String = "", reminder: ContactChannel? = nil) {
    self.customer = customer
    self.slot = slot
    self.note = note
    self.reminder = reminder
  }

  enum CodingKeys: String, CodingKey {
    case customer, slot, note, reminder
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    customer = try parts.decode(String.self, forKey: .customer)
    slot = try parts.decode(String.self, forKey: .slot)
    try parts.fill(&note, .note)
    reminder = try parts.decodeIfPresent(ContactChannel.self, forKey: .reminder)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["note"]
}

/// Moves an appointment to another slot of the same service; the old one is free again.
public struct RescheduleAppointment: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Appointment
  /// What it promises.
  public static let contract = Contract(
    .rescheduleAppointment, .write, risk: .medium, errors: [.notFound, .refused], budgetMilliseconds: 4_000)

  /// The appointment.
  public var appointment: String
  /// The new slot.
  public var slot: String

  /// Makes the operation.
  public init(appointment: String, slot: String) {
    self.appointment = appointment
    self.slot = slot
  }
}

/// Calls an appointment off.
public struct CancelAppointment: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Appointment
  /// What it promises.
  public static let contract = Contract(
    .cancelAppointment, .write, risk: .medium, errors: [.notFound, .refused], budgetMilliseconds: 4_000)

  /// The appointment.
  public var appointment: String

  /// Makes the operation.
  public init(appointment: String) {
    self.appointment = appointment
  }
}

/// Waits for a slot to come free.
public struct JoinWaitlist: TypedOperation {
  /// What it brings back.
  public typealias Outcome = WaitlistEntry
  /// What it promises.
  public static let contract = Contract(
    .joinWaitlist, .write, risk: .low, errors: [.notFound, .refused], budgetMilliseconds: 3_000)

  /// Who waits.
  public var customer: String
  /// For what.
  public var service: String
  /// Where.
  public var store: String

  /// Makes the operation.
  public init(customer: String, service: String, store: String) {
    self.customer = customer
    self.service = service
    self.store = store
  }
}
