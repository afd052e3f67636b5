# Two stages: everything is built in the first; the second holds Python, the packages, the code and the built assets.
ARG BASE_IMAGE=debian:bookworm-slim

FROM ${BASE_IMAGE} AS build
RUN apt-get update && apt-get install -y --no-install-recommends make python3 python3-venv ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/purse
COPY pyproject.toml uv.lock package.json package-lock.json Makefile ./
COPY frontend/node.py frontend/node.py
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
RUN make .make/node
COPY . .
RUN make setup && .tools/bin/uv sync --locked --no-dev --no-group node && rm -rf node_modules .make .tools var

FROM ${BASE_IMAGE}
RUN apt-get update && apt-get install -y --no-install-recommends python3 ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/purse purse
WORKDIR /srv/purse
COPY --from=build /srv/purse /srv/purse
ENV DATA_DIR=/var/lib/purse PYTHONUNBUFFERED=1 PATH=/srv/purse/.venv/bin:$PATH
USER purse
VOLUME /var/lib/purse
EXPOSE 8000
CMD ["sh", "-c", "python manage.py migrate --verbosity 0 && exec python manage.py serve --host 0.0.0.0 --port 8000"]
