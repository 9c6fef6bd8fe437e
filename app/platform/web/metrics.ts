/** One figure with what tells it from its siblings. */
export type Sample = { readonly labels?: Readonly<Record<string, string>>; readonly value: number; readonly suffix?: string };
export type Family = {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly samples: readonly Sample[];
};

const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

/** Figures as Prometheus reads them. */
export function sayMetrics(families: readonly Family[]): string {
  const lines = families.flatMap(({ name, type, help, samples }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(({ labels = {}, value, suffix = "" }) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
      return `${name}${suffix}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
    }),
  ]);
  return `${lines.join("\n")}\n`;
}

/** The bounds hold the promised 0.2 s and 0.5 s, so that keeping them can be read off. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10];

export type RequestMetrics = {
  readonly observe: (method: string, route: string, status: number, seconds: number) => void;
  readonly families: () => Family[];
};

/** Counts requests by method, route and status, and their times by method and route. A route is a pattern, so there are as many as routes. */
export function countRequests(): RequestMetrics {
  const counts = new Map<string, { labels: Record<string, string>; value: number }>();
  const times = new Map<string, { labels: Record<string, string>; within: number[]; sum: number; count: number }>();
  return {
    observe(method, route, status, seconds) {
      const labels = { method, route };
      const counted = counts.getOrInsertComputed(`${method} ${route} ${status}`, () => ({
        labels: { ...labels, status: String(status) },
        value: 0,
      }));
      counted.value++;
      const timed = times.getOrInsertComputed(`${method} ${route}`, () => ({ labels, within: bounds.map(() => 0), sum: 0, count: 0 }));
      bounds.forEach((bound, at) => {
        if (seconds <= bound) timed.within[at] = (timed.within[at] ?? 0) + 1;
      });
      timed.sum += seconds;
      timed.count++;
    },
    families: () => [
      { name: "eddystone_requests_total", type: "counter", help: "Requests answered.", samples: [...counts.values()] },
      {
        name: "eddystone_request_seconds",
        type: "histogram",
        help: "Time until the answer stood.",
        samples: [...times.values()].flatMap(({ labels, within, sum, count }) => [
          ...bounds.map((bound, at) => ({ suffix: "_bucket", labels: { ...labels, le: String(bound) }, value: within[at] ?? 0 })),
          { suffix: "_bucket", labels: { ...labels, le: "+Inf" }, value: count },
          { suffix: "_sum", labels, value: Math.round(sum * 1e6) / 1e6 },
          { suffix: "_count", labels, value: count },
        ]),
      },
    ],
  };
}
