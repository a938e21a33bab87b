// Starts the writer's thread from its source on Node.js 20, whose workers ignore `--import`. It is not built and not shipped.
import { register } from "tsx/esm/api";

register();
await import("./batch-writer-thread.ts");
