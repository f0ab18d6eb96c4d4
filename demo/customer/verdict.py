"""Did the agent say the right thing? Judged from what was heard, against the expected facts."""
import datetime

from .meaning import MONTHS, RELATIVE, said_date


def judge(rules, facts, turns, today=None):
    """A dictionary with `passed`, the reason in words, and each point."""
    # "Today" is the retailer's day, which the customer knows from where it lives.
    today = today or (datetime.date.fromisoformat(facts["today"]) if facts.get("today") else datetime.date.today())
    points, last, said = {}, None, []
    for t in turns:
        s = t.heard.status
        if t.heard.statuses:
            last = t
            said.append(s or "unclear")
    want = rules.status_names(str(facts.get("status", "")))
    got = last.heard.status if last else None
    points["status"] = {"expected": facts.get("status"), "class": want, "heard": got, "all": said, "ok": want is not None and got == want}

    # The number read back last, if it was one of the length of an order number and not the postcode's. What the customer
    # has denied was put right, or keyed, since; a number that could not be found was not taken for the order either.
    order, n = str(facts.get("order", "")), None
    for t in turns:
        words = t.heard.words.split()
        if "zip" in words and not t.heard.statuses:
            continue
        if t.denied or "find" in words:
            continue
        # The end of a telephone number that will be called.
        if "ending" in words and "call" in words:
            continue
        for hearings in t.numbers:
            if any(abs(len(x) - len(order)) <= 1 for x in hearings) and str(facts.get("postcode", "-")) not in hearings:
                n = hearings
    points["order"] = {"expected": order, "heard": sorted(n) if n else None, "ok": n is None or order in n}

    if facts.get("date"):
        weekday, month, day = said_date(str(facts["date"]))
        wd, days = [], []
        for t in turns:
            wd, days = wd + t.heard.weekdays, days + t.heard.days + [d for d in t.dates if d not in t.heard.days]
            if t.heard.statuses:
                for r in t.heard.relatives:
                    d = today + datetime.timedelta(days=RELATIVE[r])
                    days.append((d.month, d.day))
        ok = (month, day) in days or (not days and weekday in wd)
        points["date"] = {"expected": f"{weekday} {MONTHS[month - 1]} {day}", "weekdays": wd,
                          "days": [f"{MONTHS[m - 1]} {d}" for m, d in days], "ok": ok}
    else:
        points["date"] = {"expected": None, "ok": True}
    bad = [k for k in ("status", "order", "date") if not points[k]["ok"]]
    if not bad:
        parts = [f"status {got}"] + ([f"order {order}"] if n else []) + \
            ([points["date"]["expected"]] if facts.get("date") else [])
        reason = "heard " + ", ".join(parts)
    elif got is None and "status" in bad:
        reason = "no status heard" if not said else "the status was unclear"
    else:
        reason = "; ".join(f"{k}: expected {points[k].get('class') or points[k]['expected']}, heard "
                           f"{points[k].get('heard') or points[k].get('days') or 'none'}" for k in bad)
    return {"passed": not bad, "reason": reason, "points": points}
