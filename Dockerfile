# syntax=docker/dockerfile:1
# Two stages: pip and whatever builds stay behind. Run as a user without rights; data lie in /data.
# deploy/images.env names the base with its tag; deploy/pin-images.sh adds the digest that you looked up.
ARG PYTHON_IMAGE=python:3.11.13-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
RUN python -m venv /opt/fingerpost
COPY requirements/runtime.txt requirements/
RUN /opt/fingerpost/bin/pip install --require-hashes --only-binary :all: -r requirements/runtime.txt
COPY . .
RUN /opt/fingerpost/bin/pip install --no-deps --no-build-isolation . \
 && /opt/fingerpost/bin/python -m compileall -q /opt/fingerpost/lib \
 && /opt/fingerpost/bin/pip uninstall --yes setuptools pip

FROM ${PYTHON_IMAGE}
RUN pip uninstall --yes --no-cache-dir setuptools wheel pip \
 && useradd --system --uid 10001 --home-dir /data fingerpost \
 && install -d -o 10001 -g 10001 /data
COPY --from=build /opt/fingerpost /opt/fingerpost
ENV PATH=/opt/fingerpost/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    FINGERPOST_DATA_DIR=/data TMPDIR=/data FINGERPOST_HOST=0.0.0.0 FINGERPOST_PORT=8000
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['FINGERPOST_PORT'] + '/healthz', timeout=3)"]
ENTRYPOINT ["fingerpost"]
CMD ["serve"]
