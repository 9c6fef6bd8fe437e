/** Facts as PostgreSQL's binary COPY takes them, in the order of `factColumns`. */
export const factColumns = "org_key, period, measure, pupil_group, org_kind, missing, import, value, numerator, denominator, low, high";

const longest = 2 + 12 * 4 + 4 + 3 * 2 + 1 + 1 + 4 + 8 + 4 * 4;
const pieceSize = 131_072;

/** Writes facts into pieces; `take` hands over what is full and what is begun. A number that is not there is NaN. */
export function factWriter() {
  let piece = Buffer.allocUnsafe(pieceSize);
  let view = new DataView(piece.buffer, piece.byteOffset, pieceSize);
  let at = 0;
  let full: Buffer[] = [];
  header();
  const writer = {
    facts: 0,
    missing: 0,
    /** One fact; `letter` is the missing kind's, or 0 where there is a value. */
    fact(
      kind: number,
      key: number,
      period: number,
      measure: number,
      group: number,
      letter: number,
      importId: number,
      value: number,
      numerator: number,
      denominator: number,
      low: number,
      high: number,
    ): void {
      if (at + longest > pieceSize) turn();
      writer.facts++;
      view.setInt16(at, 12);
      view.setInt32(at + 2, 4);
      view.setInt32(at + 6, key);
      view.setInt32(at + 10, 2);
      view.setInt16(at + 14, period);
      view.setInt32(at + 16, 2);
      view.setInt16(at + 20, measure);
      view.setInt32(at + 22, 2);
      view.setInt16(at + 26, group);
      view.setInt32(at + 28, 1);
      view.setUint8(at + 32, kind);
      at += 33;
      if (letter === 0) {
        view.setInt32(at, -1);
        at += 4;
      } else {
        writer.missing++;
        view.setInt32(at, 1);
        view.setUint8(at + 4, letter);
        at += 5;
      }
      view.setInt32(at, 4);
      view.setInt32(at + 4, importId);
      at += 8;
      if (letter === 0) {
        view.setInt32(at, 8);
        view.setFloat64(at + 4, value);
        at += 12;
      } else {
        view.setInt32(at, -1);
        at += 4;
      }
      real(numerator);
      real(denominator);
      real(low);
      real(high);
    },
    /** How many bytes wait to be taken. */
    get waiting(): number {
      return full.length * pieceSize + at;
    },
    take(last = false): Buffer[] {
      if (last) {
        if (at + 2 > pieceSize) turn();
        view.setInt16(at, -1);
        at += 2;
      }
      turn();
      const taken = full;
      full = [];
      return taken;
    },
  };
  return writer;

  function header() {
    piece.write("PGCOPY\n\xff\r\n\0", 0, "latin1");
    view.setInt32(11, 0);
    view.setInt32(15, 0);
    at = 19;
  }

  function real(value: number) {
    if (Number.isNaN(value)) {
      view.setInt32(at, -1);
      at += 4;
      return;
    }
    view.setInt32(at, 4);
    view.setFloat32(at + 4, value);
    at += 8;
  }

  function turn() {
    if (at === 0) return;
    full.push(piece.subarray(0, at));
    piece = Buffer.allocUnsafe(pieceSize);
    view = new DataView(piece.buffer, piece.byteOffset, pieceSize);
    at = 0;
  }
}

export type FactWriter = ReturnType<typeof factWriter>;
