"""Products and prices, as far as payment links need them."""

from stripe.failures import StripeError, exclusive_parameters, missing_parameter, not_simulated
from stripe.schema import (
    ONE,
    PAGE,
    Choice,
    Currency,
    Flag,
    Int,
    Metadata,
    NotSimulated,
    Rows,
    Table,
    Text,
    initial_metadata,
    merged_metadata,
)
from stripe.store import expanded, page

PRODUCT_DATA = Table(
    {
        "name": Text(),
        "description": Text(40000),
        "images": Rows(Text(), 8),
        "metadata": Metadata(),
        "tax_code": Text(),
        "tax_details": NotSimulated(),
        "unit_label": Text(12),
    },
    required=["name"],
)
PRICE_DATA = Table(
    {
        "currency": Currency(),
        "product": Text(),
        "product_data": PRODUCT_DATA,
        "recurring": NotSimulated(),
        "tax_behavior": Choice("exclusive", "inclusive", "unspecified"),
        "unit_amount": Int(),
        "unit_amount_decimal": NotSimulated(),
    },
    required=["currency"],
)
NEW_PRODUCT = Table(
    {
        **{name: PRODUCT_DATA.fields[name] for name in ("name", "description", "images", "metadata", "unit_label")},
        "active": Flag(),
        "id": Text(),
        "default_price_data": NotSimulated(),
        "marketing_features": NotSimulated(),
        "package_dimensions": NotSimulated(),
        "shippable": Flag(),
        "statement_descriptor": Text(22),
        "tax_code": Text(),
        "tax_details": NotSimulated(),
        "url": Text(),
        "expand": PAGE["expand"],
    },
    required=["name"],
)
NEW_PRICE = Table(
    {
        **PRICE_DATA.fields,
        "active": Flag(),
        "metadata": Metadata(),
        "nickname": Text(),
        "lookup_key": Text(200),
        "billing_scheme": NotSimulated(),
        "currency_options": NotSimulated(),
        "custom_unit_amount": NotSimulated(),
        "tiers": NotSimulated(),
        "tiers_mode": NotSimulated(),
        "transfer_lookup_key": NotSimulated(),
        "transform_quantity": NotSimulated(),
        "expand": PAGE["expand"],
    },
    required=["currency"],
)
CHANGE_PRICE = Table({"active": Flag(), "metadata": Metadata(), "nickname": Text(), "expand": PAGE["expand"]})
LIST_PRICES = Table(
    {**PAGE, "active": Flag(), "product": Text(), "currency": Currency(), "type": Choice("one_time", "recurring")}
)
PRICE_EXPANDS = {"product": "product"}


class Catalog:
    def __init__(self, peer):
        self._peer = peer
        self.routes = [
            ("POST", "/v1/products", NEW_PRODUCT, self.create_product),
            ("GET", "/v1/products/{id}", ONE, self.read_product),
            ("POST", "/v1/prices", NEW_PRICE, self.create_price),
            ("GET", "/v1/prices", LIST_PRICES, self.list_prices),
            ("GET", "/v1/prices/{id}", ONE, self.read_price),
            ("POST", "/v1/prices/{id}", CHANGE_PRICE, self.change_price),
        ]

    def make_product(self, data):
        store, now = self._peer.store, self._peer.clock.seconds()
        identifier = data.get("id") or store.new_id("product")
        if identifier in store.objects["product"]:
            raise StripeError(400, "Product already exists.", code="resource_already_exists", param="id")
        return store.add(
            {
                "id": identifier,
                "object": "product",
                "active": data.get("active", True),
                "created": now,
                "default_price": None,
                "description": data.get("description"),
                "images": data.get("images", []),
                "livemode": False,
                "metadata": initial_metadata(data.get("metadata")),
                "name": data["name"],
                "shippable": data.get("shippable"),
                "statement_descriptor": data.get("statement_descriptor"),
                "tax_code": data.get("tax_code"),
                "unit_label": data.get("unit_label"),
                "updated": now,
                "url": data.get("url"),
            }
        )

    def make_price(self, data, param=None):
        def where(name):
            return f"{param}[{name}]" if param else name

        if "product" in data and "product_data" in data:
            raise exclusive_parameters(where("product_data"), "product", "product_data")
        if "product" not in data and "product_data" not in data:
            raise missing_parameter(where("product"))
        if "unit_amount" not in data:
            raise missing_parameter(where("unit_amount"))
        store = self._peer.store
        if "product" in data:
            product = store.find("product", data["product"], where("product"), 400)
        else:
            product = self.make_product(data["product_data"])
        return store.add(
            {
                "id": store.new_id("price"),
                "object": "price",
                "active": data.get("active", True),
                "billing_scheme": "per_unit",
                "created": self._peer.clock.seconds(),
                "currency": data["currency"],
                "custom_unit_amount": None,
                "livemode": False,
                "lookup_key": data.get("lookup_key"),
                "metadata": initial_metadata(data.get("metadata")),
                "nickname": data.get("nickname"),
                "product": product["id"],
                "recurring": None,
                "tax_behavior": data.get("tax_behavior", "unspecified"),
                "tiers_mode": None,
                "transform_quantity": None,
                "type": "one_time",
                "unit_amount": data["unit_amount"],
                "unit_amount_decimal": str(data["unit_amount"]),
            }
        )

    def create_product(self, request, parameters):
        product = self.make_product(parameters)
        request.effect(f"product {product['id']} created")
        self._peer.events.tell("product.created", product, request=request)
        return product

    def read_product(self, request, parameters, identifier):
        return expanded(self._peer.store, self._peer.store.find("product", identifier), parameters.get("expand"), {})

    def create_price(self, request, parameters):
        price = self.make_price(parameters)
        request.effect(f"price {price['id']} created")
        self._peer.events.tell("price.created", price, request=request)
        return expanded(self._peer.store, price, parameters.get("expand"), PRICE_EXPANDS)

    def read_price(self, request, parameters, identifier):
        price = self._peer.store.find("price", identifier)
        return expanded(self._peer.store, price, parameters.get("expand"), PRICE_EXPANDS)

    def change_price(self, request, parameters, identifier):
        price = self._peer.store.find("price", identifier)
        if "metadata" in parameters:
            price["metadata"] = merged_metadata(price["metadata"], parameters["metadata"])
        for name in ("active", "nickname"):
            if name in parameters:
                price[name] = parameters[name]
        request.effect(f"price {identifier} updated")
        self._peer.events.tell("price.updated", price, request=request)
        return price

    def list_prices(self, request, parameters):
        if parameters.get("type") == "recurring":
            raise not_simulated("recurring prices")
        prices = [
            price
            for price in self._peer.store.newest_first("price")
            if all(price[name] == parameters[name] for name in ("active", "product", "currency") if name in parameters)
        ]
        return page(self._peer.store, prices, parameters, "/v1/prices", PRICE_EXPANDS)
