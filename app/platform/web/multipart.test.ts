import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundaryOf, FormCutOff, fieldsOf, textOf } from "./multipart.ts";

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function read(bytes: Uint8Array, boundary: string, size: number) {
  const fields: [string, string | undefined, string][] = [];
  for await (const field of fieldsOf(cut(bytes, size), boundary)) {
    const pieces = await Array.fromAsync(field.bytes);
    fields.push([field.name, field.fileName, Buffer.concat(pieces).toString("latin1")]);
  }
  return fields;
}

describe("a form read field by field", () => {
  test("says what the platform's own reader says, however it is cut into pieces", async () => {
    const content = fc.string({ unit: fc.constantFrom("\r", "\n", "-", "a", "\0", "ÿ"), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(content, content, fc.integer({ min: 1, max: 60 }), async (words, bytes, size) => {
        const form = new FormData();
        form.set("token", "t");
        form.set("words", words);
        form.set("file", new File([Buffer.from(bytes, "latin1")], 'ä "b".csv'));
        const request = new Request("http://x", { method: "POST", body: form });
        const type = request.headers.get("content-type") ?? "";
        const body = new Uint8Array(await request.arrayBuffer());
        const theirs = await new Response(body, { headers: { "content-type": type } }).formData();
        const ours = await read(body, boundaryOf(type) ?? "", size);
        expect(ours.map(([name]) => name)).toEqual(["token", "words", "file"]);
        expect(Buffer.from(ours[1]?.[2] ?? "", "latin1").toString()).toBe(theirs.get("words"));
        expect(ours[2]?.slice(1)).toEqual(['ä "b".csv', bytes]);
      }),
      { numRuns: 300 },
    );
  });

  test("a field that nobody reads is passed over", async () => {
    const body = Buffer.from(
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name="b"\r\n\r\n2\r\n--b--\r\n',
    );
    const names: string[] = [];
    for await (const field of fieldsOf(cut(body, 7), "b")) names.push(field.name);
    expect(names).toEqual(["a", "b"]);
  });

  test("a form that is cut off, or is none, is told from a whole one", async () => {
    const body = Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nhalf of it');
    for (const bytes of [body, body.subarray(0, 20), Buffer.from("urn=1"), Buffer.from(`--b\r\n${"x".repeat(20_000)}`)])
      await expect(read(bytes, "b", 1000)).rejects.toThrow(FormCutOff);
    const [field] = await Array.fromAsync([...(await Array.fromAsync(fieldsOf(cut(Buffer.from(""), 1), "b")).catch(() => []))]);
    expect(field).toBeUndefined();
  });

  test("a short field cannot be made long", async () => {
    const body = Buffer.from(`--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n${"x".repeat(20_000)}\r\n--b--\r\n`);
    const fields = fieldsOf(cut(body, 5000), "b");
    const first = await fields.next();
    if (first.done) throw new Error("no field");
    await expect(textOf(first.value)).rejects.toThrow(FormCutOff);
  });

  test("the boundary is found quoted or not, and only of a form with files", () => {
    expect(boundaryOf("multipart/form-data; boundary=abc")).toBe("abc");
    expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe("a b");
    expect(boundaryOf("application/x-www-form-urlencoded")).toBeUndefined();
    expect(boundaryOf("multipart/form-data")).toBeUndefined();
  });
});
