import { Page } from "../design/house.tsx";
import type { Session } from "../platform/sign-in/account.store.ts";
import type { House } from "../platform/web/route.tsx";
import { siteFrame } from "./site.frame.ts";

const words = {
  absent: [
    "There is nothing here for you",
    "The page does not exist, or your role does not open it. Check the address, or go to your trusts and start from there.",
  ],
  forbidden: ["This is not yours to do", "Your role does not allow it. Ask an administrator if that is a mistake."],
  "stale-form": [
    "This form is not from here",
    "It did not come from a page you have open here, so it was not saved. Open the page anew and send it from there.",
  ],
  unreadable: [
    "This cannot be read",
    "The address or the form holds something that is no text, number or date, so nothing was saved. Open the page anew and send it from there.",
  ],
  413: ["That is too much at once", "Nothing was saved. Go back, and send less: a smaller file, a zipped one, or a link to it."],
  500: [
    "Something went wrong here",
    "It was not you, and nothing was saved. Try again; if it stays, tell your administrator the number below.",
  ],
} as const;

type Said = {
  kind: keyof typeof words;
  house: House;
  session?: Session | undefined;
  upTo?: number | undefined;
  request?: string | undefined;
};
const Message = ({ kind, house, session, upTo, request }: Said) => (
  <Page frame={siteFrame(house, session)} title={words[kind][0]}>
    <h1>{words[kind][0]}</h1>
    {upTo !== undefined && <p>This form takes up to {Math.floor(upTo / 1024 / 1024)} MB at once; what you sent is larger.</p>}
    <p>{words[kind][1]}</p>
    {request && (
      <p>
        This request's number: <code class="break">{request}</code>
      </p>
    )}
    <p>
      <a href="/">Your trusts</a>
    </p>
  </Page>
);

export const sayErrorPage = (status: 413 | 500, house: House, upTo?: number, request?: string) => (
  <Message kind={status} house={house} upTo={upTo} request={request} />
);
export const sayRefusalPage = (kind: "absent" | "forbidden" | "stale-form" | "unreadable", session: Session | undefined, house: House) => (
  <Message kind={kind} house={house} session={session} />
);
