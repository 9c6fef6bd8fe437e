import pg from "pg";

export const channel = "eddystone_changed";
/** How long an answer may be given again without asking whether its reader still may: a role that ends by the clock is noticed by then. */
export const keptMilliseconds = 2000;
const mostAnswers = 1000;
const mostBytes = 256 * 1024;

export type Kept = { readonly trustId: string; readonly etag: string; readonly body: string; readonly type: string };
type Entry = Kept & { readonly turn: number; readonly at: number };

/**
 * Answers to give again while nothing of their trust has changed. Each change tells every process through the database, and this process
 * before it answers; while the line to the database is down nothing is kept. Nobody is answered with what was made for another token.
 */
export class Unchanged {
  readonly #answers = new Map<string, Entry>();
  readonly #turns = new Map<string, number>();
  #hears = false;
  #closed = false;
  #client: pg.Client | undefined;

  constructor(
    readonly url: string,
    readonly clock: () => number = Date.now,
  ) {}

  async open(): Promise<this> {
    await this.#listen();
    return this;
  }
  async close(): Promise<void> {
    this.#closed = true;
    this.#forgetAll();
    await this.#client?.end().catch(() => {});
  }

  /** A trust has changed: what was kept of it is not given again. */
  changed(trustId: string): void {
    this.#turns.set(trustId, this.turnOf(trustId) + 1);
  }
  /** The turn in which an answer is made; to be taken before it is read. */
  turnOf(trustId: string): number {
    return this.#turns.get(trustId) ?? 0;
  }

  find(key: string): Kept | undefined {
    const entry = this.#answers.get(key);
    if (!entry) return undefined;
    if (this.#hears && entry.turn === this.turnOf(entry.trustId) && this.clock() - entry.at < keptMilliseconds) return entry;
    this.#answers.delete(key);
    return undefined;
  }
  keep(key: string, turn: number, at: number, answer: Kept): void {
    if (!this.#hears || answer.body.length > mostBytes) return;
    if (this.#answers.size >= mostAnswers) this.#answers.delete(this.#answers.keys().next().value ?? "");
    this.#answers.set(key, { ...answer, turn, at });
  }

  #forgetAll() {
    this.#hears = false;
    this.#answers.clear();
  }
  async #listen(): Promise<void> {
    if (this.#closed) return;
    const client = new pg.Client({ connectionString: this.url, keepAlive: true });
    const again = () => {
      if (this.#client !== client) return;
      this.#forgetAll();
      if (!this.#closed) setTimeout(() => void this.#listen(), 1000).unref();
    };
    this.#client = client;
    client.on("error", again);
    client.on("end", again);
    client.on("notification", ({ payload }) => payload && this.changed(payload));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.#hears = true;
    } catch {
      again();
    }
  }
}
