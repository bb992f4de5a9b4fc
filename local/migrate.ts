import { prepareDatabase } from '../shared/agents/prepare-database.ts';
import { liveDatabase } from '../shared/database/live.ts';
import { isProgram } from './is-program.ts';
import { requireServer } from './require-server.ts';
import { runHost } from './run-host.ts';

if (isProgram(import.meta.url)) {
  await runHost(async () => {
    requireServer('npm run migrate');
    const applied = await prepareDatabase({ database: liveDatabase });
    console.log(applied.length ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.');
    await liveDatabase.close();
    return async () => {};
  });
}
