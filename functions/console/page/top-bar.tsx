import { connection } from './state/connection.ts';
import { type PageName, pages } from './state/route.ts';
import { chooseLanguage, chooseTheme, language, theme } from './state/settings.ts';
import { useStore } from './state/store.ts';
import { useText } from './text/use-text.ts';

/** The way between the pages, the state of the connection, and the page's settings. */
export function TopBar({ page }: { page: PageName }) {
  const text = useText();
  const chosen = useStore(language);
  const look = useStore(theme);
  const { status } = useStore(connection);
  const other = chosen === 'en' ? 'zh' : 'en';
  return (
    <header class="top">
      <a class="product" href="#/tasks">
        {text.product}
      </a>
      <nav aria-label={text.nav.label}>
        {pages.map((name) => (
          <a key={name} href={`#/${name}`} aria-current={name === page ? 'page' : undefined}>
            {text.nav[name]}
          </a>
        ))}
      </nav>
      <div class="settings">
        <span class={`link ${status}`} role="status">
          <span class="dot" aria-hidden="true" />
          <span class="words">{text.connection[status]}</span>
        </span>
        <button
          type="button"
          class="quiet"
          lang={other === 'zh' ? 'zh-CN' : 'en'}
          onClick={() => chooseLanguage(other)}
        >
          {other === 'zh' ? '中文' : 'English'}
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={look === 'dark' ? text.toLight : text.toDark}
          title={look === 'dark' ? text.toLight : text.toDark}
          onClick={() => chooseTheme(look === 'dark' ? 'light' : 'dark')}
        >
          <span aria-hidden="true">{look === 'dark' ? '☀' : '☾'}</span>
        </button>
      </div>
    </header>
  );
}
