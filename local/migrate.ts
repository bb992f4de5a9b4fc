import { liveDatabase } from '../shared/database/live.ts';
import { prepareDatabase } from './prepare-database.ts';
import { runHost } from './run-host.ts';

await runHost(async () => {
  const applied = await prepareDatabase({ database: liveDatabase });
  console.log(applied.length ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.');
  await liveDatabase.close();
  return async () => {};
});
