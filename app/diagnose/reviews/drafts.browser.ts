// Keeps what is written in a review's forms: in this browser with every change, and at the server when its writer pauses. A draft goes when
// the server has it, and with signing out. Without this script the forms work as they are; nothing but them is kept.
type Fields = readonly (readonly [name: string, value: string])[];
type Draft = { readonly fields: Fields; readonly seen: string; readonly sent?: boolean };

const pauseBeforeSending = 4_000;
const longestUnsent = 20_000;

const tries = 10;
const betweenTries = 500;
const openOnce = () =>
  new Promise<IDBDatabase>((done, fail) => {
    const asked = indexedDB.open("eddystone-drafts", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("drafts");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
/** A browser that has just died may hold its store a moment longer; one that never opens keeps no drafts. */
async function open(left = tries): Promise<IDBDatabase> {
  try {
    return await openOnce();
  } catch (error) {
    if (left <= 1) throw error;
    await new Promise((done) => setTimeout(done, betweenTries));
    return open(left - 1);
  }
}
let opened: Promise<IDBDatabase> | undefined;
function database(): Promise<IDBDatabase> {
  // The browser may close it by itself; then it is opened anew, and so it is after it could not be opened.
  const forgetIt = () => {
    opened = undefined;
  };
  opened ??= open().then(
    (store) => {
      store.onclose = forgetIt;
      return store;
    },
    (error) => {
      forgetIt();
      throw error;
    },
  );
  return opened;
}
async function inStore<Answer>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Answer>): Promise<Answer> {
  // Handed to the system at once: it outlives the browser, and waiting for the disk with every key would fall behind a fast writer.
  const transaction = (await database()).transaction("drafts", mode, { durability: "relaxed" });
  const asked = work(transaction.objectStore("drafts"));
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(asked.result);
    transaction.onerror = () => fail(transaction.error);
    transaction.onabort = () => fail(transaction.error);
  });
}

const fieldsOf = (form: HTMLFormElement): Fields =>
  [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" && name !== "token" && name !== "once" ? [[name, value] as const] : [],
  );
/** New and chosen evidence is sent once, with the form: sent again with each pause it would be kept many times. */
const isEvidence = (name: string) => /--(evidence-|item)/.test(name);
const isSeen = (name: string) => name.endsWith("--seen");
const said = (fields: Fields) => JSON.stringify(fields.filter(([name]) => !isSeen(name)));
const wordsOf = (fields: Fields) => fields.filter(([name]) => !isEvidence(name));
/** Whether the server, which trims what it is sent, has these words. */
const hasArrived = (sent: Fields, there: Fields) => {
  const trimmed = (fields: Fields) => said(wordsOf(fields).map(([name, value]) => [name, value.trim()] as const));
  return trimmed(sent) === trimmed(there);
};

/** What was kept of a text, with what its writer has written since the page opened: they may be quicker than the browser finds the draft. */
function joined(kept: string, opened: string, now: string): string {
  if (now === opened || now === kept) return kept;
  return now.startsWith(opened) ? kept + now.slice(opened.length) : `${kept}\n${now}`;
}
/** Puts a draft into the form as it was `opened`; what has been chosen or written in it since stays. */
function fill(form: HTMLFormElement, fields: Fields, opened: Fields): void {
  const of = (all: Fields, name: string) => all.filter(([one]) => one === name).map(([, value]) => value);
  const now = fieldsOf(form);
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && (element.type === "radio" || element.type === "checkbox")) {
      if (String(of(now, element.name)) === String(of(opened, element.name)))
        element.checked = of(fields, element.name).includes(element.value);
    } else if (
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement ||
      (element instanceof HTMLInputElement && element.type !== "file")
    ) {
      const [kept] = of(fields, element.name);
      if (kept === undefined || element.name === "token" || element.name === "once") continue;
      if (element instanceof HTMLSelectElement) {
        if (String(of(now, element.name)) === String(of(opened, element.name))) element.value = kept;
      } else if (element.type === "hidden") element.value = kept;
      else element.value = joined(kept, of(opened, element.name)[0] ?? "", element.value);
    }
  }
}

const keepsNone = "This browser keeps no drafts. Send the form often.";
const longestBetweenReadings = 30_000;
/** What is asked for, however often it must be asked; `failed` is told of each time that it could not be had. */
async function untilRead<Answer>(ask: () => Promise<Answer>, failed: () => void, pause = betweenTries): Promise<Answer> {
  try {
    return await ask();
  } catch {
    failed();
    await new Promise((done) => setTimeout(done, pause));
    return untilRead(ask, failed, Math.min(2 * pause, longestBetweenReadings));
  }
}

