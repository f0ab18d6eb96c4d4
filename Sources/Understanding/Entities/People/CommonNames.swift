/// Names that are common where English is spoken, without those that are words of ordinary speech as well ("Mark", "Rose", "Long"): what
/// follows "my name is" is a name whatever it is, but what merely stands in a sentence must be known as one. From the United States Census
/// Bureau's lists of 1990 (public domain), with names of other peoples added.
enum CommonNames {
  static let given: Set<String> = words(
    """
    aarav aaron abby abigail abraham ada adaeze adam addie adele adrian adriana adrienne agnes agnieszka ahmed \
    aida aiden aimee aisha akira al alan albert alberta alberto alejandro alessandro alex alexander alexandra \
    alexis alfie alfonso alfred alfredo ali alice alicia alisha alison allan allen allison alma alton alvin alyssa \
    ama amanda amelia amelie amina amy ana ananya anastasia andre andrea andrei andrej andres andrew andy angela \
    angelica angelina angelo angie angus anh anil anita anjali ann anna anne annette annie anthony antoinette \
    antonia antonio anya aoife archie ari aria arjun arlene armando arnold arthur arturo ashley astrid audrey \
    aurora austin ava avi bao barbara barry beatrice beatriz becky belinda ben benjamin bennie benny bernadette \
    bernard bernice bertha bessie beth bethany betsy bettie betty beulah beverly billie billy bjorn blake blanca \
    blanche bob bobbie bobby bonita bonnie boris brad bradley brandi brandon brandy brenda brent brett brian \
    bridget brittany brittney brooke bruce bryan bryant byron caitlin caleb callum calvin cameron camila camille \
    candace candice cara carl carla carlos carlton carmen carol carole carolina caroline carolyn carrie carroll \
    casey cassandra cassie catherine cathy cecelia cecil cecilia cedric celeste celia cesar chad charlene charles \
    charlie charlotte chelsea chen cheri cherie cheryl chester chiara chidi chloe chris christa christie christina \
    christine christopher christy cian cindy claire clara clarence clark claude claudia clayton cleo clifford \
    clifton clint clinton clyde cody colin colleen connie constance consuelo cora corey corinne cory courtney \
    craig cristina curtis cynthia daiki dale dallas damon dan dana daniel danielle danny darla darlene darnell \
    darrel darrell darren darryl daryl dave david dean deanna deb debbie debora deborah debra declan deepa delbert \
    delia della delores deloris dena denise dennis derek derrick deshawn desiree devin dewey diana diane dianna \
    dianne diego dina dixie dmitri dolores dominic don donald donna donnie dora doreen doris dorothea dorothy \
    dorthy doug douglas doyle dragan drew duane duc dustin dwayne dwight earnest easton ed eddie edgar edith \
    edmund edna eduardo edward edwin effie eileen elaine eleanor elena eleni elisa elisabeth elizabeth ella ellen \
    ellie ellis elmer eloise elsa elsie elva elvira emeka emily emma enrique eoin eric erica erick erik erika erin \
    erma ernest ernestine ernesto ervin esperanza essie estella estelle esther ethan ethel etienne etta eugene \
    eugenia eula eunice eva evan evelyn everett evie ewan fannie fatima fay faye felicia felipe felix fern \
    fernando fiona flora florence floyd forrest frances francesca francine francis francisca francisco francois \
    frank frankie franklin fred freda freddie frederick fredrick freya gabe gabriel gabriela gail garrett garry \
    gary gayle gene geneva genevieve geoff geoffrey george georgia gerald geraldine gerard gerardo gertrude \
    gilbert gilberto gina ginger giorgos giovanni giulia gladys glen glenda glenn gloria goldie gordon grayson \
    greg gregg gregory greta gretchen guadalupe guillermo gustavo gwen gwendolyn hamish hannah hans harold harper \
    harriet harry haruto harvey hassan hattie hazel heather hector heidi helen helena helene henrietta henry \
    herbert herman hilda hiroshi hoang homer horace howard hubert hugh hugo hui hussein ian ibrahim ida ignacio \
    igor imogen ina ines inez ingrid ioana ira irene iris irma irving isaac isabel isabella ishaan isla ismael \
    israel iva ivan jack jackie jacob jacqueline jacquelyn jaime jake jamal james jamie jan jana jane janelle \
    janet janette janice janie janine janis jared jasmine jason javier jaxon jay jayden jean jeanette jeanne \
    jeannette jeannie jeff jeffery jeffrey jelena jen jenifer jenna jennie jennifer jenny jeremiah jeremy jermaine \
    jerome jerry jess jesse jessica jessie jesus jewell jill jillian jim jimmie jimmy jing jisoo jo joan joann \
    joanna joanne joao joaquin jodi jody joe joel joey johanna john johnathan johnnie johnny jon jonas jonathan \
    jonathon jordan jorge jose josefina joseph josephine josh joshua josie joyce juan juana juanita judith judy \
    julia julian julie julio julius justin kara karen kari karin karl karla katarina kate katherine kathleen \
    kathryn kathy katie katrina kavita kay kayla keisha keith kelley kelli kellie kelly kelsey kelvin ken kendra \
    kenji kenneth kenny kent kerri kerry kevin khadija kim kimberley kimberly kirk klaus kofi kostas krista \
    kristen kristi kristie kristin kristina kristine kristopher kristy krystal kurt kwame kyle lakshmi lan lana \
    lance larry lars latasha latonya latoya laura laurel lauren laurence laurie laverne lawrence layla leah lee \
    lei leigh leila lela leland lena lenora leo leon leona leonard leroy leslie lester leticia levi lewis li liam \
    lila lillian lillie lily linda lindsay lindsey linh lionel lisa liz lizzie lloyd logan lois lola lonnie lora \
    loren lorena lorene lorenzo loretta lori lorna lorraine lottie louis louise lourdes lowell luca lucas lucia \
    lucille lucinda lucy luis lukas luke lula luna luther luz lydia lyle lynda lynette lynn lynne mabel mable \
    madeline mae maggie malcolm malik mamie mandy manon manuel marc marcella marcia marco marcos marcus marek \
    margaret margarita margie marguerite maria marian marianne marie marilyn marina mario marion marissa marjorie \
    marla marlene marsha marshall marta martha martin marty marvin mary maryann mason mateus mathew mathieu matt \
    matteo matthew mattie maude maureen maurice max maxine meg megan meghan mei mel melanie melba melinda melissa \
    melvin mercedes meredith mia michael micheal michel michele michelle miguel mihai mike mikey mila mildred \
    milos milton min mindy ming minh minjun minnie miranda miriam mitchell mohamed mohammed molly mona monica \
    monique morgan morris moshe muhammad muriel myra myrna myron myrtle nadine nancy naomi natalie natasha nathan \
    nathaniel neal neha neil nell nellie nelson nettie ngozi nguyen niamh nicholas nichole nick nicky nicolas \
    nicole nikhil nikki nikola nikos nina noa noah noel nora norma norman ola olga oliver olivia ollie omar opal \
    ora orlando orville oscar otis owen pablo padraig pam pamela paolo pat patrica patrice patricia patrick patsy \
    patti patty paul paula paulette pauline pedro peg peggy penelope perry pete peter phil philip philippa phillip \
    phillipa phyllis pierre piotr pip polly pooja poppy preston priscilla priya rachael rachel rafael rahul raj \
    ralph ramesh ramon ramona randall randolph randy raquel raul ravi ray raymond reba rebecca rebekah regina \
    reginald rena rene renee rex rhonda ricardo richard rick rickey ricky riley rita rob robbie robert roberta \
    roberto robin robyn rochelle roderick rodney rodolfo rogelio roger rohan roland ron ronald ronda ronnie \
    roosevelt rory rosa rosalie rosario rosemarie rosemary rosetta rosie ross roxanne roy ruben ruby rudolph rudy \
    rufus russell ruth ryan sabrina sadie sakura sallie sally salvador salvatore sam samantha sammy samuel sandra \
    sanjay santiago saoirse sara sarah savannah scarlett scott sean sergei sergio seth shane shanna shannon shari \
    sharon shaun shawn shawna sheila shelby sheldon shelia shelley shelly sheri sherman sherri sherrie sherry \
    sheryl shira shirley sidney silvia simon siobhan sofia sonia sonja sonya sophia sophie spencer stacey stacie \
    stacy stanley stefan stefanie stella steph stephanie stephen steve steven stevie stewart stuart sue sunil \
    suresh susan susie suzanne sven svetlana sylvester sylvia tabitha talia tamara tami tamika tammie tammy tanya \
    tara tasha taylor ted teddy terence teresa teri terrance terrence terri terry thelma theo theodore theresa \
    therese thiago thomas thu tiago tiffany tim timothy tina todd tom tomas tomasz tomer tommy toni tony tonya \
    tracey traci tracie tracy travis trevor tricia trina trisha troy trudy tyler tyrone valentina valerie vanessa \
    varun velma vera verna vernon veronica vicki vickie vicky victor victoria vijay vincent viola virgil virginia \
    vivian vladimir wade wallace walter wanda warren wayne wei wendell wendy wesley whitney wilbert wilbur wilfred \
    willard william willie willis wilma wilson winifred woodrow wyatt xiu yara yiannis yolanda yuki yusuf yvette \
    yvonne zach zachary zack zainab zoe zoey zofia
    """)

