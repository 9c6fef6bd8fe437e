import { categoryTag, directionMark, type Frame, hole, LevelMark, levelMark, Page, Rows, Select, written } from "../design/house.tsx";
import { type Html, html } from "../design/html.ts";
import { categoriesOf, inWords, levelOf } from "../frameworks/index.ts";
import { sayDay } from "../language/period.ts";
import { capital, type Words } from "../language/words.ts";
import { type DashboardFacts, type DashboardFilters, type DashboardRow, sayApart } from "./dashboard.facts.ts";

type Shown = {
  facts: DashboardFacts;
  filters: DashboardFilters;
  halfTerm: string;
  today: string;
  nextMeeting: string | undefined;
  words: Words;
  calendar: string;
  self: string;
};

/** Where does every academy stand, and what must be decided? Its main part is the same for all who see the same academies. */
export const StandingView = ({ frame, words }: { frame: Frame; words: Words }) => (
  <Page frame={frame} title={`Where every ${words.academy} stands`} wide ready={hole} />
);

export const standingWritten = (shown: Shown): Uint8Array => written(<Standing {...shown} />);

function Standing({ facts, filters, halfTerm, today, nextMeeting, words, calendar, self }: Shown) {
  const { edition } = facts;
  const query = new URLSearchParams(
    Object.entries({ region: filters.region ?? "", phase: filters.phase ?? "", sort: filters.sort, view: filters.view ?? "" }).filter(
      ([, value]) => value,
    ),
  ).toString();
  const place = (key: string) => categoriesOf(edition).findIndex((category) => category.key === key);
  return (
    <>
      <h1>Where every {words.academy} stands</h1>
      <p class="lede">
        <a href={calendar}>{halfTerm}</a> · {facts.count} {facts.count === 1 ? words.academy : words.academies} · judgements up to {today}
        {nextMeeting ? ` · next ${words.board} ${nextMeeting}` : ""}
      </p>
      <ul class="cards">
        {facts.categories.map(({ name, count }) => (
          <li class="card">
            <b>{count}</b> <span>{name}</span>
          </li>
        ))}
      </ul>
      {facts.decisionsAsked.length > 0 && (
        <div class="box box-ask">
          <h2>Decisions asked of the {words.board}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {facts.decisionsAsked.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <form class="filters" method="get" action={self}>
        <Select
          name="region"
          label={capital(words.region)}
          value={filters.region}
          options={[{ value: "", text: "All" }, ...facts.regions.map(({ id, name }) => ({ value: id, text: name }))]}
        />
        <Select
          name="phase"
          label="Phase"
          value={filters.phase}
          options={[{ value: "", text: "All" }, ...facts.phases.map((phase) => ({ value: phase, text: phase }))]}
        />
        <Select
          name="sort"
          label="Order by"
          value={filters.sort}
          options={[
            { value: "name", text: "Name" },
            { value: "category", text: "Category" },
            { value: "clock", text: "Time left" },
          ]}
        />
        <Select
          name="view"
          label="Whose view"
          value={filters.view ?? ""}
          options={[
            { value: "", text: "The trust's" },
            { value: "self", text: `Each ${words.academy}'s own` },
            { value: "difference", text: "How far they differ" },
          ]}
        />
        <button class="govuk-button govuk-button--secondary" type="submit">
          Show
        </button>
        <a href={`${self}.csv?${query}`}>CSV</a> <a href={`${self}.xlsx?${query}`}>Excel</a>
      </form>
      <ul class="key" aria-label="Key">
        {edition.levels.map((level) => (
          <li>
            <LevelMark rank={level.rank} /> {level.name}
          </li>
        ))}
        <li>
          <LevelMark rank={undefined} /> Not judged
        </li>
        <li>▲ improving ▼ declining</li>
        <li>≠ the {words.academy}'s own view differs</li>
        <li>dotted edge: over {Math.round(edition.freshForDays / 30.4)} months old</li>
      </ul>
      {facts.count === 0 ? (
        <p>No {words.academy} fits. Choose “All” above, or ask an administrator whether your role covers any.</p>
      ) : (
        <table class="heat">
          <caption>
            {capital(words.academies)} against the {inWords(edition.indicators.length)} performance indicators
            {filters.view === "self" && `, as each ${words.academy} sees itself`}
            {filters.view === "difference" && `: by how many levels each ${words.academy}'s own view is above (+) or below (−) the trust's`}
          </caption>
          <thead>
            <tr>
              <th scope="col">{capital(words.academy)}</th>
              {edition.indicators.map(({ ordinal, short }) => (
                <th scope="col" class="pi">
                  <b>{ordinal}</b> {short}
                </th>
              ))}
              <th scope="col">Category decided</th>
              <th scope="col">Shortest way on</th>
              <th scope="col">Time left</th>
            </tr>
          </thead>
          {facts.groups.map((group) => (
            <Rows rows={groupRows(group, facts, place, filters.view)} />
          ))}
          {filters.view !== "difference" && <Rows rows={totalRow("At expected or better, all shown", facts.overall)} />}
        </table>
      )}
    </>
  );
}

function groupRows(
  group: DashboardFacts["groups"][number],
  facts: DashboardFacts,
  place: (key: string) => number,
  view: DashboardFilters["view"],
): Html {
  return html`<tr class="region"><th scope="rowgroup" colspan="${facts.edition.indicators.length + 4}">${group.name} <span class="soft">${group.rows.length}${group.lead && ` · ${group.lead}`}</span></th></tr>${group.rows.map(
    (row) => academyRow(row, facts, place, view),
  )}${view !== "difference" && totalRow(`At expected or better, ${group.name}`, group.totals)}`;
}

const totalRow = (name: string, totals: readonly { atExpected: number; judged: number }[]): Html =>
  html`<tr class="total"><th scope="row">${name}</th>${totals.map(
    ({ atExpected, judged }) => html`<td>${atExpected}<small class="soft"> of ${judged}</small></td>`,
  )}<td colspan="3"></td></tr>`;

function academyRow(row: DashboardRow, facts: DashboardFacts, place: (key: string) => number, view: DashboardFilters["view"]): Html {
  const cells = row.cells.map((cell, at) => {
    if (view === "difference") {
      const said = sayApart(cell);
      return html`<td><a class="cell cell-none${(cell.apart ?? 0) !== 0 && " apart"}" href="${cell.href}" aria-label="${facts.edition.indicators[at]?.title}: ${said}, ${row.name}">${/^[+−]/.test(said) ? html`<b>${said}</b>` : html`<small class="soft">${said}</small>`}<span class="cell-name">${facts.edition.indicators[at]?.ordinal}</span></a></td>`;
    }
    const rank = cell.levelKey ? levelOf(facts.edition, cell.levelKey)?.rank : undefined;
    return html`<td><a class="cell cell-${rank ?? "none"}${cell.stale && " stale"}" href="${cell.href}" aria-label="${cell.label}, ${row.name}">${levelMark(rank)}${directionMark(cell.direction)}${
      cell.disputed && html`<span class="disputed" aria-hidden="true">≠</span>`
    }<span class="cell-name">${facts.edition.indicators[at]?.ordinal}</span></a></td>`;
  });
  return html`<tr class="academy"><th scope="row"><a href="${row.href}">${row.name}</a></th>${cells}<td class="said">${
    row.decided ? categoryTag(row.decided.name, place(row.decided.key)) : html`<span class="soft">Not decided</span>`
  }${row.coming && html`<span class="differs">${row.coming.name} from ${sayDay(row.coming.from)}</span>`}${
    row.differs && html`<span class="differs">judgements say ${row.recommended?.name}</span>`
  }</td><td class="said soft">${row.wayOn}</td><td class="said">${row.clock}</td></tr>`;
}
