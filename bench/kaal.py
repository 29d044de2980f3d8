"""BARE: the least an ASGI server can do, as the yardstick of every figure."""

from collections.abc import Awaitable, Callable, MutableMapping

Bericht = MutableMapping[str, object]


async def app(
    scope: Bericht, _receive: Callable[[], Awaitable[Bericht]], send: Callable[[Bericht], Awaitable[None]]
) -> None:
    """Say hello."""
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"hallo"})
