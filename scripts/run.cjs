// Runs a file on Node.js 24 or later, for every npm script: `node scripts/run.cjs FILE [ARGUMENT…]`. That is this process
// if it will do, else the Node.js that came with the dependencies. npm 11 finds that one by itself; npm 10 does not, as
// several packages offer a program of that name. Written in syntax that old versions can read.
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');
var url = require('url');

var oldestMajor = 24;
var project = path.join(__dirname, '..');
var dependencies = path.join(project, 'node_modules');
var bundled = ['node-', 'node-bin-']
  .map(function (prefix) {
    var windows = process.platform === 'win32';
    var name = prefix + (windows ? 'win' : process.platform) + '-' + process.arch;
    return path.join(dependencies, name, 'bin', windows ? 'node.exe' : 'node');
  })
  .filter(fs.existsSync)[0];

if (!fs.existsSync(dependencies)) {
  stop('The dependencies are not installed. Run: npm ci');
} else if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
  endWithParent();
  runHere(path.resolve(project, process.argv[2]), process.argv.slice(3));
} else if (bundled) {
  endWithParent();
  runOn(bundled, process.argv.slice(1));
} else {
  refuse();
}

function runHere(file, given) {
  process.argv = [process.argv[0], file].concat(given);
  import(url.pathToFileURL(file).href);
}

function runOn(node, given) {
  var child = childProcess.spawn(node, given, { stdio: 'inherit' });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('error', refuse);
  child.on('exit', function (code) {
    process.exit(code === null ? 1 : code);
  });
}

// npm passes a signal to the shell that it started, and not every shell hands it on: without its parent this process ends.
function endWithParent() {
  var parent = process.ppid;
  var watch = setInterval(function () {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

function refuse() {
  stop(
    'Node.js ' +
      oldestMajor +
      ' or later is needed, and this is ' +
      process.version +
      '. ' +
      'Run "npm ci" without --omit=optional, which brings it along, or install it from https://nodejs.org.',
  );
}

function stop(reason) {
  process.stderr.write(reason + '\n');
  process.exit(1);
}
