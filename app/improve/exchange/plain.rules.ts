/** A text as it is compared: a spreadsheet that was saved again writes line ends its own way. */
export const plain = (text: string): string => text.replace(/\r\n?/g, "\n").trim();
