import { Button, type FieldRefusal, Form, type Frame, Notice, Page, Refusals, TextField } from "../../design/house.tsx";
import type { Words } from "../../language/words.ts";
import type { Word } from "./words.rules.ts";

type Question = { word: Word; label: string; hint: string };
export const questions: readonly { group: string; words: readonly Question[] }[] = [
  {
    group: "What do you call your academies?",
    words: [
      { word: "academy", label: "One of them", hint: "For example academy, school or college." },
      { word: "academies", label: "Several of them", hint: "For example academies, schools or colleges." },
      { word: "principal", label: "The person who leads one", hint: "For example Principal, Headteacher or Head of School." },
    ],
  },
  {
    group: "What do you call the groups they are in?",
    words: [
      { word: "region", label: "One group", hint: "For example region, hub or cluster." },
      { word: "regions", label: "Several groups", hint: "For example regions, hubs or clusters." },
    ],
  },
  {
    group: "What do you call the board that decides categories?",
    words: [
      { word: "boardName", label: "Its name in full", hint: "For example Executive Operational Board or Academy Improvement Group." },
      { word: "board", label: "Its short name", hint: "For example EOB or AIG." },
    ],
  },
];
export const labelOf = (word: Word): string =>
  questions.flatMap(({ words }) => words).find((question) => question.word === word)?.label ?? word;

type Asked = {
  frame: Frame;
  action: string;
  token: string;
  written: Words;
  version: number;
  refusals: readonly FieldRefusal[];
  theirs?: Words | undefined;
  saved: boolean;
  back: string;
};

/** What does this trust call things? */
export function WordsView({ frame, action, token, written, version, refusals, theirs, saved, back }: Asked) {
  const differing = theirs ? questions.flatMap(({ words }) => words).filter(({ word }) => theirs[word] !== written[word]) : [];
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Our words`}>
      <p>
        <a href={back}>Settings</a>
      </p>
      <h1>What do you call things?</h1>
      <p class="lede">Your words stand in headings, labels, role names and exports on every page of this trust.</p>
      {saved && (
        <Notice>
          <p>Your words are saved. Every page shows them from now on.</p>
        </Notice>
      )}
      <Refusals refusals={refusals} />
      {theirs && (
        <section class="box">
          <h2>What somebody saved while you were writing</h2>
          <table class="plain labelled">
            <thead>
              <tr>
                <th scope="col">Word</th>
                <th scope="col">Theirs</th>
                <th scope="col">Yours</th>
              </tr>
            </thead>
            <tbody>
              {differing.map(({ word, label }) => (
                <tr>
                  <th scope="row">{label}</th>
                  <td data-label="Theirs">{theirs[word]}</td>
                  <td data-label="Yours">{written[word]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Form action={action} token={token}>
        <input type="hidden" name="version" value={version} />
        {questions.map(({ group, words }) => (
          <fieldset class="govuk-fieldset together">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{group}</legend>
            <div class="side-by-side">
              {words.map(({ word, label, hint }) => (
                <TextField name={word} label={label} hint={hint} value={written[word]} refusals={refusals} />
              ))}
            </div>
          </fieldset>
        ))}
        <Button>Save our words</Button>
      </Form>
    </Page>
  );
}
