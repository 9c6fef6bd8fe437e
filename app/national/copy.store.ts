import { once } from "node:events";
import type { ClientBase } from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";

/** Copies into the database as fast as it takes, by a statement `copy … from stdin`. */
export function copyInto(db: ClientBase, statement: string) {
  const copy = db.query(copyFrom(statement));
  let failure: Error | undefined;
  copy.on("error", (error: Error) => {
    failure ??= error;
  });
  return {
    async write(piece: string | Uint8Array): Promise<void> {
      if (failure) throw failure;
      if (piece.length > 0 && !copy.write(piece)) await drained(copy);
    },
    async end(): Promise<void> {
      if (failure) throw failure;
      const finished = once(copy, "finish");
      copy.end();
      await finished;
    },
    /** Gives up: PostgreSQL is told that the copy failed, and the change can be rolled back. */
    async abandon(): Promise<void> {
      // After a failure of the database's own there is nothing to give up, and the stream would never close.
      if (failure || copy.writableFinished || copy.closed) return;
      const closed = once(copy, "close").catch(() => undefined);
      copy.destroy(new Error("the import was given up"));
      await closed;
    },
  };
}

/** Waits until the stream takes more, or is closed by a failure. (`events.once` would leave a listener behind each time.) */
function drained(copy: CopyStreamQuery): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      copy.off("drain", done).off("close", done).off("error", done);
      resolve();
    };
    copy.on("drain", done).on("close", done).on("error", done);
  });
}
