/** Whether a text is written as the ids of this site are: anything else is nobody's, and is asked of no table. */
export const isId = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
