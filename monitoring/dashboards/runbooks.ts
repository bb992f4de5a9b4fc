import { readFileSync } from 'node:fs';
import { PanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import type { DashboardPlan } from './build-dashboard.ts';

const text = readFileSync(new URL('../../docs/runbooks.md', import.meta.url), 'utf8');
const [, ...sections] = text.split(/^## /m);

/** The sections of docs/runbooks.md, a panel each, which alerts link to: it is at hand wherever Grafana is. */
export const runbooks: DashboardPlan = {
  uid: 'multi-agent-runbooks',
  title: 'Runbooks',
  description: 'One section an alert: what it means, how to look, what to do.',
  rows: {
    Alerts: sections.map((section) => {
      const [name = '', ...lines] = section.split('\n');
      return new PanelBuilder()
        .title(name)
        .mode(TextMode.Markdown)
        .content(lines.join('\n').trim())
        .transparent(false)
        .span(12)
        .height(8);
    }),
  },
};