async function keep(around: HTMLElement, form: HTMLFormElement): Promise<void> {
  const key = `${around.dataset.drafts} ${new URL(form.action).pathname}`;
  const found = [...form.elements].find(
    (element): element is HTMLInputElement => element instanceof HTMLInputElement && isSeen(element.name),
  );
  const state = form.querySelector<HTMLElement>(".kept-here");
  if (!found) return;
  const seen = found;
  const tell = (text: string) => {
    if (!state) return;
    state.hidden = false;
    state.textContent = text;
  };
  const time = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const atOpening = fieldsOf(form);
  /** What the server has. */
  let there = atOpening;
  let unsentSince: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;

  /** Whether it is known what this browser has kept of the form. */
  let isRead = false;
  let keeping: Promise<unknown> | undefined;
  let changedMeanwhile = false;
  const putHere = (sent?: true) => {
    const draft: Draft = { fields: fieldsOf(form), seen: seen.value, ...(sent ? { sent } : {}) };
    return inStore("readwrite", (store) => store.put(draft, key));
  };
  /** Keeps the form as it is, one writing at a time: what is typed during one is kept by the next. */
  async function keepHere(): Promise<void> {
    changedMeanwhile = true;
    if (keeping) return;
    while (changedMeanwhile) {
      changedMeanwhile = false;
      keeping = putHere();
      await keeping.finally(() => {
        keeping = undefined;
      });
    }
  }
  const forget = () => (isRead ? inStore("readwrite", (store) => store.delete(key)) : undefined);

  async function send(): Promise<void> {
    clearTimeout(timer);
    if (sending) return void wait();
    const now = fieldsOf(form);
    if (said(wordsOf(now)) === said(wordsOf(there))) return;
    sending = true;
    const body = new FormData(form);
    for (const name of [...body.keys()]) if (isEvidence(name)) body.delete(name);
    body.set("once", crypto.randomUUID());
    if (around.dataset.done === "yes") body.set("done", "yes");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (!answer.ok) {
        const { text } = answer.headers.get("Content-Type")?.includes("json") ? ((await answer.json()) as { text?: string }) : {};
        tell(text ?? "Not sent yet: sign in again in another tab. What you wrote is kept in this browser.");
        return;
      }
      const { version } = (await answer.json()) as { version: number };
      seen.value = String(version);
      there = now;
      unsentSince = undefined;
      const rest = fieldsOf(form);
      if (said(rest) === said(now) && !rest.some(([name, value]) => isEvidence(name) && value.trim() && /-(title|text)$/.test(name)))
        await forget();
      else if (isRead) await keepHere();
      tell(`Kept at ${time()}.`);
    } catch {
      tell(`No connection. What you wrote is kept in this browser, and sent when the connection is back.`);
      timer = setTimeout(send, longestUnsent);
    } finally {
      sending = false;
    }
  }
  function wait(): void {
    unsentSince ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, Math.min(pauseBeforeSending, unsentSince + longestUnsent - Date.now())));
  }
  form.addEventListener("input", () => {
    if (isRead) keepHere().catch(() => tell(keepsNone));
    wait();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (isRead) void putHere(true);
  });
  addEventListener("online", () => void send());
  addEventListener("pagehide", () => clearTimeout(timer));

  // Until it is known which draft there is, none is written over it. Where the browser keeps nothing, what is written is sent at a pause.
  const draft = await untilRead(
    () => inStore<Draft | undefined>("readonly", (store) => store.get(key)),
    () => tell(keepsNone),
  );
  isRead = true;
  if (around.dataset.unsent === "yes") await keepHere();
  else if (draft && (said(draft.fields) === said(there) || (draft.sent && draft.seen !== seen.value && hasArrived(draft.fields, there))))
    await forget();
  else if (draft) {
    const isOlder = draft.seen !== seen.value;
    fill(form, draft.fields, atOpening);
    // Sent as seen then: the server shows both texts instead of taking this one silently.
    seen.value = draft.seen;
    form.closest("details")?.setAttribute("open", "");
    tell(
      isOlder
        ? "What you had not sent is back. Somebody has written here since; send yours to see both."
        : "What you had not sent is back. It is kept in this browser, and sent when you pause.",
    );
  }

  // What came back, or was written before that, is kept and sent like any change; over the head of somebody else only when its writer goes on.
  if (said(fieldsOf(form)) !== said(there)) {
    void keepHere().catch(() => {});
    if (!draft || draft.seen === there.find(([name]) => isSeen(name))?.[1]) wait();
  }
  around.dataset.settled = "yes";
}

for (const around of document.querySelectorAll<HTMLElement>("[data-drafts]")) {
  const form = around.querySelector("form");
  if (form) void keep(around, form);
}
