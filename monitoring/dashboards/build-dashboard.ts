import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel,
  RowBuilder,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Every dashboard of the system has it; the links between them are found by it. */
const tag = 'multi-agent';

export interface DashboardPlan {
  /** Stable: addresses are made of it, and the name of its file. */
  uid: string;
  title: string;
  description: string;
  variables?: Builder<VariableModel>[];
  /** Panels by the titles of their rows. */
  rows: Record<string, Builder<Panel>[]>;
}

/** Makes a dashboard of Grafana's classic schema, with numbered panels and links to the other ones. */
export function buildDashboard({ uid, title, description, variables = [], rows }: DashboardPlan): Dashboard {
  const links = new DashboardLinkBuilder('Dashboards')
    .type(DashboardLinkType.Dashboards)
    .tags([tag])
    .keepTime(true)
    .asDropdown(false);
  const dashboard = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([tag])
    .timezone('browser')
    .time({ from: 'now-1h', to: 'now' })
    .refresh('10s')
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(variables)
    .link(links);
  for (const [row, panels] of Object.entries(rows)) {
    dashboard.withRow(new RowBuilder(row));
    for (const panel of panels) dashboard.withPanel(panel);
  }
  const { panels = [], ...rest } = dashboard.build();
  return {
    ...rest,
    // In the dashboard's head, not in a menu, which is where the builder puts them.
    links: (rest.links ?? []).map(({ placement: _, ...link }) => link),
    panels: panels.map((panel, index) => ({ ...panel, id: index + 1 })),
  };
}

/** The JSON of a dashboard's file. */
export const dashboardText = (dashboard: Dashboard): string => `${JSON.stringify(dashboard, undefined, 2)}\n`;
