import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dashboardFiles } from '../monitoring/dashboards/dashboards.ts';

const folder = new URL('../monitoring/grafana/dashboards/', import.meta.url);
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(dashboardFiles)) await writeFile(new URL(name, folder), text);
console.log(`monitoring/grafana/dashboards: ${Object.keys(dashboardFiles).join(', ')}`);
