"""What every page of the staff needs: who looks at it, and the token of its forms."""

from typing import Any

from aiohttp import web

from signaling.errors import WireError
from signaling.sign_in.staff_sign_in import signed_in


async def staff_context(request: web.Request) -> dict[str, Any]:
    """`me` (staff_id, name, role) and `csrf`.

    Raises:
        WireError: `sign_in_required`.
    """
    who = await signed_in(request)
    if who is None:
        raise WireError("sign_in_required")
    member = who.member
    return {
        "me": {"staff_id": member.id, "name": member.display_name, "role": member.role},
        "csrf": who.session.csrf_token,
    }
