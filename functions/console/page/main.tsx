import { render } from 'preact';
import { App } from './app.tsx';
import { keepConnected } from './state/connection.ts';
import 'uplot/dist/uPlot.min.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/tasks.css';
import './styles/task.css';
import './styles/prose.css';
import './styles/chat.css';
import './styles/documents.css';
import './styles/system.css';

const root = document.getElementById('root');
if (root) render(<App />, root);
void keepConnected();
