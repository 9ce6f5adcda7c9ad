"""What this environment's Jupyter server does for a slider."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

from jupyter_server.extension.config import ExtensionConfigManager
from jupyter_server.extension.manager import ExtensionManager
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from techgov import server
from techgov.project import ROOT


def test_the_environments_server_has_the_extension():
    installed = Path(sys.prefix, "etc/jupyter")
    manager = ExtensionManager(config_manager=ExtensionConfigManager(read_config_path=[str(installed)]))
    assert manager.extensions["techgov.server"].enabled
    file = installed / "jupyter_server_config.d" / "techgov.json"
    assert json.loads(file.read_text()) == json.loads((ROOT / "jupyter" / "techgov.json").read_text())


def test_a_kernels_websocket_holds_nothing_back():
    said = []

    class Connection:
        websocket_handler = SimpleNamespace(set_nodelay=lambda value: said.append(value))

        def connect(self):
            said.append("connected")
            return "the future"

    app = SimpleNamespace(web_app=SimpleNamespace(settings={"kernel_websocket_connection_class": Connection}))
    server._load_jupyter_server_extension(app)
    made = app.web_app.settings["kernel_websocket_connection_class"]
    assert issubclass(made, Connection) and made().connect() == "the future"
    assert said == [True, "connected"]


def test_the_servers_own_connection_can_be_told():
    assert callable(ZMQChannelsWebsocketConnection.connect)
    assert ZMQChannelsWebsocketConnection.websocket_handler.klass.set_nodelay
