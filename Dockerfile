# The service in a container: `docker build -t sluimer .`, then `docker run -p 8000:8000 sluimer`.
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY engine ./engine
COPY facts ./facts
COPY rules ./rules
RUN pip wheel --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir "$(echo /wheels/*.whl)[serve,postgres]" && rm -r /wheels \
    && useradd --system --uid 10001 --no-create-home sluimer
USER 10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz')"]
ENTRYPOINT ["sluimer"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
