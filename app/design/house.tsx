import type { ComponentChildren, VNode } from "preact";
import { render } from "preact-render-to-string";
import { readDay } from "../language/period.ts";
import { Html, html } from "./html.ts";

export type Frame = {
  readonly css: string;
  readonly trust?: { readonly name: string; readonly slug: string; readonly home: string } | undefined;
  readonly person?: string | undefined;
  readonly token?: string | undefined;
  /** Links of less daily use, at the foot of the page. */
  readonly foot?: readonly { readonly href: string; readonly text: string }[] | undefined;
  readonly navigation?: readonly { readonly href: string; readonly text: string; readonly current?: boolean }[] | undefined;
};
/** What was refused of a field; `href` where the way on is another page. */
export type FieldRefusal = { readonly field: string; readonly text: string; readonly href?: string };
export type Option = { readonly value: string; readonly text: string; readonly hint?: string | undefined };

const Mark = () => (
  <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path class="mark-tower" d="M9 22l1.2-13h3.6L15 22zM9.6 9V6.2h4.8V9M12 3v1.6M10 6h4" />
    <path class="mark-beam" d="M15.5 6.8L21 5M15.5 8l5.5 1.4M8.5 6.8L3 5M8.5 8L3 9.4" />
  </svg>
);

/** A whole page: skip link, header with the trust, navigation in the trust's words, and the one thing the page is about. */
export function Page({
  frame,
  title,
  wide,
  refreshSeconds,
  refreshTo,
  script,
  ready,
  children,
}: {
  frame: Frame;
  title: string;
  wide?: boolean;
  /** In place of children: `hole`, where the main part was written before. */
  ready?: Html;
  /** The page opens anew by itself after so long; it must offer a way to stop that. */
  refreshSeconds?: number | undefined;
  /** The page goes on to another address by itself, at once; it must offer a link there too. */
  refreshTo?: string;
  /** The one script of the page; it is answered by `pageWithScript`. */
  script?: string;
  children?: ComponentChildren;
}): VNode {
  const main = { id: "main", class: wide ? "main main-wide" : "main" };
  return (
    <html lang="en-GB" class="govuk-template--rebranded">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${frame.trust?.name ?? "Eddystone"}`}</title>
        <link rel="stylesheet" href={frame.css} />
        {refreshSeconds !== undefined && <meta http-equiv="refresh" content={String(refreshSeconds)} />}
        {refreshTo !== undefined && <meta http-equiv="refresh" content={`0;url=${refreshTo}`} />}
        {script !== undefined && <script type="module" src={script} />}
      </head>
      <body class="govuk-template__body">
        <a href="#main" class="govuk-skip-link">
          Skip to main content
        </a>
        <header class="bar">
          <div class="bar-in">
            <a class="brand" href="/">
              <Mark /> Eddystone
            </a>
            {frame.trust && (
              <a class="bar-trust" href={frame.trust.home}>
                {frame.trust.name}
              </a>
            )}
            {frame.person && frame.token && (
              <Form class="bar-person" action="/sign-out" token={frame.token}>
                <a href="/account">{frame.person}</a>
                <button type="submit" class="bar-button">
                  Sign out
                </button>
              </Form>
            )}
          </div>
        </header>
        {frame.navigation && frame.navigation.length > 0 && (
          <nav class="nav" aria-label="Main">
            <ul>
              {frame.navigation.map((item) => (
                <li>
                  <a href={item.href} aria-current={item.current ? "page" : undefined}>
                    {item.text}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {ready ? <main {...main} dangerouslySetInnerHTML={{ __html: ready.text }} /> : <main {...main}>{children}</main>}
        <footer class="foot">
          {frame.foot && (
            <p>
              {frame.foot.map((link) => (
                <a href={link.href}>{link.text}</a>
              ))}
            </p>
          )}
          <p>Eddystone is open source. School data: contains public sector information licensed under the Open Government Licence v3.0.</p>
        </footer>
      </body>
    </html>
  );
}

/** A form that changes something: it carries the session's own token, and a key of its own by which a form sent twice has one effect. */
export const Form = ({
  action,
  token,
  files,
  children,
  class: name,
}: {
  action: string;
  token: string;
  files?: boolean;
  class?: string;
  children: ComponentChildren;
}) => (
  <form method="post" action={action} enctype={files ? "multipart/form-data" : undefined} class={name}>
    <input type="hidden" name="token" value={token} />
    <input type="hidden" name="once" value={crypto.randomUUID()} />
    {children}
  </form>
);

/** What was refused, first on the page, each line leading to its field. */
export function Refusals({ refusals, title = "This was not saved" }: { refusals: readonly FieldRefusal[]; title?: string }) {
  if (refusals.length === 0) return null;
  return (
    <div class="govuk-error-summary" role="alert" aria-labelledby="refusals-title">
      <h2 class="govuk-error-summary__title" id="refusals-title">
        {title}
      </h2>
      <ul class="govuk-list govuk-error-summary__list">
        {refusals.map(({ field, text, href }) => (
          <li>{href || field ? <a href={href ?? `#${field}`}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  );
}

const refusalOf = (refusals: readonly FieldRefusal[] | undefined, name: string) => refusals?.find(({ field }) => field === name)?.text;

type Common = { name: string; label: string; hint?: string; refusals?: readonly FieldRefusal[] | undefined; value?: string | undefined };

function Group({ name, label, hint, refusals, children }: Common & { children: ComponentChildren }) {
  const refusal = refusalOf(refusals, name);
  return (
    <div class={refusal ? "govuk-form-group govuk-form-group--error" : "govuk-form-group"}>
      <label class="govuk-label" for={name}>
        {label}
      </label>
      {hint && (
        <div class="govuk-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {refusal && (
        <p class="govuk-error-message" id={`${name}-error`}>
          <span class="govuk-visually-hidden">Error:</span> {refusal}
        </p>
      )}
      {children}
    </div>
  );
}

const described = ({ name, hint, refusals }: Common) =>
  [hint && `${name}-hint`, refusalOf(refusals, name) && `${name}-error`].filter(Boolean).join(" ") || undefined;

const namedAsNoDay = ({ name, value = "", refusals }: Common): readonly FieldRefusal[] => {
  const refused = refusalOf(refusals, name);
  const named = `The calendar has no day “${value}”.`;
  return [{ field: name, text: refused?.includes(named) ? refused : [named, refused].filter(Boolean).join(" ") }];
};

export function TextField(props: Common & { type?: "text" | "email" | "password" | "date" | "search"; autocomplete?: string }) {
  // A browser empties a field of days that holds none, so what was typed would be gone: it is shown as text, and named.
  const noDay = props.type === "date" && props.value ? !readDay(props.value) : false;
  if (noDay) return <TextField {...props} type="text" refusals={namedAsNoDay(props)} />;
  return (
    <Group {...props}>
      <input
        class={props.type === "date" ? "govuk-input govuk-input--width-10" : "govuk-input"}
        {...({ id: props.name, name: props.name, type: props.type ?? "text", value: props.value } as {
          id: string;
          name: string;
          type: "text";
        })}
        autocomplete={props.autocomplete ?? "off"}
        aria-describedby={described(props)}
      />
    </Group>
  );
}

export function FileField(props: Common) {
  return (
    <Group {...props}>
      <input class="govuk-file-upload" id={props.name} name={props.name} type="file" aria-describedby={described(props)} />
    </Group>
  );
}

export function TextArea(props: Common & { rows?: number }) {
  return (
    <Group {...props}>
      <textarea class="govuk-textarea" id={props.name} name={props.name} rows={props.rows ?? 6} aria-describedby={described(props)}>
        {props.value}
      </textarea>
    </Group>
  );
}

export function Select(props: Common & { options: readonly Option[] }) {
  return (
    <Group {...props}>
      <select class="govuk-select" id={props.name} name={props.name} aria-describedby={described(props)}>
        {props.options.map((option) => (
          <option value={option.value} selected={option.value === props.value}>
            {option.text}
          </option>
        ))}
      </select>
    </Group>
  );
}

export function Radios(props: Common & { options: readonly Option[]; inline?: boolean }) {
  const refusal = refusalOf(props.refusals, props.name);
  return (
    <div class={refusal ? "govuk-form-group govuk-form-group--error" : "govuk-form-group"} id={props.name}>
      <fieldset class="govuk-fieldset" aria-describedby={described(props)}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{props.label}</legend>
        {refusal && (
          <p class="govuk-error-message" id={`${props.name}-error`}>
            <span class="govuk-visually-hidden">Error:</span> {refusal}
          </p>
        )}
        <div class={props.inline ? "govuk-radios govuk-radios--small govuk-radios--inline" : "govuk-radios"}>
          {props.options.map((option) => {
            const id = `${props.name}-${option.value}`;
            return (
              <div class="govuk-radios__item">
                <input
                  class="govuk-radios__input"
                  id={id}
                  name={props.name}
                  type="radio"
                  value={option.value}
                  checked={option.value === props.value}
                  aria-describedby={option.hint ? `${id}-hint` : undefined}
                />
                <label class="govuk-label govuk-radios__label" for={id}>
                  {option.text}
                </label>
                {option.hint && (
                  <div class="govuk-hint govuk-radios__hint" id={`${id}-hint`}>
                    {option.hint}
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}

export function Checkbox({ name, label, checked, hint }: { name: string; label: string; checked: boolean; hint?: string }) {
  return (
    <div class="govuk-form-group">
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={name}
            name={name}
            type="checkbox"
            value="yes"
            checked={checked}
            aria-describedby={hint && `${name}-hint`}
          />
          <label class="govuk-label govuk-checkboxes__label" for={name}>
            {label}
          </label>
          {hint && (
            <div class="govuk-hint govuk-checkboxes__hint" id={`${name}-hint`}>
              {hint}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** Several of a list, each with its own box under one name. */
export function Checkboxes(props: Omit<Common, "value"> & { options: readonly Option[]; values: ReadonlySet<string> }) {
  const refusal = refusalOf(props.refusals, props.name);
  return (
    <div class={refusal ? "govuk-form-group govuk-form-group--error" : "govuk-form-group"} id={props.name}>
      <fieldset class="govuk-fieldset" aria-describedby={described(props)}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{props.label}</legend>
        {props.hint && (
          <div class="govuk-hint" id={`${props.name}-hint`}>
            {props.hint}
          </div>
        )}
        {refusal && (
          <p class="govuk-error-message" id={`${props.name}-error`}>
            <span class="govuk-visually-hidden">Error:</span> {refusal}
          </p>
        )}
        <div class="govuk-checkboxes govuk-checkboxes--small checkbox-columns">
          {props.options.map(({ value, text }) => (
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                id={`${props.name}-${value}`}
                name={props.name}
                type="checkbox"
                value={value}
                checked={props.values.has(value)}
              />
              <label class="govuk-label govuk-checkboxes__label" for={`${props.name}-${value}`}>
                {text}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

export const Button = ({ children, secondary }: { children: ComponentChildren; secondary?: boolean }) => (
  <button type="submit" class={secondary ? "govuk-button govuk-button--secondary" : "govuk-button"}>
    {children}
  </button>
);

export const Notice = ({ children }: { children: ComponentChildren }) => (
  <div class="notice" role="status">
    {children}
  </div>
);

/** How far long work has come: the share from 0 to 1 as a bar, always with words that say it too. */
export const Progress = ({ label, share, words }: { label: string; share: number; words: string }) => (
  <div class="progress">
    <progress aria-label={label} max={100} value={Math.floor(share * 100)} />
    <p>{words}</p>
  </div>
);

/** A category as a tag: its word always stands in it, the tone only helps. `place` counts from the highest category. */
export const CategoryTag = ({ name, place }: { name: string; place: number }) => (
  <span class={`tag tag-${Math.min(place, 3)}`}>{name}</span>
);

/** A level by shape and tone: ring, half, disc, star; its figure on a scale of more than four; a dash where nothing is judged. */
export function LevelMark({ rank: at, of = 4 }: { rank: number | undefined; of?: number }) {
  const rank = of === 2 && at === 1 ? 2 : at;
  if (rank !== undefined && of > 4)
    return (
      <svg class="level-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <circle cx="12" cy="12" r="9" class="stroke" />
        <text x="12" y="16.5" text-anchor="middle" font-size="13" font-weight="700" fill="currentColor">
          {rank + 1}
        </text>
      </svg>
    );
  if (rank === undefined)
    return (
      <svg class="level-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M7 12h10" class="stroke" />
      </svg>
    );
  return (
    <svg class="level-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {rank === 0 && <circle cx="12" cy="12" r="6.5" class="stroke dotted" />}
      {rank === 1 && <path d="M12 5.5a6.5 6.5 0 0 1 0 13z" class="fill" />}
      {rank === 1 && <circle cx="12" cy="12" r="6.5" class="stroke" />}
      {rank >= 2 && <circle cx="12" cy="12" r="7" class="fill" />}
      {rank >= 3 && <path class="star" d="M12 7.6l1.3 2.8 3 .3-2.3 2 .7 3-2.7-1.6-2.7 1.6.7-3-2.3-2 3-.3z" />}
    </svg>
  );
}

export const Direction = ({ direction }: { direction: string | undefined }) =>
  direction === "improving" || direction === "declining" ? (
    <span class={`direction ${direction}`} aria-hidden="true">
      {direction === "improving" ? "▲" : "▼"}
    </span>
  ) : null;

/** The marks of levels and directions, and a category's tag, for rows made as text. */
const marks = [undefined, 0, 1, 2, 3].map((rank) => new Html(render(<LevelMark rank={rank} />)));
export const levelMark = (rank: number | undefined): Html => marks[rank === undefined ? 0 : Math.min(rank, 3) + 1] ?? new Html("");
const directions: Readonly<Record<string, Html>> = {
  improving: new Html(render(<Direction direction="improving" />)),
  declining: new Html(render(<Direction direction="declining" />)),
};
export const directionMark = (direction: string | undefined): Html | undefined => directions[direction ?? ""];
export const categoryTag = (name: string, place: number): Html => html`<span class="tag tag-${Math.min(place, 3)}">${name}</span>`;

/** A wide table that scrolls within itself, also by the arrow keys; its label is unlike every other of the page. */
export const WideTable = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys
  <section class="wide-table" aria-label={label} tabIndex={0}>
    {children}
  </section>
);

/** What a component says, as the bytes of an answer: to be written once and sent often, in the place of `hole`. */
export const written = (view: VNode): Uint8Array => Buffer.from(render(view));
/** Stands in a page for a part that was written before; nobody can write it, because it is another one in each process. */
export const hole = new Html(`<!--${crypto.randomUUID()}-->`);

/** One group of rows made as text: only the `html` template makes an Html, and it escapes all that is put in. */
export const Rows = ({ rows }: { rows: Html }) => <tbody dangerouslySetInnerHTML={{ __html: rows.text }} />;
