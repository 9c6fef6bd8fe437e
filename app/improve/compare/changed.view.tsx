import { wordsChanged } from "./words-changed.rules.ts";

/** A text with what was taken away struck through and what was added underlined, and said to who cannot see that. */
export const Changed = ({ before, after }: { before: string; after: string }) => (
  <div class="narrative changed">
    {wordsChanged(before, after).map(({ kind, text }) =>
      kind === "same" ? (
        text
      ) : kind === "added" ? (
        <ins>
          <span class="govuk-visually-hidden"> [added: </span>
          {text}
          <span class="govuk-visually-hidden">] </span>
        </ins>
      ) : (
        <del>
          <span class="govuk-visually-hidden"> [removed: </span>
          {text}
          <span class="govuk-visually-hidden">] </span>
        </del>
      ),
    )}
  </div>
);
