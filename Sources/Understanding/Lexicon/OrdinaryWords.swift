/// Words of everyday English that are rightly spelled as they stand: none of them is mended toward a word of the catalogue.
enum OrdinaryWords {
  /// Whether a word in lower case is one.
  static func contains(_ word: String) -> Bool { all.contains(word) || CommonWords.all.contains(word) }

  /// Those that stand here and not among the commonest.
  static var listed: Set<String> { all }

  private static let all: Set<String> = Set(
    """
    abort abroad accent acceptable accepting accepts accidentally according account accounts accurate acquire
    acquiring action activate activated activating activation active activities activity adding additional adele
    adjust adult advice advise affect affirmative afford africa agenda agent ahead airlines airport alarm alarms
    album alert alerts alex alice alive allow allowed alpha alter alternative alternatives although alto amazing
    amazon amend america american angeles animal animals anna anniversary annual answering answers antioch
    anytime anywhere appear appeared appearing appears applebee applebees apples application applied apply
    applying appointments appreciate appreciated approved approximately april area aren argentina arrange
    arrival article articles artist asia assessment assist assistance assistant associated atlanta atms
    attempted attempting attempts attractions audio audiobook austin australia authorize auto automatic
    automatically availability average aware baby bags bail bake baking balance ball bananas band bangor bank
    banks barber barcelona barclay base baseball basis bathroom battery battle beach beam beard beast beat
    beatles beauty bedroom beef beginning bell belt beneficiary benefits bent berkeley bigger biggest bill
    billing bills bind bird birth birthday black blank blind block blocked blue board boarding boast boat body
    boise bolt booth born boss boston bowl brad brainy branch brand brazil bread break breakfast breast brew
    brick bride bright brighten brighter brightness brink british brittle broccoli brooklyn brown brownies brush
    buffalo build building built bulk bull bump bunk bunny burger burlingame businesses bust butter cable cake
    calculate calculated calendar california caller calorie calories camp campbell canada canadian canceling
    cancellation cancellations candy cant capitol cards carl carlos carrie carrots carry cars cases casserole
    castro catch cats cattle cause caused causing cell cellphone center centimeters central centre changes
    channel character charges charging charles chart chase chat chatting cheapest cheat checkbooks checkout
    checks cheddar cheerios cheese cheques chess chicago chicken chili china chinese chip chipotle chips
    chocolate choice chop chores chris christie christmas chunk church circle circumstances citibank city claim
    clap clara clarify clash class classical clean cleaner cleaning cleared clearly clever clip clips clock
    closer closest closing clothes clue coast coffee coin college colorado colors colours columbus comcast
    comfortable command comment companies compare compensation compensations completed completing compose
    compromised computer concord condition conditions confirmed connect connection considered consult consumer
    contacted contacting contactless contacts contain content continue contract control conversation conversion
    convert converter cook cookie cookies cooking cool coop coordinates copy corporate correcly correcting
    correctly cosmetic costa costs count countries cover covid crash cream create created creating credited
    creek creep cricket crop cross crush crust crypto cuddle cupertino cups curekart currencies currency current
    currently custom daily dallas damp dance dark dash data dates dave david deactivate dealership debits decent
    decide decline declined declining decrease deducted deep define definition delay delete deleting deletion
    delhi deliveries delivering delivers delta demand denied denmark dental dentist dentistry dentists denver
    depart deposit deposited depositing deposits dermatologist describe description destination detail details
    determine detroit device devon dial dice didnt diego diet difference digger dining direct direction
    directions directly disable disappeared disconnect discounts discover discovery dish dishes display
    disposable dispute dissatisfied diver divided doctors documents dogs dollar dollars domino dominos donald
    doors double dough download downloading downtown drank dream drink drip drive driver driving drunk dublin
    duplicate duplicated duration dust earliest earn earned earning earth east easter eastern eating economic
    economy edinburgh edit editing effects eggs elaborate election electric electricity elvis emails employed
    employer employment enable energy engine england english enjoy enrolled enter entered entering entertainment
    episode equal equals erase ergo error errors estimated euro europe european euros evans event events everest
    excellent exchanged exchanges existing exit expenses experience experiencing expiration expire expired
    expires expiring expiry explanation express extremely fable factory facts fail failed failing fair fairfield
    fake fall falls false familiar famous fantastic fargo farm faster favorite favorites favourite feast feather
    feature features federal feed feedback feeling fees feet female fever fiancee fiat fiddle field fifteenth
    fifth figuring file filing filler finance finding finger finish finished finland fish fishing fitness fixed
    flash flat flea flight flights flip flock floor florida flour flying food foot football ford forecast
    foreign forever forget forgotten forms forth fourteenth fourth frame fran france francisco frank fraud
    fraudulent freeman freemium freeze freezer fremont french frequent frequently fresh fridge fried friendly
    friends fries frontier frozen fuel function functioning fund funds funnier funniest funny future gain gainer
    gallon game games garage garden gather gatos general genre george german germany gilroy gleam gmail goal
    gold golden gotten government grainy grams grand grapes grateful greece green greet grid grill grind grip
    groceries grocery group grower guarantee guard guide guild gunner gynecologist hair haircut hall hamburger
    handle harbor hare harry hash hate havent hawaii hawaiian hawkings hayward head heading headlines heads
    health healthcare healthy hearing heart hearth heat heavy height hell helpful hero hidden higher highest
    highway hill history hobbies holding hole holiday honey honor hoop hope horror horse hospital host hotel
    hotels houston hover howard hows huddle human hungary hunger hungry hurt hyatt iceland ideas identification
    identify identity ihop images immediate immunity importance impression improve inbox inch inches include
    included income incorrect incorrectly increase increased increasing india indian info inform informing
    ingredients initial initiate inner input instagram instant instruction instructions insurance intensity
    interbank interest interesting interests international internationally internet intervals invoices involved
    iphone ireland isnt israel issued issues italian italy jack jacket jamaica james japan japanese jason jazz
    jean jeff jerry jobs john joke jokes jones jose josh jude juice july jump june junk keeps kentucky kenya
    kevin killer kilometers kilos kindly kinds king kitchen known kong korea label lakewood lamb lambs land
    landing landlord lands language larger largest lasagna lash latest lather laugh laundry lean learn lebron
    length lets letting level lever liberty library life light lighting lights likes limit limitations limits
    linda link linked lisa listen listened listening listing lists liverpool loan loans lobster local locate
    locating location locations lock lockdown locked lodge lodging london loop lord lose loss louder lover
    lowest luggage lyrics macaroni machine machines madison mailed maintain maintenance major maker male mall
    manage manager manhattan manner manor march mark market marketing maroon married mart mary mash mashed mass
    master match mateo math mattress mattresses maximum mcdonalds meal meaning meat meatloaf mechanic media
    medical medicine medium meet meetings mein menu merchant messages messed meters method methods mexican
    mexico miami michael microsoft mike milan mild mileage miles milk miller mind minimum minor minus mirror
    misplaced mobile modalities mode modes modify modifying monthly morgan mortgage morton mountain mouth movie
    movies mower muddle mugged multiple mumbai munich musch muscle museum music mute napa nashville national
    navy nearby nearest neat needing negative netflix newest news newsletter nigeria nights noise noodle noodles
    noon normally north nose noticed notification notifications notified notify notifying notting nowhere
    nuggets nutrition nutritional oakland object obtain obtaining occurred ocean offered offers official ohio
    older olive omelette onto oops opening openings operate operator ophthalmologist opinion options orange
    oranges organization origin originally originate orlando orleans ortho ounces outback outlet outlets oven
    overall overcharged overdraft overdrafts overhead overseas pacific pain pair paisa palo pancakes pandora
    papa paper paris park parking pass passcode passed password pasta paul pause payday payee payments penalties
    penalty pencil penny pepper pepperoni percent percentage perfectly perform period periods permission
    personal peso pesos petaluma peter pets philadelphia phoenix photos phrase physical piece pillar pillows
    pincode pink pittsburgh pizza places plane plank planned planning plans plants platinum play playback played
    player playing playlist plays pleasant pleasanton plug plugs podcast podcasts points policies politics pool
    popular population pork portland pose positive possibility possibly posted posts potato potatoes potter
    pound pounds power practice practitioner prank preferably preferred premium prepaid prepare president
    pressure previously prices prime procedure procedures proceed process processed processing products program
    programmed progress proof prop proper properly protect protein prove provide provided providing proving pubs
    puddle pull pulled pump purchases purchasing purple purpose putting quality quarter query quiet quieter quit
    quiver radio rain rainy raise ramon ramp random rank rant rash rate rated rates rating ratings rattle
    reached reactivate reading realize ream reasons rebate rebates rebating recall receiver receiving recent
    recipe recipes recipient reclamation recognise recognize recommend recommendation recommendations
    recommended recover recovering recovery redeem redemption reduce redwood refer referral reflect reflected
    refunding refunds refused register registered registration registrations regular reimburse reimbursed
    reimbursement reimbursements rejected rejecting related released remaining remind reminder reminders removal
    removals removed removing reno rent rental repair repeat repeated repeating rephrase replaced replay report
    reported reporting requesting require required requirements reservations reset resetting resolve resolved
    respond response responses responsible restart restaurant restaurants restitution restitutions restore
    restoring restrictions result results resume retailers retirement retrieve retrieving retry reverse reversed
    revert reverted review reviews reward rewards ribs rice richard riddle ride ringer rink river road roast
    robby robert robin robot rock roger roll rolled rolling rollover romantic rome roomba rooms root rosa rose
    round roundtrip route routing rover ruble rubles ruby rules runner running rupee russia russian rust ruth
    sacramento saddle safe safeway sailor salad salary salon salons salt sandwich santa sarah satisfied sauce
    sausage save saved saving savings schedule scheduled school score scotland scratch scratched scream seam
    search searching seat seated seattle second secondary seconds section secure security seeing select seller
    sentence sepa serve services session setting settings settle seventh shampoo shank share shark sheep sheet
    shield ship shipment shipments shiver shock shoe shops shots showed shower showing shown showroom shrimp
    shrunk shuffle shut sided sides signed signing signup silence silent singapore singer sink sinner sioux siri
    situation situations sizes skip skunk slash sleep slip sliver slot slow slower slowly smaller smallest smart
    smith smooth snap snow soap soccer social socket soda solution solve solving somewhere song songs sorts soup
    sour source south southwest sower space spaghetti spain spanish spank spare speaker speakers special
    specialist species specific specified speed spending spent spinner spirit splash spoke spoken sports spot
    sprint square stable stadium staff stamp standard star starbucks stars starting statement statements states
    station statue status staying stays steak steakhouse steam steep step steps steve steven stocks stole stolen
    stopped stores stories strange stream strip structure student style subject subjects submit submitted
    submitting subscribe subscribing subscription substitute subway suddenly sugar suggest suggestion
    suggestions suite sunk sunny sunnyvale super supercuts supervisor supplement support supported supports
    sushi suspicious swallowed swap sweden sweet swift switch switched switching switzerland tablespoons taco
    tacos tailor tails takeaway takeout takes tallahassee taller tampa tank target task tasks taxes taxi teach
    team teaspoons teeth telephone temp temperature terminate termination terror texas thai thailand theater
    theaters theatre theatres theory thinner third throw thunder ticket tickets till time timer times timezone
    tire tires title toast todays todo toilet tokyo tomato tooth topic topped topping topup toronto toss tourist
    tower town trace track trade traffic trailer train trains transaction transactions transfer transfering
    transferred transferring transfers translate trap trash travel traveling travelling treat tree trending
    trial trick tries trigger trip trivia troop troubles truck trump trunk trust truth tuna tune turkey turned
    turns twitter types typical typically typo umbrella unauthorized unblock unblocked unclear understanding
    understood unfamiliar unimportant union unisex united unknown unlock unmute unsubscribe unsubscribing
    unsuccessful unsure unsync upcoming updates updating urgent urgently uruguay usaa usbank useful uses
    utilities vacation vaccinations vaccines vacuum vacuuming valencia valid valley value variants various vegas
    vehicle verification verified verify verifying verizon victim video vietnamese view virginia virtual visible
    visiting voice volume wages wake walk wallet walmart walnut warm warranty wash washington water ways weather
    wedding weekly weight weird wells wemo wendy west western whats wheat whey whip whisper white wifi wild wind
    wine wings wink winner withdraw withdrawal withdrawals withdrawing withdrawl withdrawn withdrew women wonder
    wonderful wondering wont workout wrap writing wrote yahoo yard yeap yellow yellowish yield yoga yogurt york
    young youth youtube zone
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
