# The product in one image; it is made by the same script as everything else.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements ./requirements
COPY pyproject.toml README.md LICENSE run ./
COPY src ./src
COPY migrations ./migrations
RUN ./run setup product

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="feedback-api" org.opencontainers.image.licenses="EUPL-1.2"
WORKDIR /app
COPY --from=build /app /app
RUN useradd --system --home-dir /data --create-home feedback
USER feedback
VOLUME /data
ENV FEEDBACK_DATABASE_URL=sqlite:////data/feedback.db FEEDBACK_HOST=0.0.0.0 PYTHONDONTWRITEBYTECODE=1 ORT_DISABLE_TELEMETRY=1
EXPOSE 8000
HEALTHCHECK CMD [".venv/bin/python", "-c", "import httpx; httpx.get('http://127.0.0.1:8000/v1/codebook').raise_for_status()"]
CMD ["./run", "serve"]
