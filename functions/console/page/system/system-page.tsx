import { apiRoot } from '../api/api-root.ts';
import { Card } from '../parts/card.tsx';
import { useText } from '../text/use-text.ts';
import { AgentCard } from './agent-card.tsx';
import { DiagnosisCard } from './diagnosis-card.tsx';
import { HealthCard } from './health-card.tsx';
import { QueueCard } from './queue-card.tsx';
import { ThroughputCard } from './throughput-card.tsx';
import { UsageCard } from './usage-card.tsx';
import { useActivity } from './use-activity.ts';

/** How the system is, what it can do, and what it has used. */
export function SystemPage() {
  const words = useText().system;
  const activity = useActivity();
  const grafana = `${location.protocol}//${location.hostname}:3000/`;
  return (
    <>
      <h1 class="hidden">{words.title}</h1>
      <div class="columns">
        <div>
          <HealthCard />
          <QueueCard {...activity} />
          <ThroughputCard {...activity} />
        </div>
        <div>
          <DiagnosisCard />
          <UsageCard />
        </div>
      </div>
      <AgentCard />
      <Card title={words.links}>
        <ul class="links">
          <li>
            <a href={`${apiRoot}/docs`}>{words.docs}</a>
          </li>
          <li>
            <a href={`${apiRoot}/openapi.json`}>{words.openapi}</a>
          </li>
          <li>
            <a href={grafana} target="_blank" rel="noopener noreferrer">
              {words.grafana}
            </a>{' '}
            <span class="muted">{words.grafanaHelp}</span>
          </li>
        </ul>
      </Card>
    </>
  );
}
