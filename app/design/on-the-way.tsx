import { type Frame, Page } from "./house.tsx";

/** Leads on to another site: by itself, and by a link. A form may not lead there, because our pages' own policy keeps forms here. */
export const OnTheWay = ({ frame, href, label }: { frame: Frame; href: string; label: string }) => (
  <Page frame={frame} title={`On the way to ${label}`} refreshTo={href}>
    <h1>On the way to {label}</h1>
    <p>
      <a class="govuk-button" href={href}>
        Go on to {label}
      </a>
    </p>
  </Page>
);
