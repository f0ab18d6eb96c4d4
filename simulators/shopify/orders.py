"""Orders, their lines, payments, shipments and refunds, and customers, as the schema shapes them."""

from common import clock, world as W
from shopify import gids, money
from shopify.connections import page, plain
from shopify.search import Query

_FINANCIAL = {"pending": "PENDING", "authorized": "AUTHORIZED", "voided": "VOIDED", "partly_paid": "PARTIALLY_PAID",
              "paid": "PAID", "partly_refunded": "PARTIALLY_REFUNDED", "refunded": "REFUNDED"}
_FULFILLMENT = {"none": "UNFULFILLED", "partial": "PARTIALLY_FULFILLED", "all": "FULFILLED"}
_SHIPMENT = {"label_created": "LABEL_PRINTED", "confirmed": "CONFIRMED", "in_transit": "IN_TRANSIT", "out_for_delivery": "OUT_FOR_DELIVERY",
             "delivered": "DELIVERED", "attempted": "ATTEMPTED_DELIVERY", "ready_for_pickup": "READY_FOR_PICKUP",
             "failed": "FAILURE", "cancelled": "CANCELED"}


def financial_status(order):
    """OrderDisplayFinancialStatus."""
    return _FINANCIAL[W.payment_state(order)]


def fulfillment_status(order):
    """OrderDisplayFulfillmentStatus."""
    return _FULFILLMENT[W.fulfilment_state(order)]


def address(value, ident):
    """MailingAddress, or None."""
    if value is None:
        return None
    name = f"{value['firstName'] or ''} {value['lastName'] or ''}".strip()
    lines = [value["address1"], value["address2"], f"{value['city'] or ''} {value['province'] or ''} {value['postcode'] or ''}".strip(), "United States"]
    return {"__typename": "MailingAddress", "id": f"gid://shopify/MailingAddress/{ident}?model_name=Address",
            "firstName": value["firstName"], "lastName": value["lastName"], "name": name, "company": value["company"] or None,
            "address1": value["address1"], "address2": value["address2"] or None, "city": value["city"], "province": value["province"],
            "provinceCode": value["province"], "country": "United States", "countryCodeV2": value["country"], "zip": value["postcode"],
            "phone": value["phone"] or None,
            "formatted": lambda _i, withName=False, withCompany=True: ([name] if withName and name else []) + [l for l in lines if l]}


