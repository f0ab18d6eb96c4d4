/// What words tell about how a customer feels. Facts that are bad news ("broken", "late") weigh little: who reports them calmly is calm.
enum SentimentWords {
  static func match(in tokens: Tokens, at place: Int) -> (Double, Int)? { phrases.match(in: tokens, at: place) }

  private static let phrases = PhraseWeights([
    (
      -1,
      """
      furious,outrageous,unacceptable,disgusting,disgusted,disgrace,disgraceful,worst,scam,scammers,fraud,thieves,liars,livid,pathetic,\
      rip off,ripped off,sick of,fed up,sick and tired,never again,waste of time,piece of crap,piece of junk,what the hell,wtf,bullshit,\
      fucking,fuck,shit,had enough,last straw,sue you,going to sue,laughable,appalling,appalled,a joke,abysmal,nightmare
      """
    ),
    (
      -0.6,
      """
      angry,annoyed,annoying,awful,terrible,horrible,ridiculous,disappointed,disappointing,disappointment,frustrated,frustrating,\
      useless,hate,stupid,idiots,idiot,incompetent,unhelpful,rude,upset,unhappy,crap,crappy,sucks,absurd,insane,infuriating,mad,\
      shameful,ashamed,dreadful,lousy,outraged,cheated,lied,lying,ignored,ignoring,misleading,mess,messed up,screwed up,not good enough,\
      let down,tired of,losing patience,my patience,seriously,for god's sake,for heaven's sake,damn,bloody,dissatisfied,regret,\
      not acceptable,makes no sense,no one helps,nobody helps,poor service,bad service,garbage,rubbish,trash,unbelievable,unreal,a shame
      """
    ),
    (
      -0.3,
      """
      bad,worse,poor,poorly,worried,confused,confusing,concerned,complain,complaint,unfortunately,sadly,problem,problems,trouble,ugh,hmph,\
      nervous,fails,failing,come on,again and again,not happy with,difficult,inconvenient,inconvenience,annoy,unfair,ugly,hassle,stressed,\
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
      love,loved,lovely,amazing,awesome,excellent,fantastic,wonderful,brilliant,perfect,great,delighted,thrilled,superb,lifesaver,\
      life saver,so helpful,very helpful,impressed,outstanding,marvelous,terrific,beautiful,you rock,you're the best,made my day,fabulous,\
      well done,happy with,very happy,best service
      """
    ),
    (
      0.35,
      """
      thank you,thanks,thank you so much,thanks so much,thx,cheers,appreciate,appreciated,helpful,happy,glad,pleased,nice,good job,cool,\
      sweet,yay,grateful,kind of you,enjoy,enjoyed,enjoying,satisfied,smooth,easy,pleasure,good news,sounds good,excited,wow
      """
    ),
    (0.2, "good,fine,great day,nice day,better"),
    // What only sounds like a feeling.
    (
      0,
      """
      how do you do,good morning,good afternoon,good evening,good day,happy to wait,great lakes,best price,best buy,better price,\
      a better,the better,better one,love seat,sweet potato,mad max,cool gray,cool grey,cool white,fine point,fine art,good condition,\
      good price,good deal,bad weather,wrong number,any good,a good,too good,is it good,no problem,not a problem,no thanks,no thank you,\
      lost my,would be happy,would be nice,would like
      """
    ),
  ])
}
