"""The parameter schemas of the covered routes, after the published property tables."""

ORDER_STATUSES = ["pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed"]
TEXT = {"type": "string"}
ID = {"type": "integer"}
META = {"type": "array", "items": {"type": "object", "properties": {"id": ID, "key": TEXT, "value": {"type": "any"}}}}
_ADDRESS = {k: TEXT for k in ("first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode", "country", "phone")}
SHIPPING = {"type": "object", "properties": _ADDRESS}
BILLING = {"type": "object", "properties": {**_ADDRESS, "email": {"type": "string", "format": "email"}}}

LIST = {
    "context": {"type": "string", "enum": ["view", "edit"]}, "page": {"type": "integer", "minimum": 1},
    "per_page": {"type": "integer", "minimum": 1, "maximum": 100}, "search": TEXT, "after": {"type": "date-time"}, "before": {"type": "date-time"},
    "modified_after": {"type": "date-time"}, "modified_before": {"type": "date-time"}, "dates_are_gmt": {"type": "boolean"},
    "exclude": {"type": "array", "items": ID}, "include": {"type": "array", "items": ID}, "offset": {"type": "integer"},
    "order": {"type": "string", "enum": ["asc", "desc"]}, "dp": {"type": "integer"}, "_fields": TEXT,
}
ORDER_LIST = {**LIST, "orderby": {"type": "string", "enum": ["date", "id", "include", "title", "slug", "modified"]},
              "status": {"type": "array", "items": {"type": "string", "enum": ["any", "trash", "auto-draft", "checkout-draft"] + ORDER_STATUSES}},
              "customer": ID, "product": ID, "parent": {"type": "array", "items": ID}}
PRODUCT_LIST = {**LIST, "orderby": {"type": "string", "enum": ["date", "id", "include", "title", "slug", "modified", "menu_order", "price", "popularity", "rating"]},
                "slug": TEXT, "sku": TEXT, "status": {"type": "string", "enum": ["any", "draft", "pending", "private", "publish", "future", "trash"]},
                "type": {"type": "string", "enum": ["simple", "grouped", "external", "variable"]},
                "stock_status": {"type": "string", "enum": ["instock", "outofstock", "onbackorder"]}}
CUSTOMER_LIST = {**LIST, "orderby": {"type": "string", "enum": ["id", "include", "name", "registered_date"]}, "email": {"type": "string", "format": "email"},
                 "role": {"type": "string", "enum": ["all", "administrator", "customer", "shop_manager"]}}
NOTE_LIST = {"context": LIST["context"], "type": {"type": "string", "enum": ["any", "customer", "internal"]}}
WEBHOOK_LIST = {**LIST, "orderby": {"type": "string", "enum": ["date", "id", "title"]},
                "status": {"type": "string", "enum": ["all", "active", "paused", "disabled"]}}

ORDER = {
    "status": {"type": "string", "enum": ORDER_STATUSES}, "customer_note": TEXT, "billing": BILLING, "shipping": SHIPPING,
    "payment_method": TEXT, "payment_method_title": TEXT, "transaction_id": TEXT, "meta_data": META, "set_paid": {"type": "boolean"},
    "customer_id": ID,
}
REFUND = {
    "amount": TEXT, "reason": TEXT, "refunded_by": ID, "api_refund": {"type": "boolean"}, "api_restock": {"type": "boolean"}, "meta_data": META,
    "line_items": {"type": "array", "items": {"type": "object", "properties": {
        "id": ID, "quantity": {"type": "integer"}, "refund_total": {"type": "number"}, "refund_tax": {"type": "array", "items": {"type": "object", "properties": {}}}}}},
}
NOTE = {"note": TEXT, "customer_note": {"type": "boolean"}, "added_by_user": {"type": "boolean"}}
WEBHOOK = {"name": TEXT, "status": {"type": "string", "enum": ["active", "paused", "disabled"]}, "topic": TEXT, "delivery_url": TEXT, "secret": TEXT}
CUSTOMER = {"email": {"type": "string", "format": "email"}, "first_name": TEXT, "last_name": TEXT, "billing": BILLING, "shipping": SHIPPING, "meta_data": META}
