import { useEffect } from 'preact/hooks';
import { held } from './api/send.ts';
import { ChatPage } from './chat/chat-page.tsx';
import { DocumentsPage } from './documents/documents-page.tsx';
import { KeyDialog } from './parts/key-dialog.tsx';
import { ToastList } from './parts/toast-list.tsx';
import { connection } from './state/connection.ts';
import { route } from './state/route.ts';
import { language, theme } from './state/settings.ts';
import { useStore } from './state/store.ts';
import { SystemPage } from './system/system-page.tsx';
import { TaskPage } from './task/task-page.tsx';
import { TasksPage } from './tasks/tasks-page.tsx';
import { useText } from './text/use-text.ts';
import { TopBar } from './top-bar.tsx';

/** The whole page: its frame, and what the address names. */
export function App() {
  const { page, id } = useStore(route);
  const chosen = useStore(language);
  const look = useStore(theme);
  const { status } = useStore(connection);
  const isHeld = useStore(held) > 0;
  const text = useText();
  useEffect(() => {
    document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset.theme = look;
    document.title = `${text.nav[page]} · ${text.product}`;
  }, [chosen, look, page, text]);
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        {text.skip}
      </button>
      <TopBar page={page} />
      {status === 'lost' && (
        <p class="banner" role="status">
          {text.reconnecting}
        </p>
      )}
      {isHeld && (
        <p class="banner" role="status">
          {text.limited}
        </p>
      )}
      <main id="main" tabIndex={-1}>
        {page === 'tasks' && (id ? <TaskPage key={id} id={id} /> : <TasksPage />)}
        {page === 'chat' && <ChatPage id={id} />}
        {page === 'documents' && <DocumentsPage />}
        {page === 'system' && <SystemPage />}
      </main>
      <ToastList />
      <KeyDialog />
    </>
  );
}
