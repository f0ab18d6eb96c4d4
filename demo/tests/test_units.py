"""The caller's parts, without a call."""
import os
import random
import tomllib

import numpy as np
import pytest

from conftest import DEMO
from customer.ear import Endpointer
from customer.line import NoConnection, parse_twiml, rewritten, signature
from customer.meaning import DAY_OF, ORDINALS, Rules, arpa
from customer.persona import Customer, Turn
from customer.sound import FRAME, Doubler, from_ulaw, telephone, to_ulaw
from customer.verdict import judge
from customer.voice import spoken

RULES = Rules(os.path.join(DEMO, "listening.toml"))
FACTS = {"order": "40217", "postcode": "98101", "status": "inTransit", "date": "2026-11-24"}
ON_ITS_WAY = "order four oh two one seven is on its way it should arrive on tuesday november twenty fourth"


def customer(**more):
    return Customer(FACTS, "where is my order", ["track my order"], random.Random(1), **more)


def turn(text):
    h = RULES.hear(text)
    return Turn(h, numbers=[{n} for n in h.numbers])


@pytest.mark.parametrize("cls", RULES.data["status"])
def test_every_status_example_has_its_own_class_only(cls):
    rng = random.Random(5)
    for example in RULES.data["status"][cls]["examples"]:
        for _ in range(3):
            text = RULES._fill(example, rng)
            assert RULES.hear(text).status == cls, text


@pytest.mark.parametrize("act", [a for a in RULES.data["acts"] if a != "hold"])
def test_every_act_example_is_taken_as_that_request(act):
    rng = random.Random(5)
    for example in RULES.data["acts"][act]["examples"]:
        h = RULES.hear(RULES._fill(example, rng))
        got = Customer._request(h)
        assert got == act or {got, act} <= {"read_back", "confirm"} or {got, act} <= {"read_back", "read_back_zip"} or \
            {got, act} <= {"key_order", "key_zip", "ask_order", "ask_zip"} and "key" in example, (example, got)


def test_acts_state_no_status():
    rng = random.Random(5)
    for act, rule in RULES.data["acts"].items():
        for example in rule["examples"]:
            assert not RULES.hear(RULES._fill(example, rng)).statuses, (act, example)


def test_every_status_is_taught_equally():
    lines = RULES.corpus()[:260 * len(RULES.data['status'])]
    counts = {}
    for cls in RULES.data["status"]:
        counts[cls] = sum(RULES.hear(line).status == cls for line in lines)
    assert max(counts.values()) - min(counts.values()) <= 0.02 * max(counts.values()), counts


def test_language_model_sums_to_one():
    probs = {}
    text = arpa(["a b", "a c", "b c a"])
    for line in text.split("\\1-grams:")[1].split("\\2-grams:")[0].strip().splitlines():
        p, w, _ = line.split("\t")
        probs[w] = 10 ** float(p)
    assert abs(sum(v for w, v in probs.items() if w != "<s>") - 1) < 0.05


def test_numbers_dates_and_menus_are_found():
    h = RULES.hear(ON_ITS_WAY)
    assert h.numbers == ["40217"] and h.days == [(11, 24)] and h.weekdays == ["tuesday"] and h.status == "inTransit"
    assert RULES.hear("press one for an order two for stores").menu == {"order": "1", "stores": "2"}
    assert RULES.hear("for an order press three").menu == {"order": "3"}
    assert RULES.hear("it should arrive on friday december four is there anything else").days == [(12, 4)]
    assert len(ORDINALS) == 31 and DAY_OF["thirty first"] == 31 and DAY_OF["twelfth"] == 12


def test_there_are_at_least_forty_wordings():
    with open(os.path.join(DEMO, "wordings.toml"), "rb") as f:
        w = tomllib.load(f)
    assert len(set(w["plain"] + w["numbered"])) >= 40
    assert all("{order}" in x for x in w["numbered"]) and not any("{" in x for x in w["plain"])


def test_the_customer_says_yes_to_the_right_number_and_no_to_another():
    c = customer()
    c.hears(turn("how can i help you"))
    assert c.hears(turn("i heard four oh two one seven is that right")).why == "right number"
    assert c.hears(turn("i heard four oh two one five is that right")).why == "wrong number"


def test_a_number_heard_unclearly_is_asked_again_before_it_is_refused():
    c = customer()
    c.hears(turn("how can i help you"))
    unclear = turn("i heard four oh two one five is that right")
    unclear.numbers = [{"40215", "40212"}]
    assert "repeat" in c.hears(unclear).text
    assert c.hears(unclear).why == "wrong number"


def test_the_customer_answers_what_is_asked():
    c = customer()
    assert c.hears(turn("hello this is the automated assistant how can i help you")).text == "where is my order"
    assert "seven" in c.hears(turn("what is your order number you can say it or key it in")).text
    assert c.hears(turn("please key in your five digit order number")).text == "40217"
    assert "eight" in c.hears(turn("for your security what is the five digit zip code on the order")).text
    assert c.hears(turn("i am sorry i did not understand that")).why == "gives zip"
    assert c.hears(turn("one moment please")).what == "wait"
    assert "goodbye" in c.hears(turn(ON_ITS_WAY + " can i help you with anything else")).text
    assert c.hears(turn("thank you for calling goodbye")).what == "hangup"


