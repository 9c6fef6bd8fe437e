import { accept, refuse } from "../../language/outcome.ts";
import { listTrusts, loadWords, membersNow } from "../../organisation/index.server.ts";
import { type Database, inOneChange, inOneLook, type Look } from "../../platform/database/change.ts";
import { forgetMail } from "../../platform/mail/forget-mail.ts";
import { addMail } from "../../platform/mail/mail.store.ts";
import { paths } from "../paths.ts";
import { workSources } from "../work/sources.ts";
import { openScope, type SharedScope, scopeFor } from "../work/work-scope.ts";
import { digestDay, type Item, isWorkday, type Reminder, remindersFor, remindersPurpose, writeMail } from "./remind.rules.ts";
import { digestChoices, halfTerms, keepReminders, listReminders, weekdayOf } from "./remind.store.ts";

type Trust = { readonly trustId: string; readonly slug: string; readonly name: string };
type DueMail = {
  readonly personId: string;
  readonly address: string;
  readonly subject: string;
  readonly body: string;
  readonly reminders: readonly Reminder[];
};

/** What everybody of a trust is to be told today and was not told yet: one mail for each who has anything. */
async function mailsDue(look: Look, trust: Trust, origin: string): Promise<{ readonly day: string; readonly mails: readonly DueMail[] }> {
  const shared: SharedScope = await openScope(look, { slug: trust.slug, words: await loadWords(look) });
  const { day } = shared;
  const [members, written, choices, terms] = [
    await membersNow(look),
    await listReminders(look),
    await digestChoices(look),
    await halfTerms(look),
  ];
  const halfTerm = (at: string) => terms.find(({ first, last }) => first <= at && at <= last)?.name;
  await shared.parts([...(await shared.places()).keys()]);
  const mails: DueMail[] = [];
  for (const { person, email } of members) {
    const weekday = weekdayOf(choices, person.personId);
    // What has no day is asked for only where everything is told.
    const sources = workSources.filter(({ dated }) => dated || digestDay(weekday, day) !== undefined);
    const scope = scopeFor(look, shared, person);
    const items: Item[] = [];
    for (const { key, heading, owed } of sources)
      items.push(
        ...(await owed(look, scope))
          .filter(({ over }) => !over)
          .map((one) => ({ ...one, heading, named: key !== "finding" && key !== "suggestion" })),
      );
    const told = remindersFor(items, weekday, written.get(person.personId) ?? [], day);
    if (told.reminders.length === 0) continue;
    const around = { name: person.name, trust: trust.name, origin, page: paths.myWork(trust.slug), halfTerm };
    mails.push({ personId: person.personId, address: email, ...writeMail(told, around, day), reminders: told.reminders });
  }
  return { day, mails };
}

/** Makes today's mails of one trust; answers how many are new. Whoever comes second finds them made. */
export async function remindTrust(db: Database, trust: Trust, origin: string): Promise<number> {
  const nobody = { trustId: trust.trustId, personId: undefined };
  const { day, mails } = await inOneLook(db, nobody, (look) => mailsDue(look, trust, origin));
  if (mails.length === 0) return 0;
  const done = await inOneChange<number, undefined>(db, nobody, async (change) => {
    let made = 0;
    for (const { reminders, ...mail } of mails) {
      const id = await addMail(change, { ...mail, purpose: remindersPurpose, day });
      if (!id) continue;
      await keepReminders(change, mail.personId, id, reminders);
      made++;
    }
    if (made === 0) return refuse(undefined);
    change.record({ kind: "improve.reminders-written", detail: { mails: made, day } });
    return accept(made);
  });
  return done.ok ? done.value : 0;
}

const firstHour = 6;
/** Makes today's mails of every trust, from six in the morning and on working days only; answers how many are new. */
export async function remindEverybody(db: Database, origin: string, done: Map<string, string> = new Map()): Promise<number> {
  const there = db.now().toZonedDateTimeISO("Europe/London");
  const day = there.toPlainDate().toString();
  if (there.hour < firstHour || !isWorkday(day)) return 0;
  let made = 0;
  for (const trust of await listTrusts(db)) {
    // Asked once a day of each trust: what comes up later is told tomorrow, because nobody gets a second mail.
    if (done.get(trust.trustId) === day) continue;
    await forgetMail(db, trust.trustId);
    made += await remindTrust(db, trust, origin);
    done.set(trust.trustId, day);
  }
  return made;
}
