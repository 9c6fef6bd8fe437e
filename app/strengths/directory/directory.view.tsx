import { Button, type FieldRefusal, type Frame, Page, Refusals, Select, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { capital, counted, type Words } from "../../language/words.ts";
import { phases, sayBacking } from "../offers/offer.rules.ts";
import { paths } from "../paths.ts";
import { kinds, reaches, sayState } from "../specialisms/specialism.rules.ts";
import { subjectName, subjects } from "../subjects.ts";
import { sayTravel, travelRule } from "../travel.rules.ts";
import { type Wanted, withinMinutes } from "./directory.rules.ts";
import type { Directory } from "./load-directory.ts";

type Asked = { frame: Frame; slug: string; wanted: Wanted; refusals: readonly FieldRefusal[]; directory: Directory; words: Words };
const any = { value: "", text: "Any" };

/** Who can help with this, and why do we say so? */
export function DirectoryView({ frame, slug, wanted, refusals, directory, words }: Asked) {
  const { understood } = directory;
  const near = directory.academies.find(({ urn }) => String(urn) === wanted.near);
  return (
    <Page frame={frame} title={`${refusals.length > 0 ? "Error: " : ""}Strengths`}>
      <h1>Who can help with what?</h1>
      <p class="lede">
        What {words.academies} offer others, each resting on a judgement that says others can learn from it. In the order of their names:
        nobody is ranked.
      </p>
      <Refusals refusals={refusals} title="This cannot be looked for yet" />
      <Filters slug={slug} wanted={wanted} refusals={refusals} directory={directory} words={words} />
      {near && <p class="soft">{travelRule}</p>}
      {!understood && (
        <p>There is no word in this that can be looked for. Write one that says what it is about; all that is offered is below.</p>
      )}
      {refusals.length === 0 && <Offers slug={slug} wanted={wanted} directory={directory} words={words} />}
      <Specialisms slug={slug} directory={directory} words={words} />
      <Academies slug={slug} directory={directory} words={words} />
    </Page>
  );
}

function Offers({ slug, wanted, directory, words }: Omit<Asked, "frame" | "refusals">) {
  const { found, unbacked } = directory;
  const near = directory.academies.find(({ urn }) => String(urn) === wanted.near);
  return (
    <>
      <h2>{counted(found.length, "offer")}</h2>
      {found.length === 0 && <Nothing directory={directory} words={words} />}
      <ul class="found">
        {found.map(({ offer, academy, backing, travel }) => (
          <li>
            <a href={paths.offer(slug, offer.id)}>{offer.says}</a>
            <p>
              {academy.name}
              {offer.person && `: ${offer.person}${offer.personIsHere ? "" : " (no longer holds a role here)"}`}
              {near?.unitId === offer.unitId
                ? `. The ${words.academy} itself.`
                : travel
                  ? `. ${capital(sayTravel(travel))}.`
                  : near
                    ? ". Where it lies is not known."
                    : ""}
            </p>
            <p class="soft">
              {[subjectName(offer.subject), phases[offer.phase], directory.titles.ofOffer(offer)].filter(Boolean).join(" · ")} · strength
              agreed on {sayDay(offer.judgedOn)}
            </p>
            {backing.kind !== "backed" && <p class="since">{sayBacking(backing)}</p>}
          </li>
        ))}
      </ul>
      {unbacked > 0 && wanted.backed !== "all" && (
        <p>
          <a href={`${paths.directory(slug)}?${new URLSearchParams({ ...wanted, backed: "all" })}`}>
            Show {counted(unbacked, "more offer", "more offers")} that no judgement backs any longer
          </a>
        </p>
      )}
    </>
  );
}

function Filters({ slug, wanted, refusals, directory, words }: Omit<Asked, "frame">) {
  return (
    <search>
      <form method="get" action={paths.directory(slug)} class="filters">
        <TextField name="words" label="Words" type="search" value={wanted.words} />
        <Select
          name="phase"
          label="Phase"
          value={wanted.phase}
          options={[any, ...Object.entries(phases).flatMap(([value, text]) => (value === "all" ? [] : [{ value, text }]))]}
        />
        <Select
          name="subject"
          label="Subject"
          value={wanted.subject}
          options={[any, ...subjects.map(({ key, name }) => ({ value: key, text: name }))]}
        />
        <Select
          name="indicator"
          label="Indicator"
          value={wanted.indicator}
          options={[any, ...directory.titles.indicators.map(({ key, title }) => ({ value: key, text: title }))]}
        />
        <Select
          name="near"
          label={`Distance from ${words.academy}`}
          value={wanted.near}
          refusals={refusals}
          options={[{ value: "", text: "None" }, ...directory.academies.map(({ urn, name }) => ({ value: String(urn), text: name }))]}
        />
        <Select
          name="within"
          label="At most"
          value={wanted.within}
          options={[any, ...withinMinutes.map((minutes) => ({ value: String(minutes), text: `${minutes} minutes` }))]}
        />
        <TextField name="since" label="Strength agreed since" type="date" value={wanted.since} refusals={refusals} />
        <Select
          name="backed"
          label="Backed"
          value={wanted.backed}
          options={[
            { value: "", text: "by a judgement that stands" },
            { value: "all", text: "or no longer" },
          ]}
        />
        <Button>Look</Button>
      </form>
    </search>
  );
}

/** Why nothing is shown, and what to do. */
function Nothing({ directory: { any: anything, unbacked }, words }: Pick<Asked, "directory" | "words">) {
  if (!anything)
    return (
      <p>
        No {words.academy} offers a strength yet. One is offered from the {words.academy}'s own page below, where a judgement of it says
        that others can learn from it.
      </p>
    );
  return (
    <p>
      Nobody offers that{unbacked > 0 ? " with a judgement that still backs it" : ""}. Look further away, for any phase or subject, or with
      fewer words.
    </p>
  );
}

function Specialisms({ slug, directory, words }: Pick<Asked, "slug" | "directory" | "words">) {
  const { specialisms, academies, titles, today } = directory;
  const names = new Map(academies.map(({ unitId, name }) => [unitId, name]));
  return (
    <section>
      <h2>Specialisms and satellites</h2>
      {specialisms.length === 0 && (
        <p>
          No {words.academy} holds one{directory.any ? " in this" : " yet"}.
        </p>
      )}
      {specialisms.length > 0 && (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{capital(words.academy)}</th>
              <th scope="col">What</th>
              <th scope="col">For</th>
              <th scope="col">Standing</th>
            </tr>
          </thead>
          <tbody>
            {specialisms.map((one) => (
              <tr>
                <th scope="row">{names.get(one.unitId) ?? "No longer in the trust"}</th>
                <td data-label="What">
                  <a href={paths.specialism(slug, one.id)}>
                    {kinds[one.kind]}: {[subjectName(one.subject), one.lineage && titles.ofLineage(one.lineage)].filter(Boolean).join(", ")}
                  </a>
                </td>
                <td data-label="For">{reaches[one.reach]}</td>
                <td data-label="Standing">{sayState(one.steps.at(-1) ?? one.steps[0], today)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const Academies = ({ slug, directory, words }: Pick<Asked, "slug" | "directory" | "words">) => (
  <section>
    <h2>{capital(words.academies)}</h2>
    <ul class="govuk-list columns spaced">
      {directory.academies.map(({ urn, name }) => (
        <li>
          <a href={paths.academy(slug, urn)}>{name}</a>
        </li>
      ))}
    </ul>
  </section>
);
