import { type FieldRefusal, FileField, type Option, Select, TextArea, TextField } from "../../design/house.tsx";

/** The fields of one new piece of evidence, as `readEvidence` reads them with the same number and prefix. */
export function EvidenceFields({
  at,
  prefix = "",
  written,
  refusals,
  figures,
  offered = [],
  today,
}: {
  at: number;
  prefix?: string;
  written: Readonly<Record<string, string>>;
  refusals: readonly FieldRefusal[];
  /** The figures of the place that may be evidence. */
  figures: readonly Option[];
  /** Evidence of the place that is here already, where it is chosen in the same fields. */
  offered?: readonly Option[];
  today: string;
}) {
  const name = (part: string) => `${prefix}evidence-${at}-${part}`;
  const field = (part: string) => ({ name: name(part), value: written[name(part)], refusals });
  return (
    <>
      <Select
        {...field("kind")}
        label="Kind"
        options={[
          { value: "note", text: "A note" },
          { value: "link", text: "A link" },
          { value: "file", text: "A file" },
          ...(figures.length > 0 ? [{ value: "value", text: "A figure" }] : []),
          ...(offered.length > 0 ? [{ value: "existing", text: "Evidence that is here already" }] : []),
        ]}
      />
      {offered.length > 0 && (
        <Select
          {...field("existing")}
          label="The evidence that is here already"
          hint="It stands once and serves every judgement that rests on it. It needs no title, day or file."
          options={[{ value: "", text: "–" }, ...offered]}
        />
      )}
      {figures.length > 0 && (
        <Select
          {...field("figure")}
          label="The figure"
          hint="Only for a figure. It is kept as it stands now, whatever it becomes."
          options={[{ value: "", text: "–" }, ...figures]}
        />
      )}
      <TextField {...field("title")} label="Title" {...(figures.length > 0 ? { hint: "A figure needs none." } : {})} />
      <TextArea {...field("text")} label="The note, or the link" rows={2} />
      <FileField {...field("file")} label="The file" hint="PDF, Word, Excel, PowerPoint, text or picture, up to 25 MB." />
      <TextField {...field("dated")} label="Seen or written on" type="date" value={written[name("dated")] ?? today} />
      <Select
        {...field("stance")}
        label="It"
        options={[
          { value: "supports", text: "supports the judgement" },
          { value: "contradicts", text: "speaks against it" },
        ]}
      />
      <Select
        {...field("sensitivity")}
        label="Who may open it"
        options={[
          { value: "ordinary", text: "everybody who sees the judgement" },
          { value: "restricted", text: "only those who may judge here" },
        ]}
      />
    </>
  );
}
