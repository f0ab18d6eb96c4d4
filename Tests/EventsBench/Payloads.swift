import Commerce
import Foundation
import Vendors

/// WooCommerce's orders as webhooks, signed before the clock runs.
struct Payloads: Sendable {
  static let secret = "a webhook secret"

  struct Delivery: Sendable {
    var headers: EventHeaders
    var body: [UInt8]
    var order: String
    var modified: Timestamp
  }

  /// `count` deliveries over `orders` orders: each changes its order a second after the last change.
  static func make(_ count: Int, orders: Int, from start: Timestamp, series: String) -> [Delivery] {
    (0..<count).map { index in
      let order = String(10_000 + index % orders)
      let modified = start.adding(milliseconds: Int64(index / orders) * 1_000)
      let body = Array(text(order, modified, index).utf8)
      let headers = EventHeaders([
        "X-WC-Webhook-Signature": BodySignature.make(body: body, secret: secret), "X-WC-Webhook-Topic": "order.updated",
        "X-WC-Webhook-Delivery-ID": "\(series)-\(index)", "Content-Type": "application/json",
        "User-Agent": "WooCommerce/9.8.1 Hookshot (WordPress/6.8)",
      ])
      return Delivery(headers: headers, body: body, order: order, modified: modified)
    }
  }

  private static func text(_ order: String, _ modified: Timestamp, _ index: Int) -> String {
    let statuses = ["processing", "completed", "on-hold"]
    let moment = modified.rfc3339.prefix(19)
    let lines = (0..<4).map { line in
      """
      {"id":\(line + 1),"name":"Alder Rain Jacket - M","product_id":10\(line),"variation_id":0,"quantity":\(line + 1),\
      "tax_class":"","subtotal":"80.00","subtotal_tax":"0.00","total":"80.00","total_tax":"0.00","taxes":[],"meta_data":[\
      {"id":\(line),"key":"pa_size","value":"m","display_key":"Size","display_value":"M"}],"sku":"ALDER-\(line)",\
      "price":80,"image":{"id":"7","src":"https://shop.example.com/wp-content/uploads/2026/01/alder-\(line).jpg"},\
      "parent_name":"Alder Rain Jacket"}
      """
    }
    let address = """
      {"first_name":"Priya","last_name":"Raman","company":"","address_1":"14 Burnside Court","address_2":"",\
      "city":"Portland","state":"OR","postcode":"97209","country":"US","phone":"+15035550142"
      """
    return """
      {"id":\(order),"parent_id":0,"status":"\(statuses[index % 3])","currency":"USD","version":"9.8.1",\
      "prices_include_tax":false,"date_created":"2026-11-12T02:15:00","date_modified":"\(moment)",\
      "discount_total":"0.00","discount_tax":"0.00","shipping_total":"9.00","shipping_tax":"0.00","cart_tax":"0.00",\
      "total":"329.00","total_tax":"0.00","customer_id":\(index % 97 + 1),"order_key":"wc_order_aBcDeFgHiJkLm",\
      "billing":\(address),"email":"priya.raman@example.com"},"shipping":\(address)},"payment_method":"stripe",\
      "payment_method_title":"Credit card","transaction_id":"ch_3P\(order)","customer_ip_address":"203.0.113.7",\
      "customer_user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36","created_via":"checkout",\
      "customer_note":"","date_completed":null,"date_paid":"2026-11-12T02:15:03","cart_hash":"5f0c2e","number":"\(order)",\
      "meta_data":[{"id":1,"key":"_wc_order_attribution_source_type","value":"typein"}],"line_items":[\
      \(lines.joined(separator: ","))],"tax_lines":[],"shipping_lines":[{"id":9,"method_title":"Standard",\
      "method_id":"flat_rate","total":"9.00","total_tax":"0.00","taxes":[]}],"fee_lines":[],"coupon_lines":[],\
      "refunds":[],"payment_url":"https://shop.example.com/checkout/order-pay/\(order)","is_editable":false,\
      "needs_payment":false,"needs_processing":true,"date_created_gmt":"2026-11-12T10:15:00",\
      "date_modified_gmt":"\(moment)","date_completed_gmt":null,"date_paid_gmt":"2026-11-12T10:15:03",\
      "currency_symbol":"$"}
      """
  }
}