def test_anything_else_before_the_answer_is_no_end():
    c = customer()
    c.hears(turn("how can i help you"))
    assert c.hears(turn("can i help you with anything else")).why == "rephrase"


def test_after_two_spoken_tries_the_keypad_is_used_if_offered():
    c = customer()
    ask = turn("what is your order number you can say it or key it in")
    assert [c.hears(ask).what for _ in range(3)] == ["say", "say", "key"]
    assert customer(keypad="prefer").hears(ask).what == "key"


def test_silence_makes_the_customer_ask_then_leave():
    c = customer()
    assert "hello" in c.silence().text
    assert c.silence().why == "opening"
    c.silence()
    assert c.silence().what == "hangup"


@pytest.mark.parametrize("words,passed", [
    (ON_ITS_WAY, True),
    (ON_ITS_WAY.replace("on its way", "delayed"), False),
    (ON_ITS_WAY.replace("seven", "five"), False),
    (ON_ITS_WAY.replace("tuesday november twenty fourth", "friday november twenty seventh"), False),
    ("order four oh two one seven is on its way", False),
    ("i am sorry i did not understand that", False),
])
def test_the_verdict(words, passed):
    assert judge(RULES, FACTS, [turn("how can i help you"), turn(words)])["passed"] is passed


def test_a_corrected_read_back_is_forgiven():
    turns = [turn("i heard four oh two one five is that right"), turn("i heard four oh two one seven is that right"), turn(ON_ITS_WAY)]
    assert judge(RULES, FACTS, turns)["passed"]


def test_the_end_of_a_telephone_number_is_no_order():
    promised = "i have noted that a colleague will call you back on the number ending in seven seven six two eight"
    assert judge(RULES, FACTS, [turn("how can i help you"), turn(ON_ITS_WAY), turn(promised)])["passed"]
    assert not judge(RULES, FACTS, [turn("how can i help you"), turn(ON_ITS_WAY), turn("order seven seven six two eight is on its way")])["passed"]


@pytest.mark.parametrize("words", [
    "i am not sure that i understood is it about an order or about a problem with the delivery if neither tell me a little more or say a person",
    # As a recogniser heard it.
    "i am not sure that i understood digit is do you reported order is problem with the delivery your could you please for tell me look all "
    "more or say a person",
])
def test_what_the_agent_offers_to_be_about_is_no_status(words):
    assert judge(RULES, FACTS, [turn("how can i help you"), turn(ON_ITS_WAY), turn(words)])["passed"]
    assert judge(RULES, FACTS, [turn("how can i help you"), turn(f"{ON_ITS_WAY} {words}")])["passed"]
    wrong = ON_ITS_WAY.replace("on its way", "delayed")
    assert not judge(RULES, FACTS, [turn("how can i help you"), turn(f"{wrong} {words}")])["passed"]


def test_twiml():
    url, params = parse_twiml('<?xml version="1.0"?><Response><Connect><Stream url="wss://shop.example/media">'
                              '<Parameter name="t" value="a&amp;b"/></Stream></Connect></Response>')
    assert url == "wss://shop.example/media" and params == {"t": "a&b"}
    assert rewritten(url, "http://127.0.0.1:8080") == "ws://127.0.0.1:8080/media"
    for bad in ("<Response><Reject/></Response>", "not xml"):
        with pytest.raises(NoConnection):
            parse_twiml(bad)


def test_signature_matches_the_published_vector():
    params = {"CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234", "From": "+14158675309", "To": "+18005551212"}
    assert signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", params) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_ulaw_is_its_own_inverse():
    u = bytes(range(256))
    back = to_ulaw(from_ulaw(u))
    assert all(a == b or {a, b} == {0x7F, 0xFF} for a, b in zip(u, back))


def test_the_telephone_band():
    t = np.arange(16000) / 16000
    low, mid = (np.sin(2 * np.pi * f * t) * 8000 for f in (100, 1000))
    y = telephone(low + mid, 16000, 2000)
    spec = np.abs(np.fft.rfft(y))
    assert len(y) == 8000 and spec[100] < 0.05 * spec[1000]


def test_doubling_keeps_a_tone():
    x = (np.sin(2 * np.pi * 440 * np.arange(8000) / 8000) * 8000).astype(np.int16)
    d = Doubler()
    y = np.concatenate([d(x[i:i + FRAME]) for i in range(0, 8000, FRAME)])
    spec = np.abs(np.fft.rfft(y.astype(float)))
    assert len(y) == 16000 and spec.argmax() == 440


def test_endpointer():
    e = Endpointer(quiet_ms=700)
    events = [e.frame(x) for x in [0] * 10 + [1000] * 20 + [0] * 20 + [1000] * 5 + [0] * 40]
    assert [x for x in events if x] == ["start", "end"]


def test_spoken_numbers():
    assert spoken("40217", random.Random(1), "slow").count(",") == 4
    assert {w for i in range(20) for w in spoken("0", random.Random(i)).split()} == {"oh", "zero"}
