import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Backend = { readonly port: number; readonly agent: Agent; says: string; readonly watch: NodeJS.Timeout };
const ready = "ready";

export type Balancer = {
  readonly port: number;
  readonly readyPorts: () => number[];
  /** How often a GET was sent to another process, because the first one answered not a byte. */
  readonly again: () => number;
  readonly close: () => Promise<void>;
};

/**
 * A small balancer, as careful as any: asks each process whether it is ready, keeps connections to it, never sends anything but a GET a
 * second time, and a GET only while no byte of an answer has come.
 */
export async function balance(ports: readonly number[], every = 100): Promise<Balancer> {
  let again = 0;
  let turn = 0;
  const backends: Backend[] = ports.map((port) => {
    const backend: Backend = {
      port,
      agent: new Agent({ keepAlive: true, maxSockets: 64 }),
      says: "nothing yet",
      watch: setInterval(probe, every),
    };
    let asking = false;
    let silent = 0;
    function probe() {
      if (asking) return;
      asking = true;
      const hear = (says: string) => {
        asking = false;
        silent = 0;
        backend.says = says;
      };
      const asked = request({ port, host: "127.0.0.1", path: "/readyz", agent: false, timeout: 1000 }, (answer) => {
        answer.resume();
        hear(answer.statusCode === 200 ? ready : String(answer.statusCode));
      });
      // One that is slow to answer is busy; one that is three times silent is gone.
      asked.once("timeout", () => {
        asking = false;
        if (++silent >= 3) backend.says = "silence";
        asked
          .removeAllListeners("error")
          .on("error", () => {})
          .destroy();
      });
      asked.once("error", (error) => hear(error.message));
      asked.end();
    }
    return backend;
  });

  function pass(asked: IncomingMessage, answer: ServerResponse, body: Buffer, tried: readonly Backend[]): void {
    const able = backends.filter((backend) => backend.says === ready && !tried.includes(backend));
    const backend = able[turn++ % able.length];
    if (!backend) {
      answer.writeHead(502).end(`no process to send to: ${backends.map(({ says }) => says).join("; ")}`);
      return;
    }
    const { connection: _ours, ...headers } = asked.headers;
    const onward = request({
      port: backend.port,
      host: "127.0.0.1",
      agent: backend.agent,
      method: asked.method,
      path: asked.url,
      headers: { ...headers, "x-forwarded-for": asked.socket.remoteAddress ?? "", "x-forwarded-proto": "http" },
    });
    let begun = false;
    onward.once("response", (came) => {
      begun = true;
      const { connection: _theirs, "keep-alive": _time, ...kept } = came.headers;
      answer.writeHead(came.statusCode ?? 502, kept);
      came.pipe(answer);
      came.once("error", () => answer.destroy());
    });
    onward.once("error", (error) => {
      if (begun) return answer.destroy();
      if (asked.method !== "GET") return answer.writeHead(502).end(`the process let go of it: ${error.message}`);
      again++;
      pass(asked, answer, body, [...tried, backend]);
    });
    onward.end(body);
  }

  const server: Server = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on("data", (part) => parts.push(part));
    asked.once("end", () => pass(asked, answer, Buffer.concat(parts), []));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    readyPorts: () => backends.filter(({ says }) => says === ready).map(({ port }) => port),
    again: () => again,
    close: async () => {
      for (const { watch, agent } of backends) {
        clearInterval(watch);
        agent.destroy();
      }
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
