import Databases
import Foundation
import Vendors

@testable import Connectors

/// The shared world as tables of a schema of its own, in the shape a shop system might have, and the views for us upon them.
struct SharedWorldDatabase {
  let pool: PostgresPool
  let schema: String
  let conninfo: String

  /// Makes the schema and fills it.
  init(_ conninfo: String) async throws {
    self.conninfo = conninfo
    pool = PostgresPool(PostgresSettings(conninfo: conninfo), size: 1)
    schema = "legacy_" + UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(12)
    let world = try String(
      contentsOf: SimulatorProcess.root.appending(path: "simulators/common/world.json"), encoding: .utf8)
    let statements = Self.tables.replacingOccurrences(of: "@@", with: schema)
    try await pool.withConnection { try await $0.script(statements) }
    for fill in Self.fills {
      try await pool.query(fill.replacingOccurrences(of: "@@", with: schema), [PostgresValue(world)])
    }
  }

  /// Takes everything away again.
  func drop() async throws {
    try await pool.withConnection { [schema] in try await $0.script("DROP SCHEMA \(schema) CASCADE") }
    await pool.close()
  }

  /// A back end for the views.
  func backend(_ change: (inout SQLViewSettings) -> Void = { _ in }) -> SQLViewBackend {
    var settings = SQLViewSettings(conninfo: conninfo)
    settings.addViews(orders: "\(schema).v_orders", stock: "\(schema).v_stock", customers: "\(schema).v_customers")
    change(&settings)
    return SQLViewBackend(name: "warehouse", settings)
  }

  private static let tables = """
    CREATE SCHEMA @@;
    CREATE TABLE @@.people (id text PRIMARY KEY, first_name text, last_name text, mail text, tel text, zip text);
    CREATE TABLE @@.heads (
      nr text PRIMARY KEY, person text, created timestamptz, tel text, ship jsonb, postage int, cancelled timestamptz,
      paid int, refunded int, voided boolean, edited timestamptz);
    CREATE TABLE @@.items (
      id text PRIMARY KEY, head text, pos int, sku text, title text, variant text, qty int, price int, discount int);
    CREATE TABLE @@.parcels (id text PRIMARY KEY, head text, carrier text, nr text, status text, sent timestamptz,
      eta timestamptz, arrived timestamptz, parts jsonb);
    CREATE TABLE @@.shelf (sku text, place text, place_name text, qty int);

    CREATE VIEW @@.v_customers AS
      SELECT id AS customer, mail AS email, tel AS phone, NULL::text AS loyalty_number, first_name AS given_name,
        last_name AS family_name, zip AS postcode FROM @@.people;
    CREATE VIEW @@.v_stock AS SELECT sku, place, place_name, qty AS on_hand FROM @@.shelf;
    CREATE VIEW @@.v_orders AS
      SELECT h.nr AS number, h.person AS customer, h.created AS placed, h.tel AS phone, h.edited AS changed,
        h.cancelled IS NOT NULL AS cancelled, h.voided AS payment_failed,
        (h.paid / 100.0)::numeric(12, 2) AS paid, (h.refunded / 100.0)::numeric(12, 2) AS refunded,
        ((SELECT sum(i.qty * i.price - i.discount) FROM @@.items i WHERE i.head = h.nr) + h.postage) / 100.0 AS total,
        h.ship->>'address1' AS street, h.ship->>'address2' AS street2, h.ship->>'city' AS city,
        h.ship->>'province' AS region, h.ship->>'postcode' AS postcode, h.ship->>'country' AS country,
        (SELECT json_agg(json_build_object('sku', i.sku, 'name', i.title, 'variant', i.variant, 'quantity', i.qty,
            'line_total', ((i.qty * i.price - i.discount) / 100.0)::numeric(12, 2)::text, 'fulfilled',
            coalesce((SELECT sum((part->>'quantity')::int) FROM @@.parcels p, jsonb_array_elements(p.parts) part
              WHERE p.head = h.nr AND p.status NOT IN ('label_created', 'confirmed') AND part->>'line' = i.id), 0)
          ) ORDER BY i.pos) FROM @@.items i WHERE i.head = h.nr) AS lines,
        (SELECT json_agg(json_build_object('parcel', p.id, 'carrier', p.carrier, 'tracking_number', p.nr,
            'status', p.status, 'estimated_delivery', p.eta, 'delivered_on', p.arrived) ORDER BY p.sent, p.id)
          FROM @@.parcels p WHERE p.head = h.nr) AS parcels
      FROM @@.heads h;
    """

  private static let fills = [
    """
    INSERT INTO @@.people SELECT c->>'id', c->>'firstName', c->>'lastName', c->>'email', c->>'phone',
      c->'address'->>'postcode' FROM jsonb_array_elements($1::jsonb->'customers') c
    """,
    """
    INSERT INTO @@.heads SELECT o->>'number', o->>'customer', (o->>'createdAt')::timestamptz, o->>'phone',
      o->'shippingAddress', (o->'shipping'->>'price')::int, (o->'cancelled'->>'at')::timestamptz,
      (SELECT coalesce(sum((p->>'amount')::int), 0) FROM jsonb_array_elements(o->'payments') p WHERE p->>'status' = 'paid'),
      (SELECT coalesce(sum((r->>'amount')::int), 0) FROM jsonb_array_elements(o->'refunds') r),
      EXISTS (SELECT FROM jsonb_array_elements(o->'payments') p WHERE p->>'status' = 'voided'),
      (o->>'updatedAt')::timestamptz FROM jsonb_array_elements($1::jsonb->'orders') o
    """,
    """
    INSERT INTO @@.items SELECT l->>'id', o->>'number', nr, l->>'sku', l->>'title', l->>'variantTitle',
      (l->>'quantity')::int, (l->>'unitPrice')::int, (l->>'discount')::int
      FROM jsonb_array_elements($1::jsonb->'orders') o, jsonb_array_elements(o->'lines') WITH ORDINALITY AS line (l, nr)
    """,
    """
    INSERT INTO @@.parcels SELECT f->>'id', o->>'number', f->>'carrier', f->>'trackingNumber', f->>'status',
      (f->>'shippedAt')::timestamptz, (f->>'estimatedAt')::timestamptz, (f->>'deliveredAt')::timestamptz, f->'lines'
      FROM jsonb_array_elements($1::jsonb->'orders') o, jsonb_array_elements(o->'fulfilments') f
      WHERE f->>'status' <> 'cancelled'
    """,
    """
    INSERT INTO @@.shelf SELECT v->>'sku', place.key, l->>'name', place.value::int
      FROM jsonb_array_elements($1::jsonb->'products') p, jsonb_array_elements(p->'variants') v,
        jsonb_each_text(v->'inventory') place, jsonb_array_elements($1::jsonb->'locations') l
      WHERE l->>'id' = place.key
    """,
  ]
}
