"""Shop, locations, products, variants and inventory as the schema shapes them."""

from common import clock, world as W
from shopify import gids, money
from shopify.connections import page, plain
from shopify.search import Query

_STATES = ("available", "on_hand", "committed", "reserved", "incoming", "damaged", "safety_stock", "quality_control")


class Catalog:
    """Views over the world's products and places."""

    def __init__(self, api):
        self._api = api

    @property
    def _world(self):
        return self._api.store.world

    def shop(self):
        """Shop."""
        shop = self._world["shop"]
        return {"__typename": "Shop", "id": "gid://shopify/Shop/68500001", "name": shop["name"], "email": shop["email"],
                "currencyCode": shop["currency"], "myshopifyDomain": self._api.shop_domain, "ianaTimezone": shop["timezone"]}

    def location_number(self, place):
        """The world's ordinal of a location, from which its id is made."""
        return [l["id"] for l in self._world["locations"]].index(place["id"]) + 1

    def location(self, place):
        """Location."""
        where, number = place["address"], self.location_number(place)
        return {"__typename": "Location", "id": gids.gid("Location", number), "legacyResourceId": str(gids.number("Location", number)),
                "name": place["name"], "isActive": True, "fulfillsOnlineOrders": True, "shipsInventory": True,
                "hasActiveInventory": True, "createdAt": "2024-01-05T09:00:00Z", "updatedAt": "2026-01-05T09:00:00Z",
                "address": {"address1": where["address1"], "address2": where["address2"] or None, "city": where["city"],
                            "country": "United States", "countryCode": where["country"], "phone": place["phone"],
                            "province": where["province"], "provinceCode": where["province"], "zip": where["postcode"],
                            "formatted": [where["address1"], f"{where['city']} {where['province']} {where['postcode']}", "United States"]}}

    def locations(self, query=None, **arguments):
        """LocationConnection."""
        search = self._api.searched("locations", Query(query, {"name": lambda l: l["name"], "id": lambda l: str(
            gids.number("Location", self.location_number(l)))}, lambda l: [l["name"]]))
        found = [l for l in self._world["locations"] if search.matches(l)]
        return page(found, lambda l: (l["name"], self.location_number(l)), self.location, **arguments)

    def find_location(self, number):
        """A world location by numeric id."""
        return next((l for l in self._world["locations"]
                     if str(gids.number("Location", self.location_number(l))) == number), None)

    def product(self, product):
        """Product."""
        prices = [v["price"] for v in product["variants"]]
        number = product["id"].split("-")[1]
        return {"__typename": "Product", "id": gids.gid("Product", number), "legacyResourceId": str(gids.number("Product", number)),
                "title": product["title"], "handle": product["handle"], "productType": product["type"], "vendor": product["vendor"],
                "description": lambda _i, truncateAt=None: product["description"][:truncateAt],
                "descriptionHtml": f"<p>{product['description']}</p>", "status": product["status"].upper(), "tags": product["tags"],
                "totalInventory": sum(sum(v["inventory"].values()) for v in product["variants"]), "tracksInventory": True,
                "createdAt": product["createdAt"], "updatedAt": product["updatedAt"],
                "options": lambda _i, first=None: [{"id": f"gid://shopify/ProductOption/{gids.number('Product', number)}",
                                                    "name": product["optionName"], "position": 1,
                                                    "values": [v["title"] for v in product["variants"]]}],
                "priceRangeV2": {"minVariantPrice": money.amount(min(prices)), "maxVariantPrice": money.amount(max(prices))},
                "variants": lambda _i, **a: plain(product["variants"], lambda v: self.variant(product, v), **a)}

    def products(self, query=None, sortKey="ID", **arguments):
        """ProductConnection."""
        fields = {"title": lambda p: p["title"], "sku": lambda p: [v["sku"] for v in p["variants"]], "handle": lambda p: p["handle"],
                  "vendor": lambda p: p["vendor"], "product_type": lambda p: p["type"], "tag": lambda p: p["tags"],
                  "status": lambda p: p["status"], "barcode": lambda p: [v["barcode"] for v in p["variants"]],
                  "id": lambda p: str(gids.number("Product", p["id"].split("-")[1])),
                  "created_at": lambda p: clock.parse(p["createdAt"]), "updated_at": lambda p: clock.parse(p["updatedAt"])}
        search = self._api.searched("products", Query(query, fields, lambda p: [p["title"], p["type"], p["vendor"], *(v["sku"] for v in p["variants"])]))
        rank = {"UPDATED_AT": lambda p: p["updatedAt"], "CREATED_AT": lambda p: p["createdAt"], "TITLE": lambda p: p["title"]}.get(sortKey, lambda p: 0)
        found = [p for p in self._world["products"] if search.matches(p)]
        return page(found, lambda p: (rank(p), int(p["id"].split("-")[1])), self.product, **arguments)

    def find_product(self, number):
        """A world product by numeric id."""
        return next((p for p in self._world["products"] if str(gids.number("Product", p["id"].split("-")[1])) == number), None)

    def variant(self, product, variant):
        """ProductVariant."""
        stock = sum(variant["inventory"].values())
        parts = variant["id"].split("-")[1:]
        return {"__typename": "ProductVariant", "id": gids.gid("ProductVariant", *parts), "legacyResourceId": str(gids.number("ProductVariant", *parts)),
                "title": variant["title"], "displayName": f"{product['title']} - {variant['title']}", "sku": variant["sku"],
                "barcode": variant["barcode"], "price": W.decimal(variant["price"]),
                "compareAtPrice": W.decimal(variant["compareAt"]) if variant["compareAt"] else None,
                "position": int(parts[1]), "availableForSale": stock > 0, "inventoryQuantity": stock, "inventoryPolicy": "DENY",
                "sellableOnlineQuantity": stock, "taxable": True,
                "selectedOptions": [{"name": k, "value": v} for k, v in variant["options"].items()],
                "createdAt": product["createdAt"], "updatedAt": product["updatedAt"],
                "product": lambda _i: self.product(product), "inventoryItem": lambda _i: self.item(product, variant)}

    def variants(self, query=None, sortKey="ID", **arguments):
        """ProductVariantConnection."""
        fields = {"sku": lambda pv: pv[1]["sku"], "barcode": lambda pv: pv[1]["barcode"], "title": lambda pv: pv[1]["title"],
                  "product_id": lambda pv: str(gids.number("Product", pv[0]["id"].split("-")[1])),
                  "id": lambda pv: str(gids.number("ProductVariant", *pv[1]["id"].split("-")[1:])),
                  "vendor": lambda pv: pv[0]["vendor"], "product_type": lambda pv: pv[0]["type"], "tag": lambda pv: pv[0]["tags"],
                  "inventory_quantity": lambda pv: str(sum(pv[1]["inventory"].values())),
                  "updated_at": lambda pv: clock.parse(pv[0]["updatedAt"])}
        search = self._api.searched("productVariants", Query(query, fields, lambda pv: [pv[0]["title"], pv[1]["title"], pv[1]["sku"]]))
        rank = {"SKU": lambda pv: pv[1]["sku"], "TITLE": lambda pv: pv[1]["title"]}.get(sortKey, lambda pv: 0)
        found = [pv for pv in W.variants(self._world) if search.matches(pv)]
        return page(found, lambda pv: (rank(pv), gids.number("ProductVariant", *pv[1]["id"].split("-")[1:])),
                    lambda pv: self.variant(*pv), **arguments)

    def find_variant(self, number, kind="ProductVariant"):
        """A world (product, variant) pair by numeric id of the variant or of its inventory item."""
        return next((pv for pv in W.variants(self._world)
                     if str(gids.number(kind, *pv[1]["id"].split("-")[1:])) == number), None)

    def item(self, product, variant):
        """InventoryItem."""
        parts = variant["id"].split("-")[1:]
        places = [W.location(self._world, key) for key in variant["inventory"]]

        def level(_i, locationId, includeInactive=False):
            place = self.find_location(gids.parse(locationId, "Location")[1])
            return self.level(product, variant, place) if place and place["id"] in variant["inventory"] else None

        return {"__typename": "InventoryItem", "id": gids.gid("InventoryItem", *parts), "legacyResourceId": str(gids.number("InventoryItem", *parts)),
                "sku": variant["sku"], "tracked": True, "requiresShipping": True, "createdAt": product["createdAt"],
                "updatedAt": product["updatedAt"], "variant": lambda _i: self.variant(product, variant), "inventoryLevel": level,
                "inventoryLevels": lambda _i, query=None, includeInactive=False, **a: plain(places, lambda l: self.level(product, variant, l), **a)}

    def level(self, product, variant, place):
        """InventoryLevel."""
        available = variant["inventory"].get(place["id"], 0)
        item = gids.number("InventoryItem", *variant["id"].split("-")[1:])
        ident = f"gid://shopify/InventoryLevel/{gids.number('Location', self.location_number(place))}?inventory_item_id={item}"

        def quantities(_info, names):
            unknown = [name for name in names if name not in _STATES]
            if unknown:
                raise self._api.bad_request(f"Invalid quantity name: {unknown[0]}")
            counts = {"available": available, "on_hand": available}
            return [{"id": f"gid://shopify/InventoryQuantity/{item}?name={name}", "name": name, "quantity": counts.get(name, 0),
                     "updatedAt": product["updatedAt"]} for name in names]

        return {"__typename": "InventoryLevel", "id": ident, "item": lambda _i: self.item(product, variant),
                "location": lambda _i: self.location(place), "isActive": True, "quantities": quantities,
                "createdAt": product["createdAt"], "updatedAt": product["updatedAt"]}
