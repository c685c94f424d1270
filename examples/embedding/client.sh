#!/bin/sh
# Asks a service for advice, with nothing but curl: `sh client.sh http://127.0.0.1:8000 case.json`.
curl --silent --show-error --fail-with-body --data-binary "@$2" \
  --header "Content-Type: application/json" "$1/v1/advice?lang=en"
