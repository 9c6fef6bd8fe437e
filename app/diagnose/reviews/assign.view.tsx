import { Button, Checkboxes, type FieldRefusal, Form, type Frame, type Option, Page, Refusals, Select } from "../../design/house.tsx";
import type { Indicator } from "../../frameworks/index.ts";
import { reviewPaths } from "./paths.ts";
import type { Review, WorkRow } from "./review.store.ts";
import { sayKind } from "./review.words.ts";

/** Who judges what? */
export function AssignView({
  frame,
  slug,
  token,
  review,
  indicators,
  rows,
  people,
  person,
  refusals,
}: {
  frame: Frame;
  slug: string;
  token: string;
  review: Review;
  indicators: readonly Indicator[];
  rows: readonly WorkRow[];
  people: readonly Option[];
  person: { readonly id: string; readonly name: string; readonly seen: readonly string[]; readonly ticked: readonly string[] } | undefined;
  refusals: readonly FieldRefusal[];
}) {
  const address = reviewPaths.assign(slug, review.id);
  const title = (key: string) => {
    const indicator = indicators.find((one) => one.key === key);
    return indicator ? `${indicator.ordinal} ${indicator.title}` : key;
  };
  return (
    <Page frame={frame} title={`${refusals.length > 0 ? "Error: " : ""}Who judges: ${review.unit}`}>
      <p>
        <a href={reviewPaths.review(slug, review.id)}>
          {sayKind(review.kind)}: {review.unit}
        </a>
      </p>
      <h1>Who judges what</h1>
      <Refusals refusals={refusals} />
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Indicator</th>
            <th scope="col">Judged by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{title(row.indicator)}</th>
              <td data-label="Judged by">
                {row.reviewers.length === 0 ? (
                  <strong>nobody yet</strong>
                ) : (
                  row.reviewers.map(({ id, name }, at) => (
                    <>
                      {at > 0 && ", "}
                      <a href={`${address}?person=${id}`}>{name}</a>
                    </>
                  ))
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="get" action={address}>
        <Select
          name="person"
          label="Whose part do you want to change?"
          value={person?.id ?? ""}
          options={[{ value: "", text: "–" }, ...people]}
        />
        <Button secondary>Choose this person</Button>
      </form>
      {person && (
        <Form action={address} token={token}>
          <input type="hidden" name="person" value={person.id} />
          <input type="hidden" name="seen" value={person.seen.join(" ")} />
          <Checkboxes
            name="indicators"
            label={`What ${person.name} judges`}
            options={rows.map(({ indicator }) => ({ value: indicator, text: title(indicator) }))}
            values={new Set(person.ticked)}
            refusals={refusals}
          />
          <Button>Set it</Button>
        </Form>
      )}
    </Page>
  );
}