class Orders:
    """Views over the world's orders and customers."""

    def __init__(self, api):
        self._api = api

    @property
    def _world(self):
        return self._api.store.world

    def find(self, number):
        """A world order by numeric id."""
        return next((o for o in self._world["orders"] if str(gids.number("Order", o["number"])) == number), None)

    def of_gid(self, ident):
        """A world order by global id, or None."""
        return self.find(gids.parse(ident, "Order")[1])

    def connection(self, orders, field, query=None, sortKey="PROCESSED_AT", **arguments):
        """OrderConnection over some orders."""
        search = self._api.searched(field, Query(query, self._fields(), lambda o: [o["number"], o["email"] or "", self._customer_name(o)]))
        rank = {"CREATED_AT": lambda o: o["createdAt"], "PROCESSED_AT": lambda o: o["createdAt"], "UPDATED_AT": lambda o: o["updatedAt"],
                "ORDER_NUMBER": lambda o: int(o["number"]), "TOTAL_PRICE": W.total, "CUSTOMER_NAME": self._customer_name,
                "FINANCIAL_STATUS": financial_status, "FULFILLMENT_STATUS": fulfillment_status}.get(sortKey, lambda o: 0)
        return page([o for o in orders if search.matches(o)], lambda o: (rank(o), int(o["number"])), self.order, **arguments)

    def count(self, query=None, limit=10000):
        """Count of the orders a query finds."""
        search = self._api.searched("ordersCount", Query(query, self._fields(), lambda o: [o["number"], o["email"] or ""]))
        found = sum(1 for o in self._world["orders"] if search.matches(o))
        capped = limit is not None and found > limit
        return {"count": limit if capped else found, "precision": "AT_LEAST" if capped else "EXACT"}

    def _customer_name(self, order):
        buyer = W.customer(self._world, order["customer"])
        return f"{buyer['firstName']} {buyer['lastName']}" if buyer else ""

    def _fields(self):
        def status(order):
            closed = self._api.extra(order).get("closedAt")
            return ["any", "cancelled" if order["cancelled"] else "closed" if closed else "open"] + ([] if closed else ["not_closed"])
        fulfilment = {"none": ["unfulfilled", "unshipped"], "partial": ["partial"], "all": ["fulfilled", "shipped"]}
        return {"name": lambda o: [f"#{o['number']}", o["number"]], "id": lambda o: str(gids.number("Order", o["number"])),
                "email": lambda o: o["email"], "phone": lambda o: o["phone"],
                "customer_id": lambda o: str(gids.number("Customer", o["customer"].split("-")[1])),
                "created_at": lambda o: clock.parse(o["createdAt"]), "processed_at": lambda o: clock.parse(o["createdAt"]),
                "updated_at": lambda o: clock.parse(o["updatedAt"]), "financial_status": lambda o: financial_status(o).lower(),
                "fulfillment_status": lambda o: fulfilment[W.fulfilment_state(o)], "status": status, "tag": lambda o: o["tags"],
                "sku": lambda o: [l["sku"] for l in o["lines"]], "return_status": lambda o: self._api.returns.status(o).lower()}

    def order(self, order):
        """Order."""
        number, extra = order["number"], self._api.extra(order)
        total, subtotal = W.total(order), W.subtotal(order)
        received, refunded = W.received(order), W.refunded(order)
        authorized = sum(p["amount"] for p in order["payments"] if p["status"] == "authorized")
        back = sum(part.get("amount", 0) for r in order["refunds"] for part in r["lines"])
        left = sum(l["quantity"] - W.refunded_quantity(order, l["id"]) for l in order["lines"])
        buyer = W.customer(self._world, order["customer"])
        refusals = self._api.edits.refusals(order)
        outstanding = 0 if order["cancelled"] else total - received
        return {
            "__typename": "Order", "id": gids.gid("Order", number), "legacyResourceId": str(gids.number("Order", number)),
            "name": f"#{number}", "number": int(number), "email": order["email"], "phone": order["phone"], "note": order["note"] or None,
            "tags": order["tags"], "poNumber": extra.get("poNumber"), "confirmed": True, "confirmationNumber": f"FS{number}",
            "cancelReason": order["cancelled"]["reason"].upper() if order["cancelled"] else None,
            "cancelledAt": order["cancelled"]["at"] if order["cancelled"] else None,
            "cancellation": {"staffNote": extra.get("staffNote")} if order["cancelled"] else None,
            "closed": bool(extra.get("closedAt")), "closedAt": extra.get("closedAt"), "createdAt": order["createdAt"],
            "processedAt": order["createdAt"], "updatedAt": order["updatedAt"], "currencyCode": order["currency"],
            "presentmentCurrencyCode": order["currency"], "customAttributes": extra.get("customAttributes", []),
            "customer": lambda _i: self.customer(buyer) if buyer else None,
            "billingAddress": address(order["billingAddress"], f"{number}2"), "shippingAddress": address(order["shippingAddress"], f"{number}1"),
            "displayFinancialStatus": financial_status(order), "displayFulfillmentStatus": fulfillment_status(order),
            "returnStatus": self._api.returns.status(order), "fulfillable": not order["cancelled"] and W.fulfilment_state(order) != "all",
            "fullyPaid": received >= total, "unpaid": received == 0, "refundable": received > refunded, "restockable": left > 0,
            "requiresShipping": True, "test": False, "merchantEditable": not refusals, "merchantEditableErrors": refusals,
            "paymentGatewayNames": sorted({p["gateway"] for p in order["payments"]}), "sourceName": order["channel"],
            "statusPageUrl": f"https://{self._world['shop']['domain']}/orders/{number}/status", "taxesIncluded": False,
            "subtotalLineItemsQuantity": sum(l["quantity"] for l in order["lines"]), "currentSubtotalLineItemsQuantity": left,
            "currentSubtotalPriceSet": money.bag(subtotal - back), "currentTotalPriceSet": money.bag(max(0, total - refunded)),
            "originalTotalPriceSet": money.bag(extra.get("originalTotal", total)), "subtotalPriceSet": money.bag(subtotal),
            "totalPriceSet": money.bag(total), "totalShippingPriceSet": money.bag(order["shipping"]["price"]),
            "totalTaxSet": money.bag(W.tax(order)), "totalDiscountsSet": money.bag(sum(l.get("discount", 0) for l in order["lines"])),
            "totalReceivedSet": money.bag(received), "totalRefundedSet": money.bag(refunded), "totalOutstandingSet": money.bag(outstanding),
            "totalCapturableSet": money.bag(authorized), "netPaymentSet": money.bag(received - refunded),
            "shippingLine": {"id": gids.gid("ShippingLine", number), "title": order["shipping"]["title"], "code": order["shipping"]["title"],
                             "source": "shopify", "carrierIdentifier": None, "originalPriceSet": money.bag(order["shipping"]["price"]),
                             "discountedPriceSet": money.bag(order["shipping"]["price"]), "isRemoved": False},
            "fulfillments": lambda _i, first=None, query=None: [self.fulfillment(order, f) for f in order["fulfilments"][:first]],
            "fulfillmentsCount": {"count": len(order["fulfilments"]), "precision": "EXACT"},
            "lineItems": lambda _i, **a: plain(order["lines"], lambda l: self.line(order, l), **a),
            "refunds": lambda _i, first=None: [self.refund(order, r) for r in order["refunds"][:first]],
            "transactions": lambda _i, first=None, capturable=None, manuallyResolvable=None: self.transactions(order)[:first],
            "transactionsCount": {"count": len(self.transactions(order)), "precision": "EXACT"},
            "returns": lambda _i, query=None, **a: plain(order["returns"], lambda r: self._api.returns.view(order, r), **a),
            "suggestedRefund": lambda _i, **a: self._api.refunds.suggestion(order, **a),
        }

    def line(self, order, line):
        """LineItem."""
        product, variant = W.variant(self._world, line["sku"])
        gone = W.refunded_quantity(order, line["id"])
        left = line["quantity"] - gone
        whole = line["quantity"] * line["unitPrice"]
        discounted = whole - line.get("discount", 0)
        each = discounted // line["quantity"] if line["quantity"] else line["unitPrice"]
        return {"__typename": "LineItem", "id": gids.of("LineItem", line["id"]), "name": f"{line['title']} - {line['variantTitle']}", "title": line["title"],
                "variantTitle": line["variantTitle"], "sku": line["sku"], "vendor": product["vendor"] if product else None,
                "quantity": line["quantity"], "currentQuantity": left, "refundableQuantity": left, "nonFulfillableQuantity": gone,
                "unfulfilledQuantity": 0 if order["cancelled"] else max(0, line["quantity"] - W.shipped_quantity(order, line["id"])),
                "requiresShipping": True, "restockable": left > 0, "taxable": True, "isGiftCard": False,
                "originalUnitPriceSet": money.bag(line["unitPrice"]), "discountedUnitPriceSet": money.bag(each),
                "originalTotalSet": money.bag(whole), "discountedTotalSet": money.bag(discounted),
                "totalDiscountSet": money.bag(line.get("discount", 0)), "customAttributes": [],
                "product": lambda _i: self._api.catalog.product(product) if product else None,
                "variant": lambda _i: self._api.catalog.variant(product, variant) if variant else None}

    def transactions(self, order):
        """Every OrderTransaction: payments first, then refunds."""
        made = [self.payment(order, p) for p in order["payments"]]
        return made + [self.refund_transaction(order, r) for r in order["refunds"] if r["amount"] > 0]

    def payment(self, order, payment):
        """OrderTransaction of a payment."""
        kind = {"authorized": "AUTHORIZATION"}.get(payment["status"], "SALE")
        status = {"pending": "PENDING", "voided": "FAILURE"}.get(payment["status"], "SUCCESS")
        return self._transaction(order, gids.of("OrderTransaction", payment["id"]), kind, status, payment["amount"], payment, payment["at"], None)

    def refund_transaction(self, order, refund):
        """OrderTransaction of a refund."""
        paid = next((p for p in order["payments"] if p["status"] == "paid"), order["payments"][0])
        number, index = refund["id"].split("-")[1:]
        return self._transaction(order, gids.gid("OrderTransaction", number, 50 + int(index)), "REFUND", "SUCCESS",
                                 refund["amount"], paid, refund["at"], lambda _i: self.payment(order, paid))

    def _transaction(self, order, ident, kind, status, amount, payment, at, parent):
        return {"__typename": "OrderTransaction", "id": ident, "kind": kind, "status": status, "gateway": payment["gateway"],
                "formattedGateway": payment["gateway"].replace("_", " ").title(), "paymentId": payment["reference"],
                "amountSet": money.bag(amount), "manualPaymentGateway": payment["kind"] != "card", "createdAt": at, "processedAt": at,
                "errorCode": None, "test": False, "order": lambda _i: self.order(order), "parentTransaction": parent,
                "totalUnsettledSet": money.bag(amount if kind == "AUTHORIZATION" else 0)}

    def fulfillment(self, order, fulfilment):
        """Fulfillment."""
        place = W.location(self._world, fulfilment["location"])
        index = fulfilment["id"].split("-")[2]
        moving = fulfilment["status"] in ("in_transit", "out_for_delivery", "delivered", "attempted")
        return {"__typename": "Fulfillment", "id": gids.of("Fulfillment", fulfilment["id"]),
                "legacyResourceId": str(gids.number("Fulfillment", order["number"], index)), "name": f"#{order['number']}-F{index}",
                "status": "CANCELLED" if fulfilment["status"] == "cancelled" else "SUCCESS", "displayStatus": _SHIPMENT.get(fulfilment["status"], "FULFILLED"),
                "createdAt": fulfilment["shippedAt"], "updatedAt": fulfilment["deliveredAt"] or order["updatedAt"],
                "deliveredAt": fulfilment["deliveredAt"], "estimatedDeliveryAt": fulfilment["estimatedAt"],
                "inTransitAt": fulfilment["shippedAt"] if moving else None, "location": lambda _i: self._api.catalog.location(place) if place else None,
                "order": lambda _i: self.order(order), "totalQuantity": sum(p["quantity"] for p in fulfilment["lines"]), "requiresShipping": True,
                "trackingInfo": lambda _i, first=None: [{"company": fulfilment["carrier"], "number": fulfilment["trackingNumber"], "url": fulfilment["trackingUrl"]}][:first],
                "fulfillmentLineItems": lambda _i, **a: plain(fulfilment["lines"], lambda part: self.shipped_line(order, fulfilment, part), **a)}

    def shipped_line(self, order, fulfilment, part):
        """FulfillmentLineItem."""
        line = next(l for l in order["lines"] if l["id"] == part["line"])
        price = money.bag(part["quantity"] * line["unitPrice"])
        return {"__typename": "FulfillmentLineItem", "id": shipped_line_gid(fulfilment, part), "lineItem": lambda _i: self.line(order, line),
                "quantity": part["quantity"], "originalTotalSet": price, "discountedTotalSet": price}

    def refund(self, order, refund):
        """Refund."""
        return {"__typename": "Refund", "id": gids.of("Refund", refund["id"]),
                "legacyResourceId": gids.of("Refund", refund["id"]).rsplit("/", 1)[1], "createdAt": refund["at"], "updatedAt": refund["at"],
                "note": refund["reason"] or None, "order": lambda _i: self.order(order), "totalRefundedSet": money.bag(refund["amount"]),
                "refundLineItems": lambda _i, **a: plain(refund["lines"], lambda part: self._refund_line(order, refund, part), **a),
                "transactions": lambda _i, **a: plain([refund] if refund["amount"] else [], lambda r: self.refund_transaction(order, r), **a)}

    def _refund_line(self, order, refund, part):
        line = next(l for l in order["lines"] if l["id"] == part["line"])
        place = W.location(self._world, part.get("location"))
        return {"id": f"gid://shopify/RefundLineItem/{gids.of('Refund', refund['id']).rsplit('/', 1)[1]}{line['id'].split('-')[2]}",
                "lineItem": lambda _i: self.line(order, line), "quantity": part["quantity"], "restockType": part.get("restock", "NO_RESTOCK"),
                "restocked": part.get("restock", "NO_RESTOCK") != "NO_RESTOCK", "subtotalSet": money.bag(part.get("amount", 0)),
                "location": lambda _i: self._api.catalog.location(place) if place else None}

    def find_customer(self, number):
        """A world customer by numeric id."""
        return next((c for c in self._world["customers"] if str(gids.number("Customer", c["id"].split("-")[1])) == number), None)

    def customer(self, customer):
        """Customer."""
        own = [o for o in self._world["orders"] if o["customer"] == customer["id"]]
        number = customer["id"].split("-")[1]
        return {"__typename": "Customer", "id": gids.gid("Customer", number), "legacyResourceId": str(gids.number("Customer", number)),
                "firstName": customer["firstName"], "lastName": customer["lastName"], "displayName": f"{customer['firstName']} {customer['lastName']}",
                "email": customer["email"], "phone": customer["phone"],
                "defaultEmailAddress": {"emailAddress": customer["email"], "marketingState": "NOT_SUBSCRIBED"} if customer["email"] else None,
                "defaultPhoneNumber": {"phoneNumber": customer["phone"]} if customer["phone"] else None,
                "defaultAddress": address(customer["address"], f"9{number}"), "state": "ENABLED", "note": customer["note"] or None,
                "tags": customer["tags"], "locale": "en", "numberOfOrders": str(len(own)), "verifiedEmail": True,
                "amountSpent": money.amount(sum(W.received(o) - W.refunded(o) for o in own)), "createdAt": customer["createdAt"],
                "updatedAt": customer["updatedAt"], "orders": lambda _i, **a: self.connection(own, "customer.orders", **a)}

    def customers(self, query=None, sortKey="ID", **arguments):
        """CustomerConnection."""
        fields = {"email": lambda c: c["email"], "phone": lambda c: c["phone"], "first_name": lambda c: c["firstName"], "last_name": lambda c: c["lastName"],
                  "id": lambda c: str(gids.number("Customer", c["id"].split("-")[1])), "tag": lambda c: c["tags"], "state": lambda c: "enabled",
                  "created_at": lambda c: clock.parse(c["createdAt"]), "customer_date": lambda c: clock.parse(c["createdAt"]),
                  "updated_at": lambda c: clock.parse(c["updatedAt"])}
        search = self._api.searched("customers", Query(query, fields, lambda c: [f"{c['firstName']} {c['lastName']}", c["email"] or "", c["phone"] or ""]))
        rank = {"NAME": lambda c: c["lastName"], "CREATED_AT": lambda c: c["createdAt"], "UPDATED_AT": lambda c: c["updatedAt"]}.get(sortKey, lambda c: 0)
        found = [c for c in self._world["customers"] if search.matches(c)]
        return page(found, lambda c: (rank(c), int(c["id"].split("-")[1])), self.customer, **arguments)


def shipped_line_gid(fulfilment, part):
    """The global id of a fulfilment's line."""
    _, number, index = fulfilment["id"].split("-")
    return gids.gid("FulfillmentLineItem", number, index, part["line"].split("-")[2])
