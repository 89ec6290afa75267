import { z } from "zod";
import { alertsOf, part, shape } from "./alertmanager.ts";
import { manyAlerts, readJson } from "./json.ts";
import { COMMON_CODES, commonWords, MEBIBYTE, type Adapter } from "./port.ts";

/**
 * Grafana Alerting, webhook version 1 (github.com/grafana/alerting, receivers/webhook/v1): as Alertmanager, with a title
 * and a message, sent by POST or PUT, and signed on request: HMAC-SHA256 in hexadecimal, without a prefix.
 */
export const grafana: Adapter = {
  methods: ["POST", "PUT"],
  places: [""],
  largestBody: MEBIBYTE,
  codes: { ...COMMON_CODES, stored: 200 },
  retryAfter: null,
  signature: { header: "x-grafana-alerting-signature", form: "hex" },
  say: commonWords,
  read: ({ body }) => {
    const read = readJson(body, notification);
    if (!read.ok) return { kind: "malformed", errors: read.failure };
    const { title, message, alerts } = read.value;
    const [first] = alerts;
    return alertsOf(read.value, {
      title: title ?? null,
      summary: message?.trim() ? message : null,
      links: [
        ["dashboard", first?.dashboardURL],
        ["dashboard", first?.panelURL],
        ["silence", first?.silenceURL],
      ],
    });
  },
};

const notification = shape.extend({
  version: z.literal("1"),
  title: z.string().optional(),
  message: z.string().optional(),
  alerts: manyAlerts(
    part.extend({
      dashboardURL: z.string().optional(),
      panelURL: z.string().optional(),
      silenceURL: z.string().optional(),
    }),
  ),
});
