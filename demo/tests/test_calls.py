"""Whole calls against the scripted agent, in real time: they take about a minute each. pytest -m calls."""
import json
import os
import shutil
import subprocess
import sys

import pytest

from conftest import DEMO
from fake_agent import FakeAgent

pytestmark = [pytest.mark.calls, pytest.mark.skipif(not shutil.which("flite"), reason="needs flite")]
FACTS = {"order": "40217", "postcode": "98101", "from": "+12065550123", "status": "inTransit", "carrier": "UPS", "date": "2026-11-24"}


def call(port, tmp_path, *more):
    out = tmp_path / "result.json"
    p = subprocess.run([sys.executable, os.path.join(DEMO, "caller.py"), "--connect", f"127.0.0.1:{port}", "--result", str(out), *more],
                       input=json.dumps(FACTS), text=True, capture_output=True, timeout=220)
    print(p.stdout, p.stderr)
    return p.returncode, json.loads(out.read_text()) if out.exists() else None


def said(result):
    return [x["said"] for x in result["conversation"] if x["who"] == "caller"]


def test_the_right_answer_passes(tmp_path):
    with FakeAgent("right") as agent:
        code, r = call(agent.port, tmp_path, "--auth-token", "secret", "--record", str(tmp_path / "call.wav"))
    assert code == 0 and r["passed"] and r["latency_ms"]["turns"]
    events = [m for m in agent.log if m]
    assert [m["event"] for m in events[:2]] == ["connected", "start"]
    assert events[1]["start"]["customParameters"] == {"token": "a&b"}
    assert "X-Twilio-Signature" in agent.http.forms[0][0] and "From=%2B12065550123" in agent.http.forms[0][1]
    assert (tmp_path / "call.wav").stat().st_size > 500_000


def test_a_wrong_status_fails(tmp_path):
    with FakeAgent("wrong-status") as agent:
        code, r = call(agent.port, tmp_path)
    assert code == 1 and r["points"]["status"]["heard"] == "delivered"


def test_a_wrong_date_fails(tmp_path):
    with FakeAgent("wrong-date") as agent:
        code, r = call(agent.port, tmp_path)
    assert code == 1 and r["points"]["status"]["ok"] and not r["points"]["date"]["ok"]


def test_a_wrong_read_back_is_refused(tmp_path):
    with FakeAgent("wrong-number") as agent:
        code, r = call(agent.port, tmp_path)
    assert code == 0 and any(x.startswith("no") and "thank" not in x for x in said(r))


@pytest.mark.parametrize("script", ["keypad", "menu"])
def test_the_keypad(tmp_path, script):
    with FakeAgent(script) as agent:
        code, r = call(agent.port, tmp_path)
    keys = "".join(m["dtmf"]["digit"] for m in agent.log if m and m["event"] == "dtmf")
    assert code == 0 and keys.endswith("40217") and len(keys) == (6 if script == "menu" else 5)


def test_a_silent_agent_fails(tmp_path):
    with FakeAgent("silent") as agent:
        code, r = call(agent.port, tmp_path)
    assert code == 1 and "hello? are you there?" in said(r) and r["reason"] == "no status heard"


def test_nobody_answers(tmp_path):
    assert call(9, tmp_path)[0] == 2
