import { sayDay } from "../../language/period.ts";
import type { ImpactLack, ImpactRefusal, LineLack, ProgressRefusal } from "./progress.rules.ts";

const resting = (state: "paused" | "closed") =>
  state === "paused"
    ? "This plan is paused. Take it up again first. What you wrote is still here."
    : "This plan is closed, so it can only be read. What you wrote is still here.";

/** Why a review of progress was not kept, field by field. */
export function sayProgressRefusal(refusal: ProgressRefusal): { readonly field: string; readonly text: string }[] {
  switch (refusal.kind) {
    case "not-approved":
      return [{ field: "", text: "Progress is reviewed in a plan that was approved. Have it approved first." }];
    case "crossed":
      return [
        {
          field: "",
          text: "Somebody has reviewed the progress of this plan since you opened it. Theirs is kept and shown on the plan; send yours again if it should stand as another review.",
        },
      ];
    case "nothing-to-review":
      return [{ field: "", text: "The plan has no objective to review. Write its objectives first." }];
    case "resting":
      return [{ field: "", text: resting(refusal.state) }];
    case "on-needed":
      return [{ field: "on", text: "Give the day of the review." }];
    case "on-to-come":
      return [{ field: "on", text: "That day is still to come. Give the day on which progress was reviewed." }];
    case "on-too-early":
      return [{ field: "on", text: `The last review was on ${sayDay(refusal.last)}. Give that day or a later one.` }];
    case "on-before-plan":
      return [{ field: "on", text: `The plan begins on ${sayDay(refusal.begins)}. Give that day or a later one.` }];
    case "next-unread":
      return [{ field: "next", text: "Give the day of the next review as day, month and year, or leave it empty." }];
    case "next-not-later":
      return [{ field: "next", text: "The next review comes after this one. Give a later day." }];
    case "next-after-plan":
      return [
        {
          field: "next",
          text: `The plan ends on ${sayDay(refusal.ends)}. Give that day or an earlier one, or leave it empty where this is the last review.`,
        },
      ];
    case "lines":
      return refusal.lacks.map((lack) => ({ field: `${lack.lacks}-${lack.part}`, text: sayLack(lack) }));
  }
}
function sayLack({ lacks }: LineLack): string {
  switch (lacks) {
    case "rag":
      return "Choose how this objective goes.";
    case "narrative":
      return "Say what is behind that, in up to 4,000 characters.";
    case "decision":
      return "Choose what happens next.";
  }
}

/** Why a plan was not closed, field by field. */
export function sayImpactRefusal(refusal: ImpactRefusal): { readonly field: string; readonly text: string }[] {
  switch (refusal.kind) {
    case "not-approved":
      return [{ field: "", text: "Only a plan that was approved has an impact to judge. A draft can be left as it is." }];
    case "crossed":
      return [{ field: "", text: "The plan has changed since you opened it. Read what each priority says now, and send yours again." }];
    case "resting":
      return [{ field: "", text: resting(refusal.state) }];
    case "changed-since":
      return [
        {
          field: "",
          text: "The plan has changed since it was approved. Read and approve on its page what has changed; then judge what came of it.",
        },
      ];
    case "because-needed":
      return [{ field: "because", text: "Say in up to 1,000 characters why the plan closes, and what comes after it." }];
    case "lines":
      return refusal.lacks.map((lack) => ({ field: `${lack.lacks}-${lack.part}`, text: sayImpactLack(lack) }));
  }
}
function sayImpactLack({ lacks }: ImpactLack): string {
  switch (lacks) {
    case "verdict":
      return "Choose whether it came as it was intended.";
    case "happened":
      return "Say what happened, in up to 4,000 characters.";
  }
}
