FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /sonmal
COPY pyproject.toml README.md LICENSE ./
COPY relay relay
COPY web_client web_client
COPY signaling signaling
COPY recordings recordings
RUN python3 -m venv /opt/sonmal && /opt/sonmal/bin/pip install --no-cache-dir .
RUN useradd --system --create-home --home-dir /var/lib/sonmal sonmal \
    && install -d -o sonmal -g sonmal -m 700 /var/lib/sonmal/data
USER sonmal
EXPOSE 8120/tcp 40120/udp
CMD ["/opt/sonmal/bin/sonmal", "serve", "--host", "0.0.0.0", "--data-dir", "/var/lib/sonmal/data"]
