import { sayDay } from "../../language/period.ts";
import type { ReviewRefusal } from "./brought-reviews.rules.ts";
import { decisions, ragWords } from "./cell-words.rules.ts";

export function sayReviewRefusal(refusal: ReviewRefusal): string {
  switch (refusal.kind) {
    case "number":
      return `Number the reviews from the first to the last without a gap: this is R${refusal.expected}.`;
    case "unwritten":
      return "The plan has no such review. Write it on its page, where its figures are taken too; and take its rows out of the file.";
    case "on-needed":
      return "Write the day of the review, as 2027-03-12 or 12/03/2027.";
    case "on-to-come":
      return "That day is still to come. Write the day on which progress was reviewed.";
    case "on-too-early":
      return `The review before was on ${sayDay(refusal.last)}. Write that day or a later one.`;
    case "next-not-later":
      return "The next review comes after this one. Write a later day, or leave it empty.";
    case "not-an-objective":
      return "Progress is reviewed of objectives. Write the ref of one.";
    case "line-twice":
      return `Row ${refusal.first} says this of the objective already. Keep one row of it in each review.`;
    case "rag":
      return `Write how the objective went: ${ragWords.all}.`;
    case "narrative":
      return "Say what is behind the colour, in up to 4,000 characters.";
    case "decision":
      return `Write what happens next: ${decisions.all}.`;
    case "targets":
      return "Write how each target stood on a line of its own, in up to 1,000 characters.";
    case "rewritten":
      return refusal.column === "under"
        ? "This review says nothing of this row. What was reviewed is kept as it was said: take the row out."
        : "What was reviewed is kept as it was said. Put back what stood here, or take the row out.";
  }
}
