# syntax=docker/dockerfile:1
# Two stages: what builds stays behind. Run as a user without rights; data lie in /data.
FROM python:3.11.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY requirements/runtime.txt requirements/
RUN python -m venv /opt/fingerpost \
 && /opt/fingerpost/bin/pip install --require-hashes --only-binary :all: -r requirements/runtime.txt
COPY . .
RUN /opt/fingerpost/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data fingerpost \
 && install -d -o fingerpost -g fingerpost /data
COPY --from=build /opt/fingerpost /opt/fingerpost
ENV PATH=/opt/fingerpost/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    FINGERPOST_DATA_DIR=/data FINGERPOST_HOST=0.0.0.0
USER fingerpost
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["fingerpost"]
CMD ["serve"]
