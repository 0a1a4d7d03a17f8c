// Ends an extension host whose server died, by polling in place of the native watchdog.
const INTERVAL = 2000;
const EXIT_CODE = 87;

exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(EXIT_CODE);
    }
  }, INTERVAL).unref();
};
exports.exit = (code) => process.exit(code || 0);
