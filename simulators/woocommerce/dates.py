"""Site-local and GMT dates as WooCommerce prints them: YYYY-MM-DDTHH:MM:SS, no zone."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from common import clock

_SHAPE = "%Y-%m-%dT%H:%M:%S"


def both(name, instant, zone):
    """{name: local, name_gmt: GMT} of an instant or None."""
    if not instant:
        return {name: None, f"{name}_gmt": None}
    moment = clock.parse(instant)
    return {name: moment.astimezone(ZoneInfo(zone)).strftime(_SHAPE), f"{name}_gmt": moment.astimezone(timezone.utc).strftime(_SHAPE)}


def given(text, zone, is_gmt):
    """The instant a client meant: an explicit offset wins, else GMT when it said so, else the site's zone."""
    value = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if value.tzinfo:
        return value
    return value.replace(tzinfo=timezone.utc if is_gmt else ZoneInfo(zone))
