"""Where the sockets find the message rules: `signaling.routes` imports the sockets, so it hands them over."""

from collections.abc import Mapping

import msgspec
from aiohttp import web

from signaling.access import CallerRule, StaffRule

CALLER_RULES = web.AppKey("caller_rules", Mapping[type[msgspec.Struct], CallerRule])
STAFF_RULES = web.AppKey("staff_rules", Mapping[type[msgspec.Struct], StaffRule])
