/// What words tell about how a customer feels. Facts that are bad news ("broken", "late") weigh little: who reports them calmly is calm.
enum SentimentWords {
  /// The weight of what begins at a place, and where it ends: of a phrase, or else of a single word that judges.
  static func match(in tokens: Tokens, at place: Int) -> (Double, Int)? {
    if let found = phrases.match(in: tokens, at: place) { return found }
    let word = tokens.text(place)
    if FeelingWords.bad.contains(word) { return (-0.5, place + 1) }
    if FeelingWords.good.contains(word) { return (0.45, place + 1) }
    return nil
  }

  private static let phrases = PhraseWeights([
    (
      -1,
      """
      furious,outrageous,unacceptable,disgusting,disgusted,disgrace,disgraceful,worst,scam,scammers,fraud,thieves,liars,livid,\
      pathetic,\
      rip off,ripped off,sick of,fed up,sick and tired,never again,waste of time,piece of crap,piece of junk,what the hell,wtf,\
      bullshit,\
      fucking,fuck,shit,had enough,had it with,i've had it,i give up,enough is enough,cowboys,robbery,daylight robbery,shambles,\
      revolting,\
      maddening,joke of,done with you,thanks for nothing,shan't be back,won't be back,like dirt,a menace,\
      had it up to here,beyond a joke,can't believe,cannot believe,nobody cares,no one cares,don't care about,\
      couldn't care less,last straw,sue you,going to sue,laughable,appalling,appalled,a joke,abysmal,nightmare
      """
    ),
    (
      -0.6,
      """
      angry,annoyed,annoying,awful,terrible,horrible,ridiculous,disappointed,disappointing,disappointment,frustrated,frustrating,\
      useless,hate,stupid,idiots,idiot,incompetent,unhelpful,rude,upset,unhappy,crap,crappy,sucks,absurd,insane,infuriating,mad,\
      shameful,ashamed,dreadful,lousy,outraged,cheated,lied,lying,ignored,ignoring,misleading,mess,messed up,screwed up,\
      not good enough,\
      let down,getting tired of,tiresome,what a waste,a waste of,what a mess,don't patronise,don't patronize,are you even,\
      do you even,\
      do you people,you people,you lot,how dare,don't you dare,stop calling me,not impressed,unimpressed,not amused,cross,\
      what use is,what's the use,what is the point,what's the point,why would anyone,how could you,how hard can it be,\
      shame about,losing faith,lost faith,ran out of patience,not ideal,not what i asked,that's not what,\
      the hell,hell is,wouldn't call,couldn't be bothered,can't be bothered,zero for,in tears,cried,no thanks to you,\
      deserve better,\
      expected better,expected more,misled,deceived,insult,insulting,a cheek,cheeky,sort it out,sort this out,get a grip,\
      get it together,\
      i want my money,give me my money,i demand,tired of,losing patience,my patience,seriously,for god's sake,for heaven's sake,\
      damn,bloody,dissatisfied,regret,\
      not acceptable,makes no sense,no one helps,nobody helps,poor service,bad service,garbage,rubbish,trash,unbelievable,\
      unreal,a shame
      """
    ),
    (
      -0.3,
      """
      bad,worse,poor,poorly,worried,confused,confusing,concerned,complain,complaint,unfortunately,sadly,problem,problems,\
      trouble,ugh,hmph,\
      nervous,fails,failing,come on,again and again,not happy with,difficult,inconvenient,inconvenience,annoy,unfair,ugly,\
      hassle,stressed,\
      overcharged,fell apart,falling apart,still nothing,no answer,nobody answers,keeps happening,shocked,anxious,afraid
      """
    ),
    (
      -0.15,
      "broken,damaged,wrong,late,missing,defective,faulty,lost,never arrived,delay,delayed,scratched,cracked,torn,stained"
    ),
    (
      0.6,
      """
      love,loved,lovely,amazing,awesome,excellent,fantastic,wonderful,brilliant,perfect,great,delighted,thrilled,superb,\
      lifesaver,\
      life saver,so helpful,very helpful,impressed,outstanding,marvelous,terrific,beautiful,you rock,you're the best,\
      made my day,fabulous,\
      well done,ten out of ten,10 out of 10,five stars,over the moon,chuffed,couldn't be happier,can't fault,cannot fault,\
      can't complain,\
      no complaints,can't thank you enough,cannot thank you enough,legend,a star,a gem,an angel,smashing,gorgeous,what a treat,\
      was worth it,so worth it,\
      stunning,magnificent,adore,adores,adored,gentleman,gentle man,bless you,best i've,i'd recommend,would recommend,\
      tell everyone,\
      worth every,taken with it,not bad at all,hands down,a dream,works a treat,made us so happy,that good,\
      happy with,very happy,best service
      """
    ),
    (
      0.35,
      """
      thank you,thanks,thank you so much,thanks so much,thx,cheers,appreciate,appreciated,helpful,happy,glad,pleased,nice,\
      good job,cool,thankyou,ta,tysm,ty,brill,ace,merci,gracias,haha,lol thanks,good on you,all sorted,just what i needed,\
      exactly what i needed,\
      very so kind,kind,fine job,compliment,compliments,proud,relieved,\
      sweet,yay,grateful,kind of you,enjoy,enjoyed,enjoying,satisfied,smooth,easy,pleasure,good news,sounds good,excited,wow
      """
    ),
    (0.2, "good,fine,great day,nice day,better"),
    // What only sounds like a feeling.
    (
      0,
      """
      how do you do,good morning,good afternoon,good evening,good day,happy to wait,great lakes,best price,best buy,better price,\
      a better,the better,better one,love seat,sweet potato,mad max,cool gray,cool grey,cool white,fine point,fine art,\
      good condition,\
      good price,good deal,bad weather,wrong number,any good,a good,too good,is it good,no problem,not a problem,no thanks,\
      no thank you,\
      lost my,would be happy,would be nice,would like
      """
    ),
  ])
}
