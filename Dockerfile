# Bailiff as a service. Node has the version that the tests run with: the development dependency "node", which brings
# Node 24 to older machines and is not needed here. It runs TypeScript as it is, so nothing is built.

FROM node:24.21.0-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json ./
# Without scripts: what Bailiff takes brings its compiled parts along, so nothing foreign runs while the image is made.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    BAILIFF_CONFIG=/etc/bailiff/bailiff.yml \
    BAILIFF_DATA=/data
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY package.json ./
COPY commands ./commands
COPY src ./src
# The program belongs to root and is only read; the one folder it writes to belongs to the user it runs as.
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
# Alive, not ready: a replica whose database is away recovers by itself, and restarting it would help nobody.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not src/cli/launch.mjs, which looks after what is installed: here everything is, and nothing may be added.
ENTRYPOINT ["node", "/app/src/main.ts"]
CMD ["start"]