  static let family: Set<String> = words(
    """
    abbott acevedo acosta adams adeyemi adkins aguilar aguirre ahmed albert alexander alford ali allen allison \
    alston alvarado alvarez anderson andersson andrews anthony armstrong arnold ashley atkins atkinson austin \
    avery avila ayala ayers bailey baldwin ballard barnes barnett barr barrera barrett barron barry bartlett \
    barton bass bates bauer baxter beard beasley beck becker bender benjamin bennett benson bentley benton berg \
    berger bernard berry bianchi blackburn blackwell blair blake blanchard blankenship blevins bonner booker boone \
    booth bowen bowers bowman boyd boyer bradford bradley bradshaw brady bray brennan brewer bridges briggs britt \
    brock brooks browning bruce bryan bryant buchanan buckley bullock burch burgess burke burnett burns burton \
    byrd cabrera cain calderon caldwell calhoun callahan camacho cameron campbell campos cantrell cantu cardenas \
    carey carlson carr carrillo carroll carson carter carver casey castillo castro cervantes chan chandler chaney \
    chang chapman charles chavez chen choi christensen clark clarke clayton cline cobb cochran coffey cohen cole \
    coleman collier collins colon combs conley conner contreras conway cooley cooper copeland cortez costa cote \
    cox craig crawford crosby cruz cummings cunningham curry curtis dalton daniel daniels daugherty davenport \
    david davidson davis dawson decker deleon delgado dennis diaz dickerson dickson dillard dillon dixon dodson \
    dominguez donaldson donovan dorsey dotson douglas doyle dubois dudley duffy duncan dunlap dunn duran durham \
    dyer eaton edwards elliott ellis ellison erickson espinoza estes estrada evans everett ewing farley farrell \
    faulkner ferguson fernandez ferrari ferrell figueroa finley fischer fitzgerald fitzpatrick fleming fletcher \
    flores floyd flynn foley foster fowler francis franco franklin frazier frederick freeman fry frye fuentes \
    fulton gaines gallagher gallegos galloway gamble garcia gardner garner garrett garrison garza gentry george \
    gibbs gibson gilbert giles gill gillespie gilmore glenn glover gomez gonzales gonzalez goodman goodwin gordon \
    gould graham graves greene greer gregory griffin griffith guerra guerrero gupta gutierrez guzman hale haley \
    hall hamilton hammond hampton hancock hansen hanson hardin harding harmon harper harrell harrington harris \
    harrison hart hartman harvey hassan hatfield hawkins hayden hayes haynes hebert henderson hendricks henry \
    hensley henson herman hernandez herrera herring hess hester hickman hicks higgins hines hinton hobbs hodge \
    hodges hoffman hogan holder holland holloway holman holmes holt hood hooper hoover hopkins hopper horne horton \
    horvat houston howard howe howell huang hubbard hudson huff huffman hughes hull humphrey hurley hurst hussain \
    hutchinson ingram ito ivanov jackson jacobs jacobson james jarvis jefferson jenkins jennings jensen jimenez \
    johansson johns johnson johnston jones jordan joseph joyce joyner juarez jung kane karlsson keith keller \
    kelley kelly kemp kennedy kent kerr khan kirby kirk klein kline knapp knox koch kovacs kramer kumar lambert \
    landry lang lara larsen larson laurent lawrence lawson leach leblanc lee lefebvre leon leonard lester levy \
    lewis li lindsey liu livingston lloyd logan lopez lott lowe lowery lucas luna lynch lynn lyons macdonald \
    maddox maldonado malone mann manning marquez marsh marshall martin martinez mason massey mathews mathis \
    matthews maxwell mayer maynard mayo mays mcbride mccall mccarthy mccarty mcclain mcclure mcconnell mccormick \
    mccoy mccullough mcdaniel mcdonald mcdowell mcfarland mcgee mcguire mcintosh mcintyre mckay mckee mckenzie \
    mckinney mcknight mclaughlin mclean mcmillan mcneil mcpherson meadows medina mejia melendez melton mendez \
    mendoza mensah mercado merrill merritt meyer meyers michael middleton miller miranda mitchell mohamed mohammed \
    molina monroe montgomery montoya moore morales moran moreau moreno morgan morin morris morrison morrow morse \
    morton moses mosley mueller mullen muller mullins munoz murphy murray myers nash navarro neal nelson newman \
    newton nguyen nichols nicholson nilsson nixon nolan norman norris norton novak nunez o'brien o'connor o'neill \
    o'sullivan obrien ochoa oconnor odom odonnell okafor okonkwo oliveira oliver olsen olson oneal oneill orr \
    ortega ortiz osborn osborne owen owens pacheco padilla palmer parker parrish parsons patel patrick patterson \
    patton paul payne pearson peck pena pennington pereira perez perkins perry peters petersen peterson petrov \
    petty pham phelps phillips pickett pierce pittman pitts pollard poole popov porter potts powell pratt preston \
    pruitt pugh quinn ramirez ramos ramsey randall randolph reese reeves reid reyes reynolds rhodes richard \
    richards richardson richmond riggs riley rios rivas rivera rivers roach robbins roberson roberts robertson \
    robinson robles rodgers rodriguez rodriquez rogers rojas rollins roman romero rosa rosario ross rossi roth \
    rowe rowland roy ruiz russell russo ryan salas salazar salinas sampson sanchez sanders sandoval sanford \
    santana santiago santos sato saunders sawyer schmidt schneider schroeder schultz schwartz scott sears serrano \
    sexton shaffer shannon sharma shaw shelton shepard sheppard sherman silva simmons simon simpson sims singh \
    singleton skinner sloan smirnov smith snyder solis solomon soto souza spence spencer stafford stanley steele \
    stein stephens stephenson stevens stevenson stewart stokes strickland suarez sullivan sutton suzuki swanson \
    sweeney sykes tanaka tate taylor terrell thomas thompson thornton tillman todd torres townsend tran travis \
    trevino trujillo tucker tyler underwood valdez valentine valenzuela vance vargas vasquez vaughan vaughn \
    vazquez vega velasquez velez villarreal vincent wagner walker wallace waller walsh walter walters walton wang \
    warner warren washington watanabe watkins watson watts webb weber webster weiss welch whitaker whitehead \
    whitney wiggins wilcox wiley wilkerson wilkins wilkinson william williams williamson willis wilson wong \
    woodard woodward wright wu wyatt yamamoto yang yates zamora zhang zhao zhou zimmerman
    """)

  /// Names that are words too; they count beside another name, or with a capital.
  static let also: Set<String> = words(
    """
    amber angel april baker ball banks barber barker battle bean bell best bill bishop black bond branch brown \
    buck bush butler candy cannon carpenter case chambers chase cherry christian church clay cook cotton crane \
    cross crystal daisy dawn day drake duke earl ebony english faith farmer fields fisher flowers ford fox french \
    frost fuller gates gay glass golden grace grant gray green grimes gross guy hardy heath hill holly hope horn \
    house hunt hunter ivy jewel joy june key king knight lamb lane le little long love mack mark marks may melody \
    mercer miles mills misty moody moon moss noble olive pace page park parks pearl penny pope potter powers price \
    prince reed rice rich riddle rose rush sandy savage sellers sharp shepherd shields short small snow sparks \
    spears stark stone stout strong summers tanner turner violet wall walls ward ware waters weaver weeks wells \
    west wheeler white wilder will winters wise wolf wolfe wood woods york young
    """)

  private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
