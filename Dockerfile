# Two stages: one that installs from the lock file, one that only runs.
# Every RUN step is an ordinary command that also works by hand, in this order.
FROM python:3.11-slim AS bouw
WORKDIR /bron
RUN python -m venv /opt/houvast
COPY requirements.lock ./
RUN /opt/houvast/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY app ./app
COPY migrations ./migrations
RUN /opt/houvast/bin/pip install --no-cache-dir --no-build-isolation --no-deps .

FROM python:3.11-slim
# Pango draws the letters (PDF). Without it everything else works.
RUN apt-get update && apt-get install --yes --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 houvast
RUN useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/houvast --shell /usr/sbin/nologin houvast
RUN install -d -o houvast -g houvast -m 0700 /var/lib/houvast /var/lib/houvast-sleutels
COPY --from=bouw /opt/houvast /opt/houvast
ENV PATH=/opt/houvast/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOUVAST_VAR=/var/lib/houvast \
    HOUVAST_SLEUTELBESTAND=/var/lib/houvast-sleutels/sleutels.json
USER 10001:10001
WORKDIR /var/lib/houvast
# The keys have a volume of their own, so that they are backed up apart from the data.
VOLUME ["/var/lib/houvast", "/var/lib/houvast-sleutels"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
ENTRYPOINT ["houvast"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
