/** Where the page's script finds what to ask the browser, and puts its answer. Without script the form says what to do instead. */
export const PasskeyAsk = ({ kind, options }: { kind: "new" | "known"; options: object }) => (
  <div data-passkey={kind} data-passkey-options={JSON.stringify(options)}>
    <input type="hidden" name="answer" value="" />
    <noscript>
      <p>Passkeys need JavaScript, which this browser does not run here. Use a password and a code from an app instead.</p>
    </noscript>
    <div role="alert" hidden data-passkey-refused>
      <p class="govuk-error-message">
        The browser gave no passkey: you turned back, it took too long, or it has none for this site. Try again, or use another way.
      </p>
    </div>
  </div>
);
