/// Single words that judge or tell a feeling, in the ordinary sense that they have for a customer of a shop. Words that goods are called by
/// or described with ("hard", "cheap", "dark", "warm", "light", "fine") are not here.
enum FeelingWords {
  static let bad = words(
    """
    abominable abuse abused abusive abysmal aggravated aggravating aggressive alarming amateurish amateurs angered
    anger angrily arrogant ashamed atrocious awfully baffled baffling betrayed bogus bothersome bungled careless
    cheated cheating clueless clumsy clowns condescending contempt crooks crooked cruel cursed daft deceitful deceived
    deceptive defrauded dehumanizing dejected demoralized deplorable despicable despise detest dire disappoint
    disappoints disgruntled disheartened disheartening dishonest dismal dismayed dismissive disorganised disorganized
    displeased disregard disregarded disrespect disrespected disrespectful dissatisfying distraught distressed
    distressing distrust dodgy dreadfully dumbfounded embarrassed embarrassing embarrassment enraged enraging
    exasperated exasperating exhausting farce farcical fiasco flabbergasted flimsy foolish fools foul frustrate
    frustration frustratingly fuming fury ghastly gobsmacked grim grotesque gutted harassed harassing harassment hated
    hateful hating heartbreaking heartbroken helpless hideous hopeless horrendous horrid horrified horrifying hostile
    humiliated humiliating humiliation ignorant impolite imbeciles inadequate inane incapable incompetence
    inconsiderate indifferent inept inexcusable inferior inhuman insolent insulted intolerable irate irksome
    irresponsible irritated irritating irritation jerk jerks laughingstock lazy ludicrous lunatics malicious mediocre
    mess messy misinformed misled mistreated mistreatment mockery moron morons nasty neglected negligence negligent
    nonsense obnoxious offended offensive outrage outrageously overpriced pathetically patronising patronizing peeved
    pissed pitiful pointless preposterous pushy rant repulsive resent rotten ruined ruining ruins sabotage scammed
    scamming scandal scandalous shambolic shameless shocking shoddy sickened sickening sleazy sloppy sneaky spiteful
    spoiled spoilt stinks stank stunk stupidity substandard suck sucked swindle swindled terribly thieving thief
    tormented torture toxic tragic traumatised traumatized trickery ungrateful unacceptably unbearable uncaring
    uncooperative unethical unfriendly unfairly uninterested unjust unprofessional unreasonable unreliable
    unsatisfactory unsatisfied untrue untrustworthy unusable unwilling upsetting uselessly vile violated wasting weary
    weep wept woeful worthless wretched
    """)

  static let good = words(
    """
    admirable admire adorable adore amazed amazingly angel appreciates appreciation appreciative astonishing
    astounding attentive beautifully beloved blessed blessing bliss breathtaking brilliantly charmed cheerful classy
    comforting commend commendable complimented congrats considerate cordial courteous dazzling dearest delicious
    delight delightful dependable divine dreamy ecstatic effortless elated enchanted enjoyable exceeded excellently
    exceptional exceptionally exquisite extraordinary fab fabulously fantastically faultless flawless flawlessly fond
    friendliest genius glorious glowing godsend gorgeous gracious gratitude greatest happier happiest happily
    heartwarming heavenly hero heroes hooray hurray immaculate impeccable impresses impressive incredible incredibly
    informative invaluable joy joyful kindest kindness lifesavers lush luscious magnificent marvel marvellous
    masterpiece mindblowing overjoyed perfection perfectly phenomenal pleasant pleasantly pleases polite positively
    praise promptly proud radiant refreshing relieved remarkable reassured respectful satisfying sensational smiles
    smiled smiling smoothly soothing spectacular splendid spotless stellar stoked sublime superbly swiftly sympathetic
    thankful thoughtful thrilling tickled trustworthy unbeatable unforgettable upbeat wonderfully wonders worthwhile
    wow yippee yummy
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }
}
