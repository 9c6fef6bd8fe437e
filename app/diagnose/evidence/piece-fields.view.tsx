import { type FieldRefusal, FileField, type Option, Select, TextArea, TextField } from "../../design/house.tsx";
import { sayKind } from "../../evidence/index.ts";
import { sayDay } from "../../language/period.ts";

type Offered = { readonly id: string; readonly kind: Parameters<typeof sayKind>[0]; readonly title: string; readonly dated: string };
/** Evidence that is here already, as it is chosen from a list. */
export const offeredOption = ({ id, kind, title, dated }: Offered): Option => ({
  value: id,
  text: `${title.length > 90 ? `${title.slice(0, 88)} …` : title} (${sayKind(kind)}, ${sayDay(dated)})`,
});

/** The fields of one piece of evidence behind a judgement; `field` names each. */
export function PieceFields({
  field,
  written,
  refusals,
  today,
  figures,
  offered,
}: {
  field: (part: string) => string;
  written: Readonly<Record<string, string>>;
  refusals: readonly FieldRefusal[];
  today: string;
  figures: readonly Option[];
  offered: readonly Option[];
}) {
  return (
    <>
      <Select
        name={field("kind")}
        label="Kind"
        value={written[field("kind")]}
        refusals={refusals}
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
          name={field("existing")}
          label="The evidence that is here already"
          hint="It stands once and serves every judgement that rests on it. It needs no title, day or file."
          value={written[field("existing")]}
          refusals={refusals}
          options={[{ value: "", text: "–" }, ...offered]}
        />
      )}
      {figures.length > 0 && (
        <Select
          name={field("figure")}
          label="The figure"
          hint="Only for a figure. It is kept as it stands now, whatever it becomes."
          value={written[field("figure")]}
          refusals={refusals}
          options={[{ value: "", text: "–" }, ...figures]}
        />
      )}
      <TextField
        name={field("title")}
        label="Title"
        {...(figures.length > 0 ? { hint: "A figure needs none." } : {})}
        value={written[field("title")]}
        refusals={refusals}
      />
      <TextArea name={field("text")} label="The note, or the link" rows={2} value={written[field("text")]} refusals={refusals} />
      <FileField
        name={field("file")}
        label="The file"
        hint="PDF, Word, Excel, PowerPoint, text or picture, up to 25 MB."
        refusals={refusals}
      />
      <TextField
        name={field("dated")}
        label="Seen or written on"
        type="date"
        value={written[field("dated")] ?? today}
        refusals={refusals}
      />
      <Select
        name={field("stance")}
        label="It"
        value={written[field("stance")]}
        options={[
          { value: "supports", text: "supports the judgement" },
          { value: "contradicts", text: "speaks against it" },
        ]}
      />
      <Select
        name={field("sensitivity")}
        label="Who may open it"
        value={written[field("sensitivity")]}
        options={[
          { value: "ordinary", text: "everybody who sees the judgement" },
          { value: "restricted", text: "only those who may judge here" },
        ]}
      />
    </>
  );
}
