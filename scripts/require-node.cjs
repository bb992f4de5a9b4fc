// Loaded first by every npm script (node -r), in syntax that old versions of Node.js can read.
var fs = require('fs');
var path = require('path');

var project = path.join(__dirname, '..');

function stop(reason) {
  process.stderr.write(reason + '\n');
  process.exit(1);
}

if (!fs.existsSync(path.join(project, 'node_modules'))) {
  stop('The dependencies are not installed. Run: npm ci');
}
if (Number(process.versions.node.split('.')[0]) < 24) {
  stop(
    'Node.js 24 or later is needed, and this is ' +
      process.version +
      '. Run "npm ci" without --omit=optional, which brings Node.js 24 along, or install it from https://nodejs.org.',
  );
}

// npm passes a signal to the shell that it started, and not every shell hands it on: without its shell this process ends.
var shell = process.ppid;
var watch = setInterval(function () {
  if (process.ppid === shell) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 500);
watch.unref();
