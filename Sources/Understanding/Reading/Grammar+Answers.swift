internal import Discourse

extension Grammar {
  static let answers: [(String, AtomKind)] =
    each("no reason, no particular reason, no special reason, just because", .reason("no reason"))
    + each(
      """
      yes ?please, yes yes, go ahead, go on then, please do, do it, do that, do so, that is right, that is correct, correct,
      exactly, absolutely, of course, by all means, please go ahead, yes go ahead, confirmed, i confirm, confirm,
      i agree, agreed, definitely, certainly, that is it exactly, you got it, please proceed, proceed, go for it,
      yes to, yes to all, yes to everything, affirmative, indeed, sure thing, make it so, that is all correct, all correct,
      yes that is right|correct|fine|good|great|perfect, it is correct, everything is correct, looks right, sure,
      go on then, i would like to proceed ?with ?it|that|this, i would like to go ahead ?with ?it|that|this, ?yes i agree to|with it|that|this|them,
      sure go ahead, ?yes ?please go ahead with|and it|that|this|them|all|everything, go ahead and do it|that|so,
      ?yes please do ?it|so|that|this, let us do it|that|this, do it please, do that please,
      ?yes that|this is ?exactly what i want|wanted|need|meant, let us go ahead, yes that is it, make it happen,
      yes to that, please and thank you, sure that works ?for ?me, sure why not,
      that is right go ahead, you may|can go ahead, you may|can proceed, you may|can do that|it, yes you may|can,
      i would like that, i am sure go ahead, yes do it|that|so
      """, .yes(isHard: true))
    + each(
      """
      okay, all right, fine, good, great, perfect, sounds good|great|fine|perfect|right,
      that is fine|good|great|okay|perfect, that works ?for ?me, works for me, looks good|great|fine, very well,
      right, fair enough, that will do, that sounds good|great|fine|right|perfect, i see, got it, understood, cool,
      lovely, brilliant, wonderful, excellent, makes sense, i am sure, i am fine with that, i am okay with that,
      hm fine, that would be great|good|fine|lovely|perfect, awesome, super, mhm, uh huh, mm hm, all good, would do, would be fine|okay|good|alright, would work,
      is what i need|want|meant|wanted|needed, is what i was looking for|after
      """, .yes(isHard: false))
    + each(
      """
      no, no no, none, none of them|those|these|it, neither of them|those|these, neither one, no thanks, no thank you, not really, no way, not quite, that is wrong, that is not right|correct,
      do not do it|that|so, hell no, god no, oh no,
      incorrect, wrong, negative, absolutely not, certainly not, definitely not, of course not, i do not think so,
      no i do not, i doubt it|that|so, probably not, ?i do not believe so, not that i can think of, not that i know of,
      not that i am aware of, nothing comes|springs to mind, i can not think of anything ?else, i think not, i guess not,
      i suppose not, not for me, not from me, no more for me
      """, .no)
    + each(
      """
      i mean, i meant, i mean to say, sorry, actually, scratch that, on second thought|thoughts, correction,
      my mistake, my bad, let me rephrase, make that, hang on, wait, no wait, wait no, strike that,
      change of plan|plans, come to think of it, forget that, oops, or rather, i should say, i should have said,
      on reflection, excuse me, that is a mistake, no sorry, sorry no, no actually, actually no, wait a minute,
      hold up, i said, hmm no, no i mean|meant, i take that back, apologies, pardon me, cancel that,
      changed my mind, i changed my mind
      """, .correction)
    + each(
      """
      ?a human, ?an agent, ?a|the|your supervisor, ?a|the|your manager, representative, real person, operator,
      speak|talk to|with someone|somebody|a|an|your ?real|human|live ?person|human|agent|representative|supervisor|manager|somebody|being,
      human being, human please, put me through ?to, transfer me ?to, customer service, a person, live agent,
      get me someone|somebody|human, connect me ?to|with, escalate
      """, .control(.person))
    + each(
      """
      hold on ?a|one ?second|minute|moment|sec, one moment|second|sec|minute ?please,
      just a moment|second|sec|minute, a moment ?please, give me a moment|second|sec|minute,
      let me think|check|look|see, bear with me, let me get my|the, i am thinking,
      hang on a second|moment|minute|sec, wait a second|moment|sec, give me a few, brb
      """, .control(.wait))
    + each(

      """
      say that|it again, repeat that|it, can|could you repeat ?that|it, pardon, come again, what did you say,
      what was that, i did not catch|hear|understand|get that|you, say again, once more please,
      one more time ?please, sorry what, can you say that again, could you say that again, what do you mean,
      repeat please, please repeat
      """,
      .control(.repeat))
    + each(
      """
      bye, goodbye, bye bye, that is all ?for|thanks ?now|today, that is everything, that will be all, nothing else,
      i am done, we are done, i am all set, have a good|nice|great day|evening|one|weekend, see you, take care,
      we are good|fine|done ?here ?thanks, i am fine thanks, that will do ?it|thanks|me, that does it, all good thanks,
      that was all, no that is all, nothing more, good night, i am good, farewell, right bye, that is it,
      that is it for now|today, i am all good, that would be all, no more, cheers bye, not for now, nope that is it,
      that ?about covers it|everything|all, that should be everything|all|it, that should do ?it, that takes care of it|everything,
      i think that is everything|all|it, i think that covers it|everything, i have ?got everything i need|needed,
      that is everything i need|needed|wanted
      """, .control(.goodbye))
    + each("never mind,forget it,forget about it,drop it,stop it,do not bother,do nothing", .control(.cancel))
    + each(
      """
      hi, hello, hey, good morning|afternoon|evening|day, hi there, hello there,
      thanks ?a|so ?lot|much ?for ?your ?help, thank you ?so|very ?much ?for ?your|the ?help, many thanks, cheers,
      how are you, nice to meet you, are you a robot|bot|machine|human|person, are you real|human, are you there,
      much appreciated, appreciate it, you are welcome, no worries, no problem
      """, .control(.smallTalk))
    + each(

      """
      made of, made from, made out of, first things first, in that|this case, or so, if anything, mm, mmm, ta,
      um, uh, er, from what i have, than what i have, from this one, look at, pull up, bring up, find, look into,
      open up, you have it on file|record, you know it, you can see it, it is on file, as it is, as is, as it was,
      as they are, as they were, the way it is|was, slightly, somewhat, a bit, a little, a tad, a touch, a lot,
      much, way, erm, hmm, hm, ah, oh, well, basically, honestly, frankly, you know, i think, i guess, i suppose,
      i believe, kind of, sort of, maybe, perhaps, possibly, simply, just, really, quite, very, pretty, now, here,
      there, again, anyway, even, only, still, already, literally, hopefully, obviously, probably, immediately,
      right away, asap, as soon as possible, straight away, quickly, for me, to me, at all, today, myself, dear,
      sir, madam, mate, folks, guys, if possible please, sort, yet, lol, haha, okay so, by the way, btw,
      to be honest, tbh, in fact, as i said, like i said, as mentioned, for now, right now, in the end, after all,
      all together, altogether, in one go, at once, the following, as follows, thing is, look, listen, see,
      too please, ever, soon, entirely, completely, at least for now, then please, both ways, ones and for all, me in full, by mail|post|courier,
      look at all, a while back|ago, some time back|ago, a long time back|ago, weeks|months back
      """,
      .filler)
}
