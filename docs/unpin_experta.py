"""A wheel of experta without its pins: the same code, for installers that know no overrides.

python docs/unpin_experta.py experta-1.9.4-py3-none-any.whl
"""

import base64
import hashlib
import re
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

MARK = "+unpinned"
"""Local versions count as the version itself: `experta==1.9.4` is content with it."""


def unpinned(wheel: Path, folder: Path) -> Path:
    """The wheel, made again in a folder with another version and without its pins."""
    name, version, *tags = wheel.stem.split("-")
    old, new = f"{name}-{version}.dist-info", f"{name}-{version}{MARK}.dist-info"
    with ZipFile(wheel) as source:
        names = [each for each in source.namelist() if not each.endswith("/RECORD")]
        files = {each.replace(old, new): source.read(each) for each in names}
    files[f"{new}/METADATA"] = _without_pins(files[f"{new}/METADATA"].decode(), version).encode()
    record = "".join(f"{each},sha256={_digest(content)},{len(content)}\n" for each, content in files.items())
    made = folder / ("-".join((name, version + MARK, *tags)) + ".whl")
    with ZipFile(made, "w", ZIP_DEFLATED) as target:
        for each, content in {**files, f"{new}/RECORD": f"{record}{new}/RECORD,,\n".encode()}.items():
            target.writestr(each, content)
    return made


def _without_pins(metadata: str, version: str) -> str:
    said = re.sub(r"^(Requires-Dist: [\w-]+) \(==[^)]*\)$", r"\1", metadata, flags=re.M)
    return said.replace(f"\nVersion: {version}\n", f"\nVersion: {version}{MARK}\n", 1)


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    sys.stdout.write(f"{unpinned(Path(sys.argv[1]), Path()).name}\n")
