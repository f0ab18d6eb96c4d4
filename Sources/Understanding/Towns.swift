/// Towns in which there may be no store, each with a postcode of it: who names one wants the store nearest to it.
public enum Towns {
  /// A town that was named.
  public struct Town: Hashable, Sendable {
    /// Its name, as it is written.
    public var name: String
    /// One of its postcodes.
    public var postcode: String
  }

  /// The town that is named as a place ("near Bellingham", "any tents in Boise"); nil where none is. Many towns are called like persons and
  /// things, so it must stand where places stand.
  public static func named(in words: [String]) -> Town? {
    for length in [3, 2, 1] where length <= words.count {
      for start in 0...(words.count - length) {
        let name = words[start..<start + length].joined(separator: " ")
        guard let postcode = postcodes[name] else { continue }
        let before = start > 0 ? words[start - 1] : ""
        let after = start + length < words.count ? words[start + length] : ""
        let isLast = start + length == words.count && words.count <= 6 && start > 0
        guard places.contains(before) || behind.contains(after) || isLast || before == "if" && verbs.contains(after)
        else {
          continue
        }
        return Town(name: name.split(separator: " ").map(\.capitalized).joined(separator: " "), postcode: postcode)
      }
    }
    return nil
  }

  /// Whether a town is known by that name, in small letters.
  static func isTown(_ name: String) -> Bool { postcodes[name] != nil }

  private static let places: Set<String> = ["in", "near", "to", "around", "by", "from", "at", "downtown", "nearby"]
  private static let behind: Set<String> = ["store", "shop", "branch", "location", "stores", "area"]
  private static let verbs: Set<String> = ["has", "have", "had", "got", "carries", "sells", "is"]

  private static let postcodes: [String: String] = Dictionary(
    table.split { $0 == "," || $0 == "\n" }.compactMap { entry in
      let parts = entry.split(separator: " ")
      guard let code = parts.last, parts.count > 1 else { return nil }
      return (parts.dropLast().joined(separator: " "), String(code))
    }, uniquingKeysWith: { first, _ in first })

  private static let table = """
    bellingham 98225,everett 98201,tacoma 98402,olympia 98501,spokane 99201,yakima 98901,vancouver 98660,bellevue 98004
    redmond 98052,kirkland 98033,renton 98055,kent 98030,bremerton 98310,wenatchee 98801,walla walla 99362,kennewick 99336
    seattle 98101,portland 97201,salem 97301,eugene 97401,bend 97701,medford 97501,corvallis 97330,beaverton 97005
    gresham 97030,hillsboro 97123,astoria 97103,ashland 97520,boise 83702,idaho falls 83402,coeur d'alene 83814
    twin falls 83301,moscow 83843,missoula 59801,bozeman 59715,billings 59101,helena 59601,great falls 59401,kalispell 59901
    cheyenne 82001,casper 82601,laramie 82070,cody 82414,denver 80202,boulder 80302,fort collins 80521,aspen 81611
    colorado springs 80903,durango 81301,grand junction 81501,pueblo 81003,salt lake city 84101,provo 84601,ogden 84401
    moab 84532,park city 84060,st george 84770,logan 84321,las vegas 89101,reno 89501,henderson 89002,carson city 89701
    phoenix 85001,tucson 85701,flagstaff 86001,mesa 85201,scottsdale 85251,tempe 85281,sedona 86336,prescott 86301
    albuquerque 87101,santa fe 87501,las cruces 88001,taos 87571,los angeles 90001,san diego 92101,san francisco 94102
    san jose 95110,sacramento 95814,fresno 93721,oakland 94601,berkeley 94701,bakersfield 93301,santa barbara 93101
    santa cruz 95060,redding 96001,eureka 95501,monterey 93940,palo alto 94301,long beach 90802,pasadena 91101
    anaheim 92801,riverside 92501,santa rosa 95401,truckee 96161,anchorage 99501,fairbanks 99701,juneau 99801
    honolulu 96813,hilo 96720,minneapolis 55401,st paul 55101,saint paul 55101,duluth 55802,rochester 55901,fargo 58102
    bismarck 58501,sioux falls 57104,rapid city 57701,omaha 68102,lincoln 68508,des moines 50309,cedar rapids 52401
    iowa city 52240,kansas city 64106,st louis 63101,saint louis 63101,springfield 65806,columbia 65201,wichita 67202
    topeka 66603,tulsa 74103,oklahoma city 73102,norman 73069,dallas 75201,fort worth 76102,austin 78701,houston 77002
    san antonio 78205,el paso 79901,lubbock 79401,amarillo 79101,waco 76701,chicago 60601,evanston 60201,peoria 61602
    naperville 60540,milwaukee 53202,madison 53703,green bay 54301,detroit 48226,ann arbor 48104,grand rapids 49503
    lansing 48933,traverse city 49684,indianapolis 46204,bloomington 47404,fort wayne 46802,cleveland 44113
    columbus 43215,cincinnati 45202,toledo 43604,akron 44308,dayton 45402,louisville 40202,lexington 40507
    nashville 37201,memphis 38103,knoxville 37902,chattanooga 37402,little rock 72201,fayetteville 72701
    new orleans 70112,baton rouge 70801,jackson 39201,birmingham 35203,huntsville 35801,mobile 36602,atlanta 30303
    savannah 31401,athens 30601,augusta 30901,jacksonville 32202,miami 33130,orlando 32801,tampa 33602,tallahassee 32301
    gainesville 32601,pensacola 32502,charleston 29401,greenville 29601,charlotte 28202,raleigh 27601,durham 27701
    asheville 28801,wilmington 28401,richmond 23219,norfolk 23510,roanoke 24011,charlottesville 22902,alexandria 22314
    arlington 22201,washington 20001,baltimore 21201,annapolis 21401,philadelphia 19102,pittsburgh 15222,harrisburg 17101
    scranton 18503,newark 07102,trenton 08608,princeton 08540,new york 10001,new york city 10001,brooklyn 11201
    buffalo 14202,albany 12207,syracuse 13202,ithaca 14850,boston 02108,cambridge 02138,worcester 01608,providence 02903
    hartford 06103,new haven 06510,burlington 05401,montpelier 05602,concord 03301,manchester 03101,bangor 04401
    augusta maine 04330,mount vernon 98273,port angeles 98362,longview 98632,pullman 99163,ellensburg 98926,hood river 97031
    """
}

extension Substring {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
