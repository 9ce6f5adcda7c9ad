"""What this environment's Jupyter server does for a slider: it sends what a kernel says at once.

A move of a slider is answered by four small messages. A Jupyter server leaves it to the system to hold a small message
back until the one before has been acknowledged, which takes up to 40 ms each time. Tornado's ``set_nodelay`` is made
for this; the server has no setting for it. Installed as a server extension by jupyter/techgov.json.
"""

from __future__ import annotations


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "techgov.server"}]


def _load_jupyter_server_extension(app) -> None:
    settings = app.web_app.settings
    settings["kernel_websocket_connection_class"] = prompt(settings["kernel_websocket_connection_class"])


def prompt(connection: type) -> type:
    """The class of a kernel's websocket ``connection``, holding nothing back."""
    class Prompt(connection):
        def connect(self):
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return Prompt
