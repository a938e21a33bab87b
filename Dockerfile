# One image for the node (the entrypoint) and the operator (`raft-operator` as the command).
# The base must have Node.js 20.19 or newer, npm and glibc 2.34 or newer: the RocksDB binding comes prebuilt.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package gets to run a script: the binding's only looks whether its prebuilt binary fits, and the binary is loaded by that name at run time.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/copy-gen.mjs scripts/
COPY src src
RUN npm run --silent build
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
 # Sources and other platforms' binaries of RocksDB, 46 of 54 MB; the licenses stay.
 && find node_modules/rocksdb -type f ! -iname '*license*' ! -iname 'copying*' ! -path '*/prebuilds/linux-*' ! -name '*.js' ! -name package.json -delete \
 && find node_modules/rocksdb -type d -empty -delete \
 && find node_modules -type f \( -name "*.map" -o -name "*.d.ts" -o -name "*.d.mts" -o -name "*.d.cts" \) -delete

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="raftcluster" \
      org.opencontainers.image.description="A Raft node on RocksDB with the etcd v3 API, and the operator that runs clusters of it on Kubernetes" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production
# The uid is the one that the pods' security context names. The programs own nothing in the image and write only to the data folder.
RUN groupadd --gid 65532 raft \
 && useradd --uid 65532 --gid raft --home-dir /data --no-create-home --shell /usr/sbin/nologin raft \
 && install -d -o raft -g raft /data \
 && ln -s /app/dist/cli/raft-node.js /usr/local/bin/raft-node \
 && ln -s /app/dist/cli/raft-operator.js /usr/local/bin/raft-operator \
 && ln -s /app/dist/cli/raftctl.js /usr/local/bin/raftctl
COPY LICENSE package.json /app/
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
USER 65532:65532
WORKDIR /data
EXPOSE 2379 2380 2381 2382
ENTRYPOINT ["raft-node"]
