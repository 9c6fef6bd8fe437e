import { expect, test } from "vitest";
import { networkOfAddress } from "./visitor.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "::ffff:192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["2001:db8::abcd:1", "2001:db8:0:0"],
  ["2001:0db8:0:0:a:b:c:d", "2001:db8:0:0"],
  ["2001:db8:1::9:9:9", "2001:db8:1:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
])("%s lies in the network %s", (address, network) => {
  expect(networkOfAddress(address)).toBe(network);
});
