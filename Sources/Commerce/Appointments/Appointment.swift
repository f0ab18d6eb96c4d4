/// A moment with the zone whose clocks tell it.
public struct ZonedTime: ContractValue {
  /// The moment.
  public var at: Timestamp
  /// The IANA time zone ("America/Los_Angeles").
  public var zone: String
  /// Seconds east of UTC in that zone at that moment.
  public var utcOffsetSeconds: Int

  /// Makes the value from its parts.
  public init(at: Timestamp, zone: String, utcOffsetSeconds: Int) {
    self.at = at
    self.zone = zone
    self.utcOffsetSeconds = utcOffsetSeconds
  }
}

/// Something that can be booked.
public struct BookableService: ContractValue {
  /// The identifier.
  public var id: String
  /// Its name as spoken ("boot fitting").
  public var name: String
  /// How long it takes.
  public var minutes: Int
  /// What is kept free after it.
  public var bufferMinutes: Int = 0
  /// Where it is offered.
  public var stores: [String]
  /// What it costs; nil when nothing.
  public var price: Money?

  /// Makes the value from its parts.
  public init(id: String, name: String, minutes: Int, bufferMinutes: Int = 0, stores: [String], price: Money? = nil) {
    self.id = id
    self.name = name
    self.minutes = minutes
    self.bufferMinutes = bufferMinutes
    self.stores = stores
    self.price = price
  }

  enum CodingKeys: String, CodingKey {
    case id, name, minutes, bufferMinutes, stores, price
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    name = try parts.decode(String.self, forKey: .name)
    minutes = try parts.decode(Int.self, forKey: .minutes)
    try parts.fill(&bufferMinutes, .bufferMinutes)
    stores = try parts.decode([String].self, forKey: .stores)
    price = try parts.decodeIfPresent(Money.self, forKey: .price)
  }
}

/// Some services.
public struct ServiceList: ContractValue {
  /// The services.
  public var services: [BookableService]

  /// Makes the value from its parts.
  public init(services: [BookableService]) {
    self.services = services
  }
}

/// Somebody who serves.
public struct Staff: ContractValue {
  /// The identifier.
  public var id: String
  /// The name as spoken.
  public var name: String
  /// Where they work.
  public var store: String
  /// The services they can do.
  public var skills: [String]

  /// Makes the value from its parts.
  public init(id: String, name: String, store: String, skills: [String]) {
    self.id = id
    self.name = name
    self.store = store
    self.skills = skills
  }
}

/// A time at which a service can be had.
public struct Slot: ContractValue {
  /// The identifier: books this very slot.
  public var id: String
  /// The service.
  public var service: String
  /// Where.
  public var store: String
  /// Who.
  public var staff: String
  /// Who, as spoken.
  public var staffName: String
  /// When it begins.
  public var start: ZonedTime
  /// How long it takes.
  public var minutes: Int

  /// Makes the value from its parts.
  public init(
    id: String, service: String, store: String, staff: String, staffName: String, start: ZonedTime, minutes: Int
  ) {
    self.id = id
    self.service = service
    self.store = store
    self.staff = staff
    self.staffName = staffName
    self.start = start
    self.minutes = minutes
  }
}

/// Some slots, earliest first.
public struct SlotList: ContractValue {
  /// The slots.
  public var slots: [Slot]

  /// Makes the value from its parts.
  public init(slots: [Slot]) {
    self.slots = slots
  }
}

/// Where an appointment stands (Square `BookingStatus`, with two more).
public enum AppointmentState: String, CaseIterable, Codable, Sendable {
  /// From asked for to over.
  case pending, accepted, declined, cancelledByCustomer, cancelledBySeller, noShow, completed, rescheduled
}

/// A service booked for somebody.
public struct Appointment: ContractValue {
  /// The identifier.
  public var id: String
  /// For whom.
  public var customer: String
  /// When, where and with whom.
  public var slot: Slot
  /// Where it stands.
  public var state: AppointmentState
  /// What the customer said about it.
  public var note: String = ""
  /// How they are reminded; nil: not at all.
  public var reminder: ContactChannel?

  /// Makes the value from its parts.
  public init(
    id: String, customer: String, slot: Slot, state: AppointmentState, note: String = "",
    reminder: ContactChannel? = nil
  ) {
    self.id = id
    self.customer = customer
    self.slot = slot
    self.state = state
    self.note = note
    self.reminder = reminder
  }

  enum CodingKeys: String, CodingKey {
    case id, customer, slot, state, note, reminder
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    customer = try parts.decode(String.self, forKey: .customer)
    slot = try parts.decode(Slot.self, forKey: .slot)
    state = try parts.decode(AppointmentState.self, forKey: .state)
    try parts.fill(&note, .note)
    reminder = try parts.decodeIfPresent(ContactChannel.self, forKey: .reminder)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["note"]
}

/// Some appointments, earliest first.
public struct AppointmentList: ContractValue {
  /// The appointments.
  public var appointments: [Appointment]

  /// Makes the value from its parts.
  public init(appointments: [Appointment]) {
    self.appointments = appointments
  }
}

/// A place in the queue for a service.
public struct WaitlistEntry: ContractValue {
  /// The identifier.
  public var id: String
  /// Who waits.
  public var customer: String
  /// For what.
  public var service: String
  /// Where.
  public var store: String
  /// How many wait, up to and with this one.
  public var position: Int
  /// The slot that came free for them, for whoever books it first; nil: none yet.
  public var offered: String?

  /// Makes the value from its parts.
  public init(
    id: String, customer: String, service: String, store: String, position: Int, offered: String? = nil
  ) {
    self.id = id
    self.customer = customer
    self.service = service
    self.store = store
    self.position = position
    self.offered = offered
  }
}
