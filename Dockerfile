# One image for the service and its commands. `docker build -t kpa-badges .`, then compose.yaml.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm run sbom

FROM node:24-slim
ENV NODE_ENV=production \
    DATA_DIR=/data \
    PORT=3000
# The only folder that is written to. The rest of the image may be mounted read-only.
RUN mkdir -m 700 /data && chown node:node /data
VOLUME /data
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
# What is in it, for whoever looks for a package with a hole (CycloneDX).
COPY --from=dependencies /app/sbom.json sbom.json
COPY --from=build /app/dist dist
COPY package.json ./
COPY assets assets
COPY badge-definitions badge-definitions
COPY languages languages
COPY templates templates
# Which commit this is: docker build --build-arg GIT_COMMIT=$(git rev-parse HEAD)
ARG GIT_COMMIT
RUN [ -z "$GIT_COMMIT" ] || npm pkg set gitHead="$GIT_COMMIT"
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Without npm in between: the service itself gets SIGTERM, and closes gracefully.
CMD ["node", "--enable-source-maps", "dist/server.js"]
