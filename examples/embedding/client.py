"""Asks a service for advice, with nothing but Python: `python client.py http://127.0.0.1:8000 case.json`."""

import sys
import urllib.error
import urllib.request
from pathlib import Path

service, case = sys.argv[1:]
headers = {"Content-Type": "application/json"}
request = urllib.request.Request(f"{service}/v1/advice?lang=en", Path(case).read_bytes(), headers)  # noqa: S310
try:
    print(urllib.request.urlopen(request).read().decode())  # noqa: S310
except urllib.error.HTTPError as refused:
    sys.exit(refused.read().decode())
