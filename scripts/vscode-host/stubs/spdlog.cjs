// The server's own log files: a plain appender in place of the native spdlog.
const fs = require('node:fs');
const path = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  #file;
  #level = LEVELS.indexOf('info');

  constructor(file) {
    this.#file = file;
    LEVELS.forEach((name, level) => {
      this[name] = (message) => this.#write(level, name, message);
    });
  }

  #write(level, name, message) {
    if (level < this.#level) return;
    try {
      fs.appendFileSync(this.#file, `${new Date().toISOString()} [${name}] ${message}\n`);
    } catch {
      // A log that cannot be written must not end the server.
    }
  }

  setLevel(level) {
    this.#level = level;
  }
  getLevel() {
    return this.#level;
  }
  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}

async function createLogger(_name, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger(file);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
