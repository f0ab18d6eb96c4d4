/// The tables of a shop's database. The file is written once, whole, and read-only from then on.
enum ShopSchema {
  static let sql = """
    CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE product (
      id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,
      category TEXT NOT NULL              -- JSON array, widest first
    );
    CREATE TABLE variant (
      sku TEXT PRIMARY KEY NOT NULL, product TEXT NOT NULL REFERENCES product, position INTEGER NOT NULL, gtin TEXT,
      options TEXT NOT NULL,              -- JSON object
      price INTEGER NOT NULL, currency TEXT NOT NULL
    );
    CREATE INDEX variant_product ON variant (product, position);
    CREATE TABLE store (
      id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,
      nicknames TEXT NOT NULL,            -- JSON array
      street TEXT NOT NULL, city TEXT NOT NULL, region TEXT NOT NULL, postcode TEXT NOT NULL, country TEXT NOT NULL,
      landmark TEXT NOT NULL, time_zone TEXT NOT NULL, phone TEXT NOT NULL,
      hours TEXT NOT NULL,                -- JSON array of seven, Monday first
      special TEXT NOT NULL               -- JSON array by date
    );
    CREATE TABLE customer (
      id TEXT PRIMARY KEY NOT NULL, given_name TEXT NOT NULL, family_name TEXT NOT NULL, email TEXT NOT NULL,
      phone TEXT NOT NULL,
      street TEXT NOT NULL, city TEXT NOT NULL, region TEXT NOT NULL, postcode TEXT NOT NULL, country TEXT NOT NULL
    );
    CREATE UNIQUE INDEX customer_phone ON customer (phone);
    CREATE TABLE sales_order (
      number TEXT PRIMARY KEY NOT NULL, customer TEXT NOT NULL REFERENCES customer, placed INTEGER NOT NULL,
      state TEXT NOT NULL, shipment_state TEXT NOT NULL, payment_state TEXT NOT NULL,
      total INTEGER NOT NULL, currency TEXT NOT NULL,
      street TEXT NOT NULL, city TEXT NOT NULL, region TEXT NOT NULL, postcode TEXT NOT NULL, country TEXT NOT NULL
    );
    CREATE INDEX sales_order_customer ON sales_order (customer, placed);
    CREATE INDEX sales_order_states ON sales_order (state, shipment_state, payment_state);
    CREATE TABLE order_line (
      number TEXT NOT NULL REFERENCES sales_order, position INTEGER NOT NULL, sku TEXT NOT NULL, name TEXT NOT NULL,
      variant TEXT NOT NULL, quantity INTEGER NOT NULL, price INTEGER NOT NULL, currency TEXT NOT NULL,
      PRIMARY KEY (number, position)
    ) WITHOUT ROWID;
    CREATE TABLE shipment (
      number TEXT NOT NULL REFERENCES sales_order, position INTEGER NOT NULL, id TEXT NOT NULL, carrier TEXT NOT NULL,
      tracking_number TEXT NOT NULL, status TEXT NOT NULL,
      estimated_delivery INTEGER,         -- days since 1970-01-01
      delivered_on INTEGER,               -- days since 1970-01-01
      PRIMARY KEY (number, position)
    ) WITHOUT ROWID;
    CREATE INDEX shipment_status ON shipment (status);
    CREATE TABLE parcel_event (
      shipment TEXT NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL, status TEXT NOT NULL, place TEXT,
      PRIMARY KEY (shipment, position)
    ) WITHOUT ROWID;
    """
}
