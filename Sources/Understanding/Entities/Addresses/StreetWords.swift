/// Words that end the name of a street.
enum StreetWords {
  static func isStreet(_ text: String) -> Bool { full[text] != nil }

  /// Each with its usual full writing.
  static let full: [String: String] = {
    var words: [String: String] = [:]
    let rows = """
      Street:street,st,str,streat,stret Avenue:avenue,ave,av,avenu Road:road,rd Drive:drive,dr,drv Lane:lane,ln Boulevard:boulevard,blvd,bulevard \
      Court:court,ct Place:place,pl Square:square,sq Terrace:terrace,ter Way:way Circle:circle,cir Parkway:parkway,pkwy Highway:highway,hwy Trail:trail,trl \
      Broadway:broadway Close:close Crescent:crescent,cres Alley:alley Row:row Loop:loop Plaza:plaza Mews:mews Grove:grove Gardens:gardens Hill:hill \
      Strasse:strasse,straße Platz:platz Weg:weg Allee:allee Path:path Pike:pike Quay:quay
      """
    for row in rows.split(separator: " ") {
      let parts = row.split(separator: ":")
      for word in parts[1].split(separator: ",") { words[String(word)] = String(parts[0]) }
    }
    return words
  }()
}
