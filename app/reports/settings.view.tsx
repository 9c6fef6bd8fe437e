import { type Frame, Page } from "../design/house.tsx";
import type { SettingLine } from "./settings.facts.ts";

/** What is set in this trust, and what is missing? */
export function SettingsView({ frame, lines }: { frame: Frame; lines: readonly SettingLine[] }) {
  const missing = lines.filter((line) => line.missing).length;
  return (
    <Page frame={frame} title="Settings">
      <h1>Settings</h1>
      <p class="lede">{missing === 0 ? "Everything is set." : `${missing} of ${lines.length} need something.`}</p>
      <ul class="settings">
        {lines.map(({ title, href, state, missing: what }) => (
          <li>
            <h2>{href ? <a href={href}>{title}</a> : title}</h2>
            <p>{state}</p>
            {what && (
              <p>
                <span class="tag tag-0">To do</span> {what}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}
