import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import type { TraceRecord } from "../trace.ts";
import { type PageFacts, renderPage } from "./html-page.ts";
import { PictureBuilder } from "./lanes.ts";
import { renderRecord } from "./trace-text.ts";
import { TlaTrace } from "./trace-tla.ts";

/** Where a run is to be written to; null: not. */
export interface ReportFiles {
  /** One readable line an event. */
  readonly trace: string | null;
  /** A page with a lane a node. */
  readonly html: string | null;
  /** etcd's trace events, one JSON object a line. */
  readonly traceTla: string | null;
}

const BUFFER_CHARS_MAX = 1024 * 1024;

/** Lines into a file, many at a time. */
class LineFile {
  readonly #descriptor: number;
  #buffer = "";

  constructor(path: string) {
    this.#descriptor = openSync(path, "w");
  }

  add(line: string): void {
    this.#buffer += `${line}\n`;
    if (this.#buffer.length >= BUFFER_CHARS_MAX) {
      this.#flush();
    }
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    writeSync(this.#descriptor, this.#buffer);
    this.#buffer = "";
  }
}

/** Writes one run down for people and for TLC. `listener` is given every record; `finish` must follow. The same run gives the same bytes. */
export class ReportWriter {
  readonly #files: ReportFiles;
  readonly #text: LineFile | null;
  readonly #tla: { readonly file: LineFile; readonly trace: TlaTrace } | null;
  readonly #picture: PictureBuilder | null;

  constructor(files: ReportFiles) {
    this.#files = files;
    this.#text = files.trace === null ? null : new LineFile(files.trace);
    this.#tla =
      files.traceTla === null
        ? null
        : { file: new LineFile(files.traceTla), trace: new TlaTrace() };
    this.#picture = files.html === null ? null : new PictureBuilder();
  }

  readonly listener = (record: TraceRecord): void => {
    this.#text?.add(renderRecord(record));
    this.#picture?.add(record);
    if (this.#tla !== null) {
      for (const line of this.#tla.trace.render(record)) {
        this.#tla.file.add(line);
      }
    }
  };

  finish(facts: PageFacts): void {
    this.#text?.close();
    this.#tla?.file.close();
    if (this.#files.html !== null && this.#picture !== null) {
      writeFileSync(this.#files.html, renderPage(this.#picture.finish(), facts));
    }
  }
}
