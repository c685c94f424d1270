"""An editor as far as tests need one: it opens files in the YAML language server, and has what that says of them."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SETTINGS = {
    "yaml": {"schemaStore": {"enable": False}, "validate": True, "completion": True, "hover": True},
    "http": {},
    "[yaml]": {},
}


class Editor:
    """A running server, spoken to by the Language Server Protocol."""

    def __init__(self, node: str) -> None:
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self._server = subprocess.Popen([node, str(SERVER), "--stdio"], stdin=pipe, stdout=pipe, stderr=nothing)
        self._asked = self._opened = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def __enter__(self) -> "Editor":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.kill()
        self._server.communicate()

    def underlined(self, texts: Iterable[tuple[Path, str]]) -> list[list[tuple[int, str]]]:
        """For each text, opened as a file in this place, what is underlined: the line, from 1, and the words."""
        opened = [self._open(path, text) for path, text in texts]
        while any(uri not in self._diagnostics for uri in opened):
            self._read()
        found = (self._diagnostics[uri] for uri in opened)
        return [sorted((one["range"]["start"]["line"] + 1, str(one["message"])) for one in ones) for ones in found]

    def offered(self, path: Path, text: str, at: str) -> list[dict[str, Any]]:
        """What is offered where the cursor stands behind the words `at`, in the order in which editors show it."""
        found = self._asked_at("textDocument/completion", path, text, text.index(at) + len(at))
        items = found["items"] if isinstance(found, dict) else found
        return sorted(items, key=lambda one: str(one.get("sortText") or one["label"]))

    def hovered(self, path: Path, text: str, over: str) -> str:
        """What is shown when the mouse stands on these words."""
        found = self._asked_at("textDocument/hover", path, text, text.index(over) + 1)
        return str(found["contents"]["value"]) if found else ""

    def _asked_at(self, method: str, path: Path, text: str, index: int) -> Any:
        uri, before = self._open(path, text), text[:index]
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self._ask(method, {"textDocument": {"uri": uri}, "position": place})

    def _open(self, path: Path, text: str) -> str:
        """Open a text under a name of its own beside this file, so that no answer is about another one."""
        self._opened += 1
        uri = path.with_name(f"{self._opened}-{path.name}").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _ask(self, method: str, params: object) -> Any:
        self._asked += 1
        asked = self._asked
        self._send({"id": asked, "method": method, "params": params})
        while True:
            answer = self._read()
            if answer.get("id") == asked and "method" not in answer:
                return answer["result"]

    def _tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._server.stdout is not None
        length = 0
        while (line := self._server.stdout.readline()) != b"\r\n":
            assert line, "the server ended"
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._answer(message)
        return message

    def _answer(self, question: Mapping[str, Any]) -> None:
        """What the server asks: for settings, and else for what tests can do without."""
        asked = question["params"]["items"] if question["method"] == "workspace/configuration" else None
        result = asked and [SETTINGS.get(one["section"], {}) for one in asked]
        self._send({"id": question["id"], "result": result})
