/// Words that announce what the digits behind them are.
enum Cues {
  static let card: Set<String> = [
    "card", "visa", "mastercard", "amex", "discover", "cards", "debit", "credit", "paypal", "gift",
  ]
  static let phone: Set<String> = [
    "phone", "telephone", "call", "cell", "mobile", "text", "ring", "phonenumber", "cellphone", "tel", "fax", "reach",
    "dial", "landline", "whatsapp", "callback", "extension", "ext",
  ]
  static let postcode: Set<String> = [
    "zip", "zipcode", "postcode", "postal", "post", "plz", "eircode", "zips", "zip's", "postcode's", "zipcode's",
  ]
  static let code: Set<String> = [
    "code", "pin", "passcode", "otp", "verification", "security", "texted", "sms", "cvv", "cvc",
  ]
}
